import type { APIResponse } from "@playwright/test";
import { button, control } from "./fixtures/flow-page";
import { openFlow, postFlow, setCookies, signInByPost } from "./fixtures/http";
import { rawGet } from "./fixtures/raw-http";
import { expect, test } from "./fixtures/test";

const PUBLIC_PAGES = [
  "/",
  "/welcome",
  "/login",
  "/registration",
  "/recovery",
  "/verification",
  "/error?id=stub:500",
  "/nowhere",
];

test.describe("response headers", () => {
  for (const path of PUBLIC_PAGES) {
    test(`it sends ${path} with a strict policy and the usual headers`, async ({ request }) => {
      const page = await request.get(path);
      const headers = page.headers();
      const policy = directives(headers["content-security-policy"] ?? "");
      const scripts = policy.get("script-src") ?? policy.get("default-src") ?? [];
      expect(scripts.some((source) => /^'nonce-[\w+/=-]{20,}'$/.test(source))).toBe(true);
      expect(scripts).not.toContain("'unsafe-inline'");
      expect(scripts).not.toContain("'unsafe-eval'");
      expect(scripts).not.toContain("*");
      expect(policy.get("object-src") ?? policy.get("default-src")).toEqual(["'none'"]);
      expect(policy.get("base-uri")).toEqual(
        expect.arrayContaining([expect.stringMatching(/'(none|self)'/)]),
      );
      expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
      expect(policy.get("form-action")).toContain("'self'");

      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["x-frame-options"]).toBe("DENY");
      expect(headers["referrer-policy"]).toMatch(/no-referrer|same-origin|strict-origin/);
      expect(headers["permissions-policy"]).toBeTruthy();
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["cache-control"]).toContain("no-store");
    });
  }

  test("it gives every answer a nonce of its own, carried by every script of the page", async ({
    request,
  }) => {
    const [one, two] = [await request.get("/login"), await request.get("/login")];
    expect(nonceOf(one)).not.toBe(nonceOf(two));
    const html = await one.text();
    for (const [script] of html.matchAll(/<script\b[^>]*>/g))
      expect(script).toContain(`nonce="${nonceOf(one)}"`);
    expect(html).not.toMatch(/\son(click|load|error)=/);
  });

  test("it keeps pages of a signed-in visitor out of every cache", async ({ request, people, stack }) => {
    await signInByPost(request, await people.member(), stack.appUrl);
    for (const path of ["/dashboard", "/settings", "/sessions", "/welcome"]) {
      expect((await request.get(path)).headers()["cache-control"], path).toContain("no-store");
    }
  });
});

test.describe("what is the same for everybody", () => {
  test("it may be kept for good where its name is its content's", async ({ request }) => {
    const html = await (await request.get("/")).text();
    const files = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(files.some((path) => path.endsWith(".css"))).toBe(true);
    for (const path of files) {
      const headers = (await request.get(path)).headers();
      expect(headers["cache-control"], path).toBe("public, max-age=31536000, immutable");
      expect(headers["set-cookie"], path).toBeUndefined();
      expect(headers["x-content-type-options"], path).toBe("nosniff");
      expect(headers["content-security-policy"], path).toMatch(/^default-src 'none'/);
      // A worker goes by the policy of its file.
      if (path.endsWith(".js")) {
        expect(headers["content-security-policy"], path).toMatch(/script-src 'self'; connect-src 'self'$/);
      }
    }
  });

  for (const path of [
    "/api/nowhere",
    "/_next/nowhere",
    "/health/nowhere",
    "/.well-known/nowhere",
    "/health/live",
  ]) {
    test(`it sends ${path}, which the middleware does not see, with a policy too`, async ({ request }) => {
      const headers = (await request.get(path)).headers();
      expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers["x-frame-options"]).toBe("DENY");
      expect(headers["x-content-type-options"]).toBe("nosniff");
    });
  }
});

test.describe("an address that is written like a file's", () => {
  for (const path of [
    "/dashboard.png",
    "/dashboard/",
    "/dashboard/x.css",
    "/dashboard%2Fx.css",
    "/%64ashboard",
    "/_next/../dashboard",
    "/_next/%2e%2e/dashboard",
    "/_next/static/..%2f..%2f..%2fdashboard",
    "/api/../dashboard",
    "/health/%2e%2e/dashboard",
    "/robots.txt/../dashboard",
    "/icon/../dashboard",
    "/favicon.ico%2f..%2fdashboard",
    "//dashboard",
    "/dashboard;.png",
    "/dashboard%3f.png",
    "/notes/a.png",
    "/admin/x.css",
    "/settings/password.png",
  ]) {
    test(`it opens no page by ${path}`, async ({ stack, people }) => {
      const person = await people.member();
      for (const header of [undefined, "next-router-prefetch", "rsc"]) {
        const answer = await rawGet(stack.appUrl, path, header === undefined ? {} : { [header]: "1" });
        expect([303, 307, 308, 400, 404]).toContain(answer.status);
        expect(answer.body).not.toContain(person.email);
        expect(answer.headers["content-security-policy"] ?? "none").toMatch(/none/);
        expect(answer.headers["cache-control"] ?? "no-store").not.toMatch(/public|s-maxage/);
      }
    });
  }
});

test.describe("a post from elsewhere", () => {
  test("it is refused for every form target, and changes nothing", async ({ request, people, stack }) => {
    const person = await people.member();
    const flow = await openFlow(request, "login");
    const fields = { method: "password", identifier: person.email, password: person.password };
    const origins: ({ origin: string } & Record<string, string>)[] = [
      { origin: "https://other.example" },
      { origin: "null" },
      { origin: stack.appUrl.replace("http:", "https:") },
      { origin: `${stack.appUrl}.other.example` },
      { origin: "https://other.example", "x-forwarded-host": "other.example" },
    ];
    for (const headers of origins) {
      const answer = await postFlow(request, "login", flow, fields, { origin: headers.origin, headers });
      expect(answer.status(), JSON.stringify(headers)).toBe(403);
      expect(setCookies(answer).some((cookie) => cookie.startsWith("ory_kratos_session"))).toBe(false);
    }
    await signInByPost(request, person, stack.appUrl);
    for (const path of [
      "/api/sessions",
      "/api/auth/logout",
      "/api/auth/settings?flow=x",
      "/api/theme",
      "/api/language",
    ]) {
      const answer = await request.post(path, {
        form: { action: "revoke_others", theme: "dark" },
        headers: { origin: "https://other.example", "sec-fetch-site": "cross-site" },
        maxRedirects: 0,
      });
      expect(answer.status(), path).toBe(403);
    }
    expect((await request.get("/api/ory/sessions/whoami")).status()).toBe(200);
  });

  test("it is refused without any word of where it comes from", async ({ request }) => {
    const flow = await openFlow(request, "login");
    const answer = await request.post(`/api/auth/login?flow=${flow.flowId}`, {
      form: { csrf_token: flow.csrfToken, method: "password", identifier: "a", password: "b" },
      headers: { "sec-fetch-site": "cross-site" },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
  });

  test("it ends on /error naming CSRF when the visitor's cookie is missing", async ({ page, people }) => {
    await page.goto("/login");
    const cookies = await page.context().cookies();
    const csrf = cookies.find(({ name }) => name.startsWith("csrf_token_"));
    expect(csrf).toBeDefined();
    await page.context().clearCookies({ name: csrf?.name });
    await control(page, "identifier").fill(people.stranger().email);
    await control(page, "password").fill("does not matter");
    await button(page, "password").click();
    await expect(page).toHaveURL(/\/error/);
    await expect(page.getByTestId("ui/error/message")).toContainText(/CSRF/i);
  });

  test("it refuses other methods at the form targets", async ({ request }) => {
    for (const path of [
      "/api/auth/login",
      "/api/sessions",
      "/api/theme",
      "/api/language",
      "/api/auth/logout",
    ]) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect([404, 405], path).toContain(answer.status());
    }
  });

  test("it refuses forms that are too large or of another kind", async ({ request, stack }) => {
    const flow = await openFlow(request, "login");
    const large = await postFlow(
      request,
      "login",
      flow,
      { method: "password", identifier: "x".repeat(3_000_000), password: "x" },
      { origin: stack.appUrl },
    );
    expect([400, 413]).toContain(large.status());
    const odd = await request.post(`/api/auth/login?flow=${flow.flowId}`, {
      data: "<xml/>",
      headers: { origin: stack.appUrl, "content-type": "text/xml" },
      maxRedirects: 0,
    });
    expect([400, 415]).toContain(odd.status());
  });
});

test.describe("the service's cookies", () => {
  test("it relays each with its flags, on this origin alone", async ({ request, people, stack }) => {
    const person = await people.member();
    const flow = await openFlow(request, "login");
    const start = setCookies(flow.response).find((cookie) => cookie.startsWith("csrf_token_")) ?? "";
    expect(start).toMatch(/; HttpOnly/i);
    expect(start).toMatch(/; SameSite=Lax/i);
    expect(start).toMatch(/; Path=\//i);
    expect(start).not.toMatch(/; Domain=/i);

    const answer = await postFlow(
      request,
      "login",
      flow,
      { method: "password", identifier: person.email, password: person.password },
      { origin: stack.appUrl },
    );
    const cookies = setCookies(answer);
    const session = cookies.find((cookie) => cookie.startsWith("ory_kratos_session=")) ?? "";
    expect(session).toMatch(/; HttpOnly/i);
    expect(session).toMatch(/; SameSite=Lax/i);
    expect(session).toMatch(/; Max-Age=\d+/i);
    expect(session).not.toMatch(/; Domain=/i);
    expect(cookies.filter((cookie) => cookie.startsWith("csrf_token_")).length).toBeLessThanOrEqual(1);
  });

  test("it keeps several intact and drops their Domain", async ({ request, trouble }) => {
    trouble.service.amend("GET /self-service/login/browser", (answer) => {
      answer.headers["set-cookie"] = [
        ...[answer.headers["set-cookie"] ?? []].flat(),
        "__cf_one=1; Path=/; Domain=auth.other.example; HttpOnly; SameSite=Strict; Expires=Wed, 01 Jan 2031 00:00:00 GMT",
        "__cf_two=a=b, c; Path=/; Secure; HttpOnly; Domain=.other.example",
      ];
    });
    const cookies = setCookies(await request.get(`${trouble.app.url}/login`));
    const one = cookies.find((cookie) => cookie.startsWith("__cf_one="));
    const two = cookies.find((cookie) => cookie.startsWith("__cf_two="));
    expect(one).toBe("__cf_one=1; Path=/; HttpOnly; SameSite=Strict; Expires=Wed, 01 Jan 2031 00:00:00 GMT");
    expect(two).toBe("__cf_two=a=b, c; Path=/; Secure; HttpOnly");
    expect(cookies.some((cookie) => cookie.startsWith("csrf_token_"))).toBe(true);
  });

  test("it hands the service its own cookies and nothing else of the visitor's", async ({
    request,
    trouble,
  }) => {
    await request.get(`${trouble.app.url}/login`, {
      headers: {
        cookie:
          "analytics=secret-visitor; ory_kratos_session=abc; csrf_token_00=def; foyer_theme=dark; other_session=top-secret",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-host": "other.example",
        "x-session-token": "stolen",
        authorization: "Bearer stolen",
      },
    });
    expect(trouble.service.requests.length).toBeGreaterThan(0);
    for (const { path, headers } of trouble.service.requests) {
      expect(headers.cookie ?? "", path).not.toMatch(/analytics|other_session|foyer_theme/);
      expect(headers["x-forwarded-host"] ?? "", path).not.toContain("other.example");
      expect(headers["x-session-token"], path).toBeUndefined();
      expect(headers.authorization, path).toBeUndefined();
    }
    expect(
      trouble.service.requests.some(({ headers }) => headers.cookie?.includes("ory_kratos_session=abc")),
    ).toBe(true);
  });

  test("it never names a cookie of its own csrf", async ({ page }) => {
    await page.goto("/login");
    const cookies = await page.context().cookies();
    expect(cookies.filter(({ name }) => name.toLowerCase().includes("csrf"))).toHaveLength(1);
  });
});

test.describe("forged requests", () => {
  test("it gains nothing by a session header of the visitor's own", async ({ stack }) => {
    const names = [
      "x-foyer-session",
      "x-session",
      "x-middleware-subrequest",
      "x-middleware-rewrite",
      "x-session-token",
    ];
    const forged = Object.fromEntries(
      names.map((name) => [name, "middleware:middleware:middleware:middleware:middleware"]),
    );
    const fresh = await fetch(`${stack.appUrl}/dashboard`, { headers: forged, redirect: "manual" });
    expect(fresh.status).toBe(303);
    expect(new URL(fresh.headers.get("location") ?? "", stack.appUrl).pathname).toBe("/login");
  });

  for (const path of [
    "/%ff",
    "/%",
    "/login%00",
    "/login?flow=%ff",
    "/api/ory/%ff",
    "/api/ory/..%2f..%2fadmin",
    "/error?id=%ff",
    "/login/%2e%2e/%ff",
  ]) {
    test(`it does not fall over ${path}`, async ({ stack }) => {
      const answer = await rawGet(stack.appUrl, path);
      expect(answer.status).toBeGreaterThanOrEqual(200);
      expect(answer.status).toBeLessThan(500);
    });
  }

  for (const path of [
    "/api/ory/admin/identities",
    "/api/ory/identities",
    "/api/ory/admin/sessions",
    "/api/ory//admin/identities",
    "/api/ory/./admin/identities",
    "/api/ory/self-service/../admin/identities",
    "/api/ory/self-service/%2e%2e/admin/identities",
    "/api/ory/%61dmin/identities",
    "/api/ory/recovery/code",
    "/api/ory/courier/messages",
    "/admin/identities",
  ]) {
    test(`it does not lead to the admin API by ${path}`, async ({ stack, people }) => {
      const person = await people.member();
      const answer = await rawGet(stack.appUrl, path);
      expect(answer.status).not.toBe(200);
      expect(answer.body).not.toContain(person.email);
      expect(answer.location ?? "").not.toContain(new URL(stack.adminUrl).host);
    });
  }
});

test("it lets no script run that did not come with the page", async ({ page, complaints }) => {
  await page.goto("/login");
  await page.evaluate(() => {
    const injected = document.createElement("div");
    injected.innerHTML = '<img src="data:," onerror="window.hit = 1">';
    document.body.append(injected);
  });
  await expect.poll(() => complaints.join()).toMatch(/event handler violates .*content security policy/i);
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
  complaints.length = 0;
});

test("it does not run markup that stands in a value or in the address bar", async ({ page, people }) => {
  const person = people.stranger();
  await page.goto(`/login?return_to=/welcome&flow=${encodeURIComponent('"><script>window.hit=1</script>')}`);
  await page.goto(
    "/error?error=%3Cscript%3Ewindow.hit%3D1%3C/script%3E&error_description=%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E",
  );
  await expect(page.getByTestId("ui/error/message")).toBeVisible();
  await page.goto("/registration");
  await control(page, "traits.name.first").fill('"><img src=x onerror="window.hit=1">');
  await control(page, "traits.email").fill(person.email);
  await control(page, "password").fill("short");
  await button(page, "password").click();
  await expect(control(page, "traits.name.first")).toHaveValue('"><img src=x onerror="window.hit=1">');
  expect(await page.evaluate(() => "hit" in window)).toBe(false);
});

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

function nonceOf(response: APIResponse): string {
  return /'nonce-([^']+)'/.exec(response.headers()["content-security-policy"] ?? "")?.[1] ?? "";
}
