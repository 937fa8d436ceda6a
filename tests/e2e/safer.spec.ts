// What the embedded server does more safely than Ory Kratos, seen from where a visitor stands.
import { openFlow, postFlow, signInByPost } from "./fixtures/http";
import { freshPassword } from "./fixtures/people";
import { rawGet } from "./fixtures/raw-http";
import { expect, test } from "./fixtures/test";

test.use({ saferThanKratos: true });

for (const hostile of ["http:\\\\other.example", "http:\\/other.example", "//other.example"]) {
  test(`it refuses ${hostile} as return_to at the door`, async ({ stack }) => {
    for (const kind of ["login", "registration", "recovery", "verification"]) {
      const path = `/api/ory/self-service/${kind}/browser?return_to=${encodeURIComponent(hostile)}`;
      const answer = await rawGet(stack.appUrl, path);
      const location = new URL(answer.location ?? "", stack.appUrl);
      expect(location.origin, kind).toBe(stack.appUrl);
      expect(location.pathname, kind).toBe("/error");
    }
  });
}

test("it does not sign in again by a flow that was completed", async ({ request, people, stack }) => {
  const person = await people.member();
  const fields = { method: "password", identifier: person.email, password: person.password };
  const flow = await openFlow(request, "login");
  const first = await postFlow(request, "login", flow, fields, { origin: stack.appUrl });
  expect(first.headers().location).not.toContain("/login");
  const kept = (await request.storageState()).cookies.filter(({ name }) => name !== "ory_kratos_session");

  const cookie = kept.map(({ name, value }) => `${name}=${value}`).join("; ");
  const again = await fetch(`${stack.publicUrl}/self-service/login?flow=${flow.flowId}`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", cookie },
    body: JSON.stringify({ csrf_token: flow.csrfToken, ...fields }),
  });
  expect(again.ok).toBe(false);
  expect(again.headers.getSetCookie().some((each) => each.startsWith("ory_kratos_session="))).toBe(false);
});

test("it names the field of a value that is no text", async ({ request, stack }) => {
  const start = await request.get("/api/ory/self-service/login/api", {
    headers: { accept: "application/json" },
  });
  const { id } = (await start.json()) as { id: string };
  for (const identifier of [["a"], { a: 1 }, null, 7, true]) {
    const answer = await fetch(`${stack.publicUrl}/self-service/login?flow=${id}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ method: "password", identifier, password: "does not matter" }),
    });
    expect(answer.status, JSON.stringify(identifier)).toBe(400);
  }
});

test("it lets sixteen people sign in at once", async ({ playwright, people, stack }) => {
  const members = await Promise.all(Array.from({ length: 16 }, () => people.member()));
  const statuses = await Promise.all(
    members.map(async (person) => {
      const browser = await playwright.request.newContext({ baseURL: stack.appUrl });
      await signInByPost(browser, person, stack.appUrl);
      const whoami = await browser.get("/api/ory/sessions/whoami");
      await browser.dispose();
      return whoami.status();
    }),
  );
  expect(statuses).toEqual(members.map(() => 200));
});

test("it stops guesses at one account, and lets its owner know in the form", async ({
  request,
  people,
  stack,
}) => {
  const person = await people.member();
  let refusals = 0;
  for (let guess = 0; guess < 40 && refusals === 0; guess++) {
    const flow = await openFlow(request, "login");
    const fields = { method: "password", identifier: person.email, password: freshPassword() };
    const answer = await postFlow(request, "login", flow, fields, { origin: stack.appUrl });
    expect([303, 429]).toContain(answer.status());
    const page =
      answer.status() === 429 ? "" : await (await request.get(answer.headers().location ?? "/login")).text();
    if (answer.status() === 429 || !page.includes("ui/message/4000006")) refusals++;
  }
  expect(refusals, "guesses are refused after a while").toBe(1);
});
