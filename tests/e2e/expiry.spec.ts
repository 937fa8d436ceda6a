// Flows that ran out of time, against a service whose flows are short-lived.
import type { APIRequestContext } from "@playwright/test";
import { control, expectNotice, flowIdIn, register } from "./fixtures/flow-page";
import { openFlow } from "./fixtures/http";
import { expect, test } from "./fixtures/test";

test.use({ stackName: "short", javaScriptEnabled: false });

test("it replaces an expired flow that is opened, with a notice, keeping return_to", async ({
  page,
  stack,
}) => {
  const { flowId } = await openFlow(page.context().request, "registration", {
    return_to: `${stack.appUrl}/sessions`,
  });
  await untilExpired(page.context().request, flowId);

  await page.goto(`/registration?flow=${flowId}`);
  await expect(page.getByTestId("registration-flow")).toBeVisible();
  const action = (await page.getByTestId("registration-flow").getAttribute("action")) ?? "";
  const replacement = new URL(action, stack.appUrl).searchParams.get("flow") ?? "";
  expect(replacement).not.toBe(flowId);
  await expectNotice(page);
  const flow = await page.context().request.get(`/api/ory/self-service/registration/flows?id=${replacement}`);
  expect(((await flow.json()) as { return_to?: string }).return_to).toBe(`${stack.appUrl}/sessions`);
});

test("it follows use_flow_id after a post to an expired flow, which then can be finished", async ({
  page,
  people,
}) => {
  const person = people.stranger();
  await page.goto("/registration");
  const action = (await page.getByTestId("registration-flow").getAttribute("action")) ?? "";
  const flowId = /flow=([^&]+)/.exec(action)?.[1] ?? "";
  await untilExpired(page.context().request, flowId);

  await register(page, person);
  await expect(page).toHaveURL(/\/registration\?/);
  expect(flowIdIn(page)).not.toBe(flowId);
  await expectNotice(page);
  await expect(control(page, "password")).toHaveValue("");
  await register(page, person);
  await expect(page).toHaveURL(/\/verification/);
});

async function untilExpired(request: APIRequestContext, flowId: string): Promise<void> {
  await expect
    .poll(async () => (await request.get(`/api/ory/self-service/registration/flows?id=${flowId}`)).status(), {
      timeout: 10_000,
    })
    .toBe(410);
}
