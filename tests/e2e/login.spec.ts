import {
  button,
  control,
  expectAnnounced,
  expectFieldError,
  expectNotice,
  field,
  flowIdIn,
  message,
  signIn,
} from "./fixtures/flow-page";
import { openFlow } from "./fixtures/http";
import { expect, test } from "./fixtures/test";

test.describe("sign-in", () => {
  test.use({ javaScriptEnabled: false });

  test("it announces a wrong password, keeps the address and not the password, and takes the right one next", async ({
    page,
    people,
  }) => {
    const person = await people.member();
    await page.goto("/login");
    // Telephones show the keyboard of the one trait that people are known by.
    await expect(control(page, "identifier")).toHaveAttribute("inputmode", "email");
    await signIn(page, { email: person.email, password: "not the password" });
    await expectAnnounced(page, 4000006);
    await expect(control(page, "identifier")).toHaveValue(person.email);
    await expect(control(page, "password")).toHaveValue("");
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(page).not.toHaveURL(/\/login/);
  });

  test("it answers an unknown address as it answers a wrong password", async ({ page, people }) => {
    await page.goto("/login");
    await signIn(page, people.stranger());
    await expectAnnounced(page, 4000006);
  });

  test("it names an empty field at the field", async ({ page, people }) => {
    await page.goto("/login");
    await page.getByTestId("login-flow").evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });
    await signIn(page, { email: people.stranger().email, password: "" });
    await expectFieldError(page, "password", 4000002);
  });

  test("it comes back to the same flow after a failure, on an address that can be reloaded", async ({
    page,
    people,
  }) => {
    await page.goto("/login");
    await signIn(page, people.stranger());
    await expect(message(page, 4000006)).toBeVisible();
    const flowId = flowIdIn(page);
    expect(flowId).toBeTruthy();
    const reload = await page.reload();
    expect(reload?.request().method()).toBe("GET");
    expect(flowIdIn(page)).toBe(flowId);
    await expect(message(page, 4000006)).toBeVisible();
  });

  test("it marks up the fields for password managers", async ({ page }) => {
    await page.goto("/login");
    await expect(control(page, "identifier")).toHaveAttribute("autocomplete", /username|email/);
    await expect(control(page, "password")).toHaveAttribute("autocomplete", "current-password");
    await expect(control(page, "password")).toHaveAttribute("required");
    await expect(field(page, "identifier").locator("label")).toBeVisible();
  });

  test("it finds an account whatever the case of the address", async ({ page, people }) => {
    const person = await people.member();
    await page.goto("/login");
    await signIn(page, { email: person.email.toUpperCase(), password: person.password });
    await expect(page).not.toHaveURL(/\/login/);
  });

  test("it refuses an account that is switched off", async ({ page, people, stack }) => {
    const person = await people.member();
    await fetch(`${stack.adminUrl}/admin/identities/${person.identityId}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify([{ op: "replace", path: "/state", value: "inactive" }]),
    });
    await page.goto("/login");
    await signIn(page, person);
    await expect(page.getByRole("main")).toBeVisible();
    await page.goto("/dashboard");
    await expect(page).toHaveURL(/\/login/);
  });
});

test.describe("a signed-in visitor at /login", () => {
  test("it sends them on, to return_to where one is given", async ({ page, people, signedIn }) => {
    await signedIn(page, await people.member());
    await page.goto("/login");
    await expect(page).toHaveURL(/\/(welcome|dashboard)$/);
    await page.goto("/login?return_to=/sessions");
    await expect(page).toHaveURL(/\/sessions$/);
    await page.goto("/registration");
    await expect(page).toHaveURL(/\/(welcome|dashboard)$/);
  });

  test("it asks again with refresh=true, with the address filled in", async ({ page, people, signedIn }) => {
    const person = await people.member();
    await signedIn(page, person);
    await page.goto("/login?refresh=true&return_to=/sessions");
    await expect(message(page, 1010003)).toBeVisible();
    await expect(page.locator("input[name=identifier]").first()).toHaveValue(person.email);
    await expect(page.getByTestId("logout-link")).toBeVisible();
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(page).toHaveURL(/\/sessions$/);
  });
});

test.describe("a flow of an address bar", () => {
  test.use({ javaScriptEnabled: false });

  const gone = "00000000-0000-4000-8000-000000000000";

  for (const kind of ["login", "registration", "recovery", "verification"] as const) {
    test(`it replaces a ${kind} flow that is gone with a new one, with a notice, keeping return_to`, async ({
      page,
      stack,
    }) => {
      await page.goto(`/${kind}?flow=${gone}&return_to=${encodeURIComponent(`${stack.appUrl}/sessions`)}`);
      await expect(page.getByTestId(`${kind}-flow`)).toBeVisible();
      expect(flowIdIn(page)).not.toBe(gone);
      await expectNotice(page);
      const action = await page.getByTestId(`${kind}-flow`).getAttribute("action");
      const id = new URL(action ?? "", stack.appUrl).searchParams.get("flow") ?? "";
      expect(id).not.toBe(gone);
      const flow = await page.context().request.get(`/api/ory/self-service/${kind}/flows?id=${id}`);
      expect(flow.status()).toBe(200);
      expect(((await flow.json()) as { return_to?: string }).return_to).toBe(`${stack.appUrl}/sessions`);
    });

    test(`it replaces somebody else's ${kind} flow`, async ({ page, newVisitor }) => {
      const other = await newVisitor();
      const { flowId } = await openFlow(other.context().request, kind);
      await page.goto(`/${kind}?flow=${flowId}`);
      await expect(page.getByTestId(`${kind}-flow`)).toBeVisible();
      const action = await page.getByTestId(`${kind}-flow`).getAttribute("action");
      expect(action).not.toContain(flowId);
      await expectNotice(page);
    });

    test(`it takes nonsense in place of a ${kind} flow's id for a flow that is gone`, async ({ page }) => {
      await page.goto(`/${kind}?flow=%3Cscript%3E&flow=twice`);
      await expect(page.getByTestId(`${kind}-flow`)).toBeVisible();
    });
  }

  test("it replaces a settings flow of another person", async ({ page, newVisitor, people, signedIn }) => {
    const other = await newVisitor();
    await signedIn(other, await people.member());
    const { flowId } = await openFlow(other.context().request, "settings");
    const person = await people.member();
    await signedIn(page, person);
    await page.goto(`/settings?flow=${flowId}`);
    await expect(control(page, "traits.email")).toHaveValue(person.email);
    expect(flowIdIn(page)).not.toBe(flowId);
  });

  test("it reloads a flow by its address", async ({ page }) => {
    const { flowId } = await openFlow(page.context().request, "login");
    await page.goto(`/login?flow=${flowId}`);
    expect(await page.getByTestId("login-flow").getAttribute("action")).toContain(flowId);
  });
});
