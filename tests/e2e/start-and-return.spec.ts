// How many steps lie before a form, where a visitor goes on to, and where never.
import type { APIResponse } from "@playwright/test";
import { startApp } from "./fixtures/app-process";
import { button, control, flowIdIn, message, signIn } from "./fixtures/flow-page";
import { openFlow, postFlow, setCookies } from "./fixtures/http";
import { expect, test } from "./fixtures/test";

const HOSTILE = [
  "http:\\\\other.example",
  "http:\\/other.example",
  "//other.example",
  "/\\other.example",
  "\\\\other.example",
  "https:other.example",
  "https://other.example/",
  "http://localhost.other.example/",
  "javascript:alert(1)",
  "data:text/html,hi",
  "\thttps://other.example",
  "/\t/other.example",
  "/\n/other.example",
  "https://other.example\\@localhost/",
];

test.describe("a cold start", () => {
  test("it answers /login with the form: one response, no redirect", async ({ page }) => {
    const documents: number[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() === "document") documents.push(response.status());
    });
    await page.goto("/login");
    await expect(control(page, "password")).toBeVisible();
    expect(documents).toEqual([200]);
    expect(new URL(page.url()).pathname).toBe("/login");
  });

  for (const kind of ["login", "registration", "recovery", "verification"] as const) {
    test(`it sets the service's cookies with the form of /${kind}, which then can be posted`, async ({
      page,
      stack,
    }) => {
      const request = page.context().request;
      const flow = await openFlow(request, kind);
      expect(setCookies(flow.response).some((cookie) => cookie.startsWith("csrf_token_"))).toBe(true);
      const answer = await postFlow(request, kind, flow, { method: "password" }, { origin: stack.appUrl });
      expect(answer.status()).toBe(303);
      expect(answer.headers().location).toContain(`/${kind}?`);
      expect(answer.headers().location).toContain(flow.flowId);
    });
  }

  test("it sends /dashboard to /login with one redirect, and back after sign-in", async ({
    page,
    people,
  }) => {
    const person = await people.member();
    const redirects: string[] = [];
    page.on("response", (response) => {
      if (response.status() >= 300 && response.status() < 400) redirects.push(response.url());
    });
    await page.goto("/dashboard?tab=two");
    await expect(control(page, "identifier")).toBeVisible();
    expect(redirects).toHaveLength(1);
    await signIn(page, person);
    await expect(page).toHaveURL(/\/dashboard\?tab=two$/);
  });

  for (const path of ["/settings", "/sessions", "/dashboard"]) {
    test(`it keeps ${path} from whoever is not signed in`, async ({ request, stack }) => {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status()).toBe(303);
      const location = new URL(answer.headers().location ?? "", stack.appUrl);
      expect(location.pathname).toBe("/login");
      expect(location.searchParams.get("return_to")).toContain(path);
    });
  }

  test("it creates no flow for a prefetch", async ({ trouble, request }) => {
    const prefetches: Record<string, string>[] = [
      { "sec-purpose": "prefetch" },
      { purpose: "prefetch" },
      { "next-router-prefetch": "1", rsc: "1" },
      { "sec-purpose": "prefetch;prerender" },
    ];
    for (const headers of prefetches) {
      const answer = await request.get(`${trouble.app.url}/login`, { headers, maxRedirects: 0 });
      expect(answer.status()).toBeLessThan(500);
      expect(setCookies(answer).filter((cookie) => cookie.startsWith("csrf_token_"))).toEqual([]);
    }
    expect(trouble.service.requests.filter(({ path }) => path.includes("/browser"))).toEqual([]);
  });

  test("it creates no flow for a HEAD request", async ({ trouble, request }) => {
    const answer = await request.head(`${trouble.app.url}/login`, { maxRedirects: 0 });
    expect(answer.status()).toBeLessThan(500);
    expect(trouble.service.requests.filter(({ path }) => path.includes("/browser"))).toEqual([]);
  });

  test("it creates one flow for one page, and asks whoami once at most", async ({ trouble, request }) => {
    await request.get(`${trouble.app.url}/login`);
    const paths = trouble.service.requests.map(({ path }) => path.split("?")[0]);
    expect(paths.filter((path) => path === "/self-service/login/browser")).toHaveLength(1);
    expect(paths.filter((path) => path === "/sessions/whoami").length).toBeLessThanOrEqual(1);
  });
});

test("it puts the flow's id into the address where FLOW_URL asks for it", async ({ suite, stack, page }) => {
  const app = await startApp({
    serviceUrl: stack.publicUrl,
    distDir: suite.distDir,
    env: { FLOW_URL: "redirect" },
  });
  try {
    const response = await page.goto(`${app.url}/login`);
    expect(response?.request().redirectedFrom()).not.toBeNull();
    expect(flowIdIn(page)).toMatch(/^[0-9a-f-]{36}$/);
    await expect(page.getByTestId("login-flow")).toHaveAttribute(
      "action",
      new RegExp(`flow=${flowIdIn(page)}`),
    );
  } finally {
    await app.stop();
  }
});

test.describe("return_to", () => {
  test("it is honoured after sign-in, as a path and as an address of this origin", async ({
    page,
    people,
    stack,
  }) => {
    const person = await people.member();
    await page.goto("/login?return_to=/sessions");
    await signIn(page, person);
    await expect(page).toHaveURL(`${stack.appUrl}/sessions`);

    await page.context().clearCookies();
    await page.goto(`/login?return_to=${encodeURIComponent(`${stack.appUrl}/settings`)}`);
    await signIn(page, person);
    await expect(page).toHaveURL(new RegExp(`^${stack.appUrl}/settings`));
  });

  test("it survives a failed try", async ({ page, people }) => {
    const person = await people.member();
    await page.goto("/login?return_to=/sessions");
    await signIn(page, { email: person.email, password: "wrong" });
    await expect(message(page, 4000006)).toBeVisible();
    await signIn(page, person);
    await expect(page).toHaveURL(/\/sessions$/);
  });

  test("it survives the way through registration and recovery links", async ({ page }) => {
    await page.goto("/login?return_to=/sessions");
    for (const link of ["signup-link", "forgot-password-link"]) {
      await expect(page.getByTestId(link)).toHaveAttribute("href", /return_to=.*sessions/);
    }
    await page.getByTestId("signup-link").click();
    await expect(page.getByTestId("cta-link")).toHaveAttribute("href", /return_to=.*sessions/);
  });

  test("it ends on /error with the address named when the service does not allow it", async ({ page }) => {
    await page.goto(`/login?return_to=${encodeURIComponent("https://other.example/path")}`);
    await expect(page).toHaveURL(/\/error/);
    await expect(page.getByTestId("ui/error/message")).toContainText("other.example");
    expect(flowIdIn(page)).toBeNull();
  });

  for (const hostile of HOSTILE) {
    test(`it never follows nor links ${JSON.stringify(hostile)}`, async ({ request, people, stack }) => {
      const person = await people.member();
      const query = `return_to=${encodeURIComponent(hostile)}`;

      for (const kind of ["login", "registration", "recovery", "verification"]) {
        const page = await request.get(`/${kind}?${query}`, { maxRedirects: 0 });
        expect(page.status(), `/${kind}`).toBeLessThan(500);
        expectOwnOrigin(page, stack.appUrl);
        expect(elsewhere(await page.text()), `links of /${kind}`).toEqual([]);
      }
      // Signed in, the same address must not be a way out either.
      const flow = await openFlow(request, "login");
      const signedIn = await postFlow(
        request,
        "login",
        flow,
        { method: "password", identifier: person.email, password: person.password, return_to: hostile },
        { origin: stack.appUrl },
      );
      expectOwnOrigin(signedIn, stack.appUrl);
      for (const path of ["/login", "/registration", "/settings", "/logout"]) {
        const page = await request.get(`${path}?${query}`, { maxRedirects: 0 });
        expect(page.status(), path).toBeLessThan(500);
        expectOwnOrigin(page, stack.appUrl);
        expect(elsewhere(await page.text()), `links of ${path}`).toEqual([]);
      }
      const theme = await request.post("/api/theme", {
        form: { theme: "dark", return_to: hostile },
        headers: { origin: stack.appUrl },
        maxRedirects: 0,
      });
      expectOwnOrigin(theme, stack.appUrl);
      const language = await request.post("/api/language", {
        form: { language: "en", return_to: hostile },
        headers: { origin: stack.appUrl },
        maxRedirects: 0,
      });
      expectOwnOrigin(language, stack.appUrl);
    });
  }

  test("it has no effect as a Referer", async ({ request }) => {
    const page = await request.get("/error?id=stub:500", { headers: { referer: "https://other.example/" } });
    expect(elsewhere(await page.text())).toEqual([]);
  });
});

test("it signs a person in whose browser posted the password form alone, by keyboard", async ({
  page,
  people,
}) => {
  const person = await people.member();
  await page.goto("/login");
  await control(page, "identifier").fill(person.email);
  await control(page, "password").fill(person.password);
  await control(page, "password").press("Enter");
  await expect(page).not.toHaveURL(/\/login/);
  await expect(button(page, "password")).toHaveCount(0);
});

function expectOwnOrigin(response: APIResponse, appUrl: string): void {
  const { location } = response.headers();
  if (location === undefined) return;
  expect(new URL(location, appUrl).origin, `Location: ${location}`).toBe(appUrl);
}

/** The links and form targets of a page that a browser would take to the hostile host, or run as a script. */
function elsewhere(html: string): string[] {
  const targets = [
    ...html.replaceAll(/<link\b[^>]*>/g, "").matchAll(/\b(?:href|action|formaction)="([^"]*)"/g),
  ].map(([, target = ""]) =>
    target.replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replaceAll("&quot;", '"'),
  );
  return targets.filter((target) => {
    const url = new URL(target, "http://app.invalid");
    return (
      url.hostname.endsWith("other.example") || url.protocol === "javascript:" || url.protocol === "data:"
    );
  });
}
