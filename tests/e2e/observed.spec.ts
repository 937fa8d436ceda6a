// What those who run the app see of a visit, and what they must not: its log and its traces, from sign-up to sign-in.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startApp } from "./fixtures/app-process";
import { button, type } from "./fixtures/flow-page";
import { startServiceDouble } from "./fixtures/service-double";
import { expect, test } from "./fixtures/test";

test.use({ javaScriptEnabled: false });

test("it traces a visit into the identity service, and tells nothing secret or personal", async ({
  page,
  people,
  suite,
  stack,
}) => {
  let exports = "";
  const collector = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => (exports += chunk.toString()));
    request.on("end", () => response.end("{}"));
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const service = await startServiceDouble(stack.publicUrl);
  const app = await startApp({
    serviceUrl: service.url,
    distDir: suite.distDir,
    env: {
      ORY_ADMIN_URL: stack.adminUrl,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
      OTEL_SERVICE_NAME: "app-under-test",
      OTEL_BSP_SCHEDULE_DELAY: "100",
      LOG_LEVEL: "trace",
    },
  });
  service.speakFor(app.url, stack.appUrl);
  try {
    const person = people.stranger();
    await page.goto(`${app.url}/registration`);
    await type(page, {
      "traits.email": person.email,
      password: person.password,
      "traits.name.first": person.firstName,
      "traits.name.last": person.lastName,
    });
    await button(page, "password").click();
    await expect(page).not.toHaveURL(/\/registration/);
    expect(await people.find(person.email)).toBeDefined();

    await page.context().clearCookies();
    await page.goto(`${app.url}/login`);
    await type(page, { identifier: person.email, password: "not that one 33" });
    await button(page, "password").click();
    await expect(page.getByTestId("login-flow")).toBeVisible();
    await type(page, { password: person.password });
    await button(page, "password").click();
    await expect(page).not.toHaveURL(/\/login/);
    await page.goto(`${app.url}/notes`);

    const sent = service.requests.filter(({ path }) => path.startsWith("/self-service/login"));
    const traceparents = sent.map(({ headers }) => String(headers.traceparent));
    for (const header of traceparents) expect(header).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const traces = traceparents.map((header) => header.slice(3, 35));
    await expect.poll(() => traces.filter((id) => !exports.includes(id))).toEqual([]);
    await expect.poll(() => exports).toContain("/notes");
    expect(exports).toContain("app-under-test");

    const secrets = [
      person.email,
      encodeURIComponent(person.email),
      person.password,
      "not that one 33",
      person.firstName,
      person.lastName,
      ...(await page.context().cookies()).map(({ value }) => value),
      ...service.requests.flatMap(({ path }) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path) ?? []),
    ].filter((secret) => secret.length > 3);
    expect(secrets.length).toBeGreaterThan(8);
    for (const secret of secrets) {
      expect(exports.includes(secret), `a span holds ${secret}`).toBe(false);
      expect(app.log().includes(secret), `the log holds ${secret}`).toBe(false);
    }
  } finally {
    await app.stop();
    await service.stop();
    await new Promise((resolve) => collector.close(resolve));
  }
});

test("it lets no visitor name the trace or the request that theirs is part of", async ({
  request,
  trouble,
}) => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const answer = await request.get(`${trouble.app.url}/login`, {
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, "x-request-id": "chosen-by-a-visitor" },
  });
  const id = answer.headers()["x-request-id"];
  expect(id).toMatch(/^[\w-]{8,64}$/);
  const [asked] = trouble.service.requests;
  expect(asked?.headers["x-request-id"]).toBe(id);
  expect(JSON.stringify(trouble.service.requests)).not.toMatch(new RegExp(`${traceId}|chosen-by-a-visitor`));
});
