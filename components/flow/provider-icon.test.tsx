// What stands on a provider's button, by what the node tells of it.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { isInput } from "./nodes";
import { ProviderIcon } from "./provider-icon";
import { submit } from "./testing/nodes";

/** @returns the name of the mark, or the letters in its place */
function iconOf(id: string, label = id, group: "oidc" | "saml" = "oidc"): string {
  const node = submit(group, "provider", id, 1010002, { context: { provider: label, provider_id: id } });
  if (!isInput(node)) throw new Error("a button is an input");
  const html = renderToStaticMarkup(<ProviderIcon node={node} />);
  expect(html).toMatch(/^<(?:svg|span)[^>]* aria-hidden="true"/);
  return /data-mark="(\w+)"/.exec(html)?.[1] ?? html.replace(/<[^>]+>/g, "");
}

describe("a provider's button", () => {
  it.each([
    ["github", "github"],
    ["github-app", "github"],
    ["github-work", "github"],
    ["work_github_2", "github"],
    ["google", "google"],
    ["microsoft", "microsoft"],
    ["azure-ad", "microsoft"],
    ["apple", "apple"],
    ["gitlab", "gitlab"],
    ["discord", "discord"],
    ["slack", "slack"],
    ["facebook", "facebook"],
    ["auth0", "auth0"],
    ["okta", "okta"],
    ["patreon", "patreon"],
    ["spotify", "spotify"],
    ["twitch", "twitch"],
    ["line", "line"],
    ["vk", "vk"],
    ["x", "x"],
    ["twitter", "x"],
  ])("of the id %s has the mark of %s", (id, mark) => {
    expect(iconOf(id, "Our sign-in")).toBe(mark);
  });

  it("has the mark of the provider that its label names, where its id says nothing", () => {
    expect(iconOf("staff", "GitHub (staff)")).toBe("github");
    expect(iconOf("b2c", "Microsoft")).toBe("microsoft");
  });

  it.each([
    ["linkedin_v2", "in"],
    ["linkedin", "in"],
    ["yandex", "Я"],
    ["amazon", "a"],
    ["salesforce", "S"],
    ["netid", "N"],
    ["dingtalk", "D"],
  ])("of %s has letters, for there is no mark to be used freely", (id, letters) => {
    expect(iconOf(id)).toBe(letters);
  });

  it("has the first letter of a name that we don't know, also of a company's SAML", () => {
    expect(iconOf("acme", "Acme")).toBe("A");
    expect(iconOf("acme", "Acme", "saml")).toBe("A");
    expect(iconOf("keio", "慶應")).toBe("慶");
    expect(iconOf("constructor", "toString")).toBe("T");
  });

  it("has no mark for a word that only happens to be a provider's name", () => {
    expect(iconOf("front-line", "Front line")).toBe("F");
    expect(iconOf("space-x", "Space X")).toBe("S");
    expect(iconOf("githubber", "Githubber")).toBe("G");
  });

  it("has a plain sign where its name has no letter", () => {
    expect(iconOf("--", "!")).toBe("");
  });

  it("shows each mark in colours that can be seen on light and dark: the text's own, or its owner's", () => {
    for (const id of ["github", "apple", "x", "vk"]) {
      const node = submit("oidc", "provider", id, 1010002, { context: { provider: id } });
      if (!isInput(node)) throw new Error("a button is an input");
      const html = renderToStaticMarkup(<ProviderIcon node={node} />);
      expect(html).toContain('fill="currentColor"');
      expect(html).not.toMatch(/fill="#/);
    }
  });
});
