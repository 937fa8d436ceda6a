// Flows that ran out of time, against a service whose sign-in flows are short-lived.
import type { APIRequestContext, Page } from "@playwright/test";
import { control, expectNotice, flowIdIn, signIn } from "./fixtures/flow-page";
import { openFlow } from "./fixtures/http";
import { expect, test } from "./fixtures/test";

test.use({ stackName: "variant", javaScriptEnabled: false });

test("it replaces an expired flow, opened or posted, with a notice, keeping return_to and what was typed", async ({
  page,
  people,
  stack,
}) => {
  const person = await people.member();
  const { request } = page.context();
  const opened = await openFlow(request, "login", { return_to: `${stack.appUrl}/sessions` });
  await page.goto("/login?return_to=/sessions");
  const posted = /flow=([^&]+)/.exec(await formAction(page))?.[1] ?? "";
  await untilExpired(request, posted);

  await test.step("posted: use_flow_id is followed", async () => {
    await signIn(page, { email: person.email, password: "wrong and too late" });
    await expectNotice(page);
    await expect(control(page, "identifier")).toHaveValue(person.email);
    await expect(control(page, "password")).toHaveValue("");
    expect(flowIdIn(page)).not.toBe(posted);
  });

  await test.step("opened", async () => {
    await page.goto(`/login?flow=${opened.flowId}`);
    await expectNotice(page);
    expect(await formAction(page)).not.toContain(opened.flowId);
  });

  await test.step("the new flow can be finished, and leads where the old one would have", async () => {
    await signIn(page, person);
    await expect(page).toHaveURL(/\/sessions$/);
  });
});

async function formAction(page: Page): Promise<string> {
  return (await page.getByTestId("login-flow").getAttribute("action")) ?? "";
}

async function untilExpired(request: APIRequestContext, flowId: string): Promise<void> {
  await expect
    .poll(async () => (await request.get(`/api/ory/self-service/login/flows?id=${flowId}`)).status(), {
      timeout: 15_000,
    })
    .toBe(410);
}
