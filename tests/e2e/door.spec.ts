// The public API on the app's own origin: for native clients, links in mails, and tools that expect it at the root.
import { Configuration, FrontendApi, type Session } from "@ory/client";
import { setCookies } from "./fixtures/http";
import { codeIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

const DOORS = { "/api/ory": "the door", "": "the root" };

test("it registers and signs in a native client", async ({ people, mailbox, stack }) => {
  const client = new FrontendApi(new Configuration({ basePath: `${stack.appUrl}/api/ory` }));
  const person = people.stranger();
  const { data: registration } = await client.createNativeRegistrationFlow();
  const { data: registered } = await client.updateRegistrationFlow({
    flow: registration.id,
    updateRegistrationFlowBody: {
      method: "password",
      password: person.password,
      traits: { email: person.email, name: { first: person.firstName, last: person.lastName } },
    },
  });
  expect(registered.session_token).toMatch(/^ory_st_/);
  codeIn(await mailbox.newest(person.email));

  const { data: login } = await client.createNativeLoginFlow();
  const { data: signedIn } = await client.updateLoginFlow({
    flow: login.id,
    updateLoginFlowBody: { method: "password", identifier: person.email, password: person.password },
  });
  const token = signedIn.session_token ?? "";
  const { data: session } = await client.toSession({ xSessionToken: token });
  expect(session.identity?.traits).toMatchObject({ email: person.email });

  const byBearer = await fetch(`${stack.appUrl}/api/ory/sessions/whoami`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(byBearer.status).toBe(200);

  await client.performNativeLogout({ performNativeLogoutBody: { session_token: token } });
  await expect(client.toSession({ xSessionToken: token })).rejects.toMatchObject({
    response: { status: 401 },
  });
});

for (const [prefix, name] of Object.entries(DOORS)) {
  test.describe(name, () => {
    test("it answers as the service does", async ({ stack }) => {
      for (const path of [
        "/self-service/login/api",
        "/self-service/registration/browser",
        "/self-service/login/flows?id=00000000-0000-4000-8000-000000000000",
        "/sessions/whoami",
        "/schemas",
        "/.well-known/ory/webauthn.js",
      ]) {
        const headers = { accept: "application/json" };
        const [here, there] = await Promise.all([
          fetch(`${stack.appUrl}${prefix}${path}`, { headers, redirect: "manual" }),
          fetch(`${stack.publicUrl}${path}`, { headers, redirect: "manual" }),
        ]);
        expect(here.status, path).toBe(there.status);
        expect(here.headers.get("content-type"), path).toBe(there.headers.get("content-type"));
        expect((await here.text()).length > 0, path).toBe((await there.text()).length > 0);
      }
    });

    test("it starts a browser's flow there with its cookie, on the app's page", async ({ page, stack }) => {
      const response = await page.goto(`${prefix}/self-service/login/browser`);
      expect(response?.status()).toBe(200);
      await expect(page).toHaveURL(new RegExp(`^${stack.appUrl}/login\\?flow=`));
      await expect(page.getByTestId("login-flow")).toBeVisible();
    });

    test("it knows the visitor's session by the cookie", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      const whoami = await page.context().request.get(`${prefix}/sessions/whoami`);
      expect(((await whoami.json()) as Session).identity?.id).toBe(person.identityId);
    });
  });
}

test("it takes a browser's form as the service itself would", async ({ request, people, stack }) => {
  const person = await people.member();
  const start = await request.get("/api/ory/self-service/login/browser", {
    headers: { accept: "application/json" },
  });
  expect(setCookies(start).some((cookie) => cookie.startsWith("csrf_token_"))).toBe(true);
  const flow = (await start.json()) as {
    ui: { action: string; nodes: { attributes: { name: string; value: string } }[] };
  };
  expect(flow.ui.action.startsWith(`${stack.appUrl}/api/ory/self-service/login`)).toBe(true);
  const token =
    flow.ui.nodes.find(({ attributes }) => attributes.name === "csrf_token")?.attributes.value ?? "";
  const answer = await request.post(flow.ui.action, {
    form: { csrf_token: token, method: "password", identifier: person.email, password: person.password },
    headers: { accept: "text/html", origin: stack.appUrl },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  expect(setCookies(answer).some((cookie) => cookie.startsWith("ory_kratos_session="))).toBe(true);
  expect(answer.headers().location).toBe(`${stack.appUrl}/welcome`);
});

test("it refuses a browser's post from elsewhere", async ({ request, people }) => {
  const person = await people.member();
  const start = await request.get("/api/ory/self-service/login/browser", {
    headers: { accept: "application/json" },
  });
  const flow = (await start.json()) as {
    id: string;
    ui: { nodes: { attributes: { name: string; value: string } }[] };
  };
  const token =
    flow.ui.nodes.find(({ attributes }) => attributes.name === "csrf_token")?.attributes.value ?? "";
  const answer = await request.post(`/api/ory/self-service/login?flow=${flow.id}`, {
    form: { csrf_token: token, method: "password", identifier: person.email, password: person.password },
    headers: { origin: "https://other.example", "sec-fetch-site": "cross-site" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
});

test("it does not change settings by a GET that carries the token", async ({ page, people, signedIn }) => {
  const person = await people.member();
  await signedIn(page, person);
  const request = page.context().request;
  const start = await request.get("/api/ory/self-service/settings/browser", {
    headers: { accept: "application/json" },
  });
  const flow = (await start.json()) as {
    id: string;
    ui: { nodes: { attributes: { name: string; value: string } }[] };
  };
  const token =
    flow.ui.nodes.find(({ attributes }) => attributes.name === "csrf_token")?.attributes.value ?? "";
  for (const prefix of ["/api/ory", ""]) {
    await request.get(`${prefix}/self-service/settings`, {
      params: {
        flow: flow.id,
        csrf_token: token,
        method: "profile",
        "traits.email": person.email,
        "traits.name.first": "Changed by a link",
      },
    });
  }
  expect((await people.find(person.email))?.traits).toMatchObject({ name: { first: person.firstName } });
});
