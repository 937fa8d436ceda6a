// Forms by an identity schema with every kind of trait, on a stack of its own.
import { expectAccessible } from "./fixtures/axe";
import { button, control, describedBy, expectFieldError, field, message } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/rich-schema";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a rich schema, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it asks for each trait with the right input, and keeps what was typed through to the settings", async ({
      page,
      people,
    }) => {
      const person = people.stranger();
      await page.goto("/registration");
      const input = (name: string) => page.locator(`input[name="traits.${name}"]:not([type=hidden])`);
      await expect(input("age")).toHaveAttribute("type", "number");
      await expect(input("age")).toHaveAttribute("min", "18");
      await expect(input("age")).toHaveAttribute("max", "120");
      await expect(input("age")).toHaveAttribute("step", "1");
      await expect(input("height")).toHaveAttribute("step", "any");
      await expect(input("newsletter")).toHaveAttribute("type", "checkbox");
      await expect(input("terms")).toHaveAttribute("required", "");
      await expect(page.locator('select[name="traits.plan"] option')).toHaveCount(2);
      await expect(input("born")).toHaveAttribute("type", "date");
      await expect(input("seen")).toHaveAttribute("type", "datetime-local");
      await expect(input("site")).toHaveAttribute("type", "url");
      await expect(input("phone")).toHaveAttribute("type", "tel");
      await expect(input("zip")).toHaveAttribute("pattern", "^[0-9]{5}$");
      await expect(field(page, "traits.zip").locator("label")).toContainText("Post code");
      expect(await describedBy(input("zip"))).toContain("Five digits.");
      await expect(page.locator('textarea[name="traits.tags"]')).toBeVisible();

      await input("email").fill(person.email);
      await input("name.first").fill("Ada");
      await input("age").fill("36");
      await input("height").fill("1.68");
      await input("newsletter").check();
      await input("terms").check();
      await page.locator('select[name="traits.plan"]').selectOption("pro");
      await input("born").fill("1815-12-10");
      await input("seen").fill("2026-01-31T09:30");
      await input("site").fill("https://ada.example/");
      await input("phone").fill("+4930123456");
      await input("zip").fill("10115");
      await page.locator('textarea[name="traits.tags"]').fill("engines\n\nnumbers\n");
      await input("address.street").fill("St James’s Square");
      await input("address.geo.lat").fill("51.5");
      await control(page, "password").fill("short");
      await button(page, "password").click();
      await expectFieldError(page, "password", 4000032);
      await expect(page.locator('textarea[name="traits.tags"]')).toHaveValue(/engines\s+numbers/);
      await expect(input("seen")).toHaveValue("2026-01-31T09:30");
      await control(page, "password").fill(person.password);
      await button(page, "password").click();
      await expect(page).not.toHaveURL(/\/registration/);
      const traits = {
        email: person.email,
        name: { first: "Ada" },
        age: 36,
        height: 1.68,
        newsletter: true,
        terms: true,
        plan: "pro",
        born: "1815-12-10",
        seen: "2026-01-31T09:30:00.000Z",
        site: "https://ada.example/",
        phone: "+4930123456",
        zip: "10115",
        tags: ["engines", "numbers"],
        address: { street: "St James’s Square", geo: { lat: 51.5 } },
      };
      expect((await people.find(person.email))?.traits).toEqual(traits);

      await page.goto("/settings/profile");
      await expect(page.locator('select[name="traits.plan"]')).toHaveValue("pro");
      await expect(input("seen")).toHaveValue("2026-01-31T09:30");
      await expect(page.locator('textarea[name="traits.tags"]')).toHaveValue("engines\nnumbers");
      await page.locator('textarea[name="traits.tags"]').fill("engines");
      await input("newsletter").uncheck();
      await button(page, "profile").click();
      await expect(message(page, 1050001)).toBeVisible();
      expect((await people.find(person.email))?.traits).toEqual({
        ...traits,
        newsletter: false,
        tags: ["engines"],
      });
      await expect(page.locator('textarea[name="traits.tags"]')).toHaveValue("engines");
      await page.locator('textarea[name="traits.tags"]').fill("");
      await button(page, "profile").click();
      await expect(message(page, 1050001)).toBeVisible();
      expect((await people.find(person.email))?.traits).not.toHaveProperty("tags");
    });
  });
}

test("it makes no account without the agreement that the schema asks for, also where the browser let it through", async ({
  page,
  people,
}) => {
  const person = people.stranger();
  await page.goto("/registration");
  await control(page, "traits.email").fill(person.email);
  await control(page, "traits.name.first").fill("Ada");
  await control(page, "traits.plan").selectOption("free");
  await control(page, "password").fill(person.password);
  const terms = page.locator('input[name="traits.terms"]:not([type=hidden])');
  await expect(terms).toHaveAttribute("required", "");
  await terms.evaluate(({ form }: HTMLInputElement) => {
    if (form) form.noValidate = true;
  });
  await button(page, "password").click();
  await expect(field(page, "traits.terms").getByTestId("ui/message/4000029")).toHaveText(/Tick the box/);
  await expect(terms).toHaveAttribute("aria-invalid", "true");
  expect(await people.find(person.email)).toBeUndefined();

  await terms.check();
  await control(page, "password").fill(person.password);
  await button(page, "password").click();
  await expect(page).not.toHaveURL(/\/registration/);
  expect((await people.find(person.email))?.traits).toMatchObject({ terms: true });
});

test("it finds nothing wrong with the form", async ({ page }) => {
  await page.goto("/registration");
  await expectAccessible(page, "sign-up with a rich schema");
});
