import { describe, expect, it } from "vitest";
import type { Identity } from "@ory/client";
import { firstName, initials, personAddress, personName } from "./person";

const identity = (traits: unknown) => ({ id: "1", schema_id: "person", schema_url: "", traits }) as Identity;

describe("a person", () => {
  it("goes by first and last name", () => {
    const ada = identity({ email: "ada@foyer.example", name: { first: "Ada", last: "King" } });
    expect(personName(ada)).toBe("Ada King");
    expect(firstName(ada)).toBe("Ada");
    expect(initials(ada)).toBe("AK");
    expect(personAddress(ada)).toBe("ada@foyer.example");
  });

  it("goes by one name, or a username", () => {
    expect(personName(identity({ name: "Ada" }))).toBe("Ada");
    expect(firstName(identity({ username: "ada" }))).toBe("ada");
  });

  it("is shown by address where there is no name", () => {
    const nameless = identity({ email: "zoë@foyer.example", name: {} });
    expect(personName(nameless)).toBeUndefined();
    expect(initials(nameless)).toBe("Z");
  });

  it("may have traits of any shape", () => {
    for (const traits of [undefined, null, "x", 3, { name: [] }, { name: { first: 7 }, email: {} }]) {
      expect(personName(identity(traits))).toBeUndefined();
      expect(initials(identity(traits))).toBe("?");
    }
  });
});
