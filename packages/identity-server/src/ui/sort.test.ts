import { describe, expect, it } from "vitest";
import { inputNode, nodeName, type NodeGroup, type UiNode } from "./node.js";
import { LOGIN_ORDER, registrationOrder, settingsOrder, sortNodes, type NodeOrder } from "./sort.js";

const node = (group: NodeGroup, name: string, value?: string): UiNode =>
  inputNode(group, { name, type: "text", ...(value !== undefined && { value }) });

const sorted = (nodes: UiNode[], order: NodeOrder) =>
  sortNodes(nodes, order).map((each) => `${each.group}/${nodeName(each)}`);

describe("the order of nodes", () => {
  it("puts the identifier before the password and the submit last in a sign-in form", () => {
    const nodes = [
      node("password", "method", "password"),
      node("password", "password"),
      node("default", "csrf_token"),
      node("default", "identifier"),
      node("code", "method", "code"),
      node("oidc", "provider", "b"),
      node("oidc", "provider", "a"),
    ];
    expect(sorted(nodes, LOGIN_ORDER)).toEqual([
      "oidc/provider",
      "oidc/provider",
      "default/csrf_token",
      "default/identifier",
      "code/method",
      "password/password",
      "password/method",
    ]);
    const [first] = sortNodes(nodes, LOGIN_ORDER);
    expect(first?.type === "input" && first.attributes.value).toBe("a");
  });

  it("lets the password follow the first trait of a sign-up form", () => {
    const nodes = [
      node("default", "csrf_token"),
      node("password", "password"),
      node("password", "method", "password"),
      node("default", "traits.name.last"),
      node("default", "traits.name.first"),
      node("default", "traits.email"),
    ];
    const traits = ["traits.email", "traits.name.first", "traits.name.last"];
    expect(sorted(nodes, registrationOrder(traits))).toEqual([
      "default/csrf_token",
      "default/traits.email",
      "password/password",
      "default/traits.name.first",
      "default/traits.name.last",
      "password/method",
    ]);
  });

  it("keeps the groups of a settings form together, with groups it does not list in front", () => {
    const nodes = [
      node("totp", "totp_code"),
      node("password", "method", "password"),
      node("profile", "method", "profile"),
      node("password", "password"),
      node("profile", "traits.email"),
      node("default", "csrf_token"),
      node("code", "something"),
    ];
    expect(sorted(nodes, settingsOrder(["traits.email"]))).toEqual([
      "code/something",
      "default/csrf_token",
      "profile/traits.email",
      "profile/method",
      "password/password",
      "password/method",
      "totp/totp_code",
    ]);
  });

  it("breaks ties by the value, a missing one before letters and after digits", () => {
    const nodes = [node("code", "x", "b"), node("code", "x"), node("code", "x", "1"), node("code", "x", "")];
    const values = sortNodes(nodes, LOGIN_ORDER).map((each) =>
      each.type === "input" ? each.attributes.value : null,
    );
    expect(values).toEqual(["", "1", undefined, "b"]);
  });

  it("leaves the given list as it is", () => {
    const nodes = [node("password", "password"), node("default", "csrf_token")];
    sortNodes(nodes, LOGIN_ORDER);
    expect(nodes.map(nodeName)).toEqual(["password", "csrf_token"]);
  });
});
