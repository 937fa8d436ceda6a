// Sign-up in two steps: who, then how.
import { expectAccessible } from "./fixtures/axe";
import { button, control, expectFieldError, giveProfile, message } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/test";

test.use({ stackName: "variant" });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`sign-up in two steps, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it asks for the profile, then for a password", async ({ page, people }) => {
      const person = people.stranger();
      await page.goto("/registration");
      await expect(control(page, "password")).toHaveCount(0);
      await giveProfile(page, person);
      await expect(message(page, 1040009)).toBeVisible();
      await control(page, "password").fill(person.password);
      await button(page, "password").click();
      await expect(page).not.toHaveURL(/\/registration/);
      expect((await people.find(person.email))?.traits).toEqual({
        email: person.email,
        name: { first: person.firstName, last: person.lastName },
      });
    });
  });
}

test.describe("the second step", () => {
  test.use({ javaScriptEnabled: false });

  test("it has a way back to the profile, with what was typed", async ({ page, people }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await giveProfile(page, person);
    await page.locator("button[type=submit][name=screen]").click();
    await expect(control(page, "traits.email")).toHaveValue(person.email);
    await expect(control(page, "traits.name.first")).toHaveValue(person.firstName);
    await expect(control(page, "password")).toHaveCount(0);
    await giveProfile(page, { ...person, firstName: "Augusta" });
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(page).not.toHaveURL(/\/registration/);
    expect((await people.find(person.email))?.traits).toMatchObject({ name: { first: "Augusta" } });
  });

  test("it stays there after a weak password, and takes the next", async ({ page, people }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await giveProfile(page, person);
    await control(page, "password").fill("short");
    await button(page, "password").click();
    await expectFieldError(page, "password", 4000032);
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(page).not.toHaveURL(/\/registration/);
  });

  test("it carries each trait once in each form, unseen, and has one main way", async ({ page, people }) => {
    await page.goto("/registration");
    await expect(page.locator("input[name='traits.email']")).toHaveCount(1);
    await expect(page.locator("button[name=method]")).toHaveCount(1);
    const person = people.stranger();
    await giveProfile(page, person);
    await expect(control(page, "password")).toBeVisible();
    await expect(control(page, "traits.email")).toHaveCount(0);
    for (const form of await page.locator("form[action^='/api/auth/']").all()) {
      const trait = form.locator("input[type=hidden][name='traits.email']");
      await expect(trait).toHaveCount(1);
      await expect(trait).toHaveValue(person.email);
    }
    await expect(page.locator("button[name=method]")).toHaveCount(1);
  });
});

test("it names a wrong profile in the first step", async ({ page, people }) => {
  await page.goto("/registration");
  await giveProfile(page, { ...people.stranger(), firstName: "x".repeat(101) });
  await expectFieldError(page, "traits.name.first", 4000017);
  await expect(control(page, "password")).toHaveCount(0);
});

test("it finds nothing that bars anybody from either step", async ({ page, people }) => {
  await page.goto("/registration");
  await expectAccessible(page, "sign-up, first step");
  await giveProfile(page, people.stranger());
  await expect(control(page, "password")).toBeVisible();
  await expectAccessible(page, "sign-up, second step");
});
