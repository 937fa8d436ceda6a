import { expect, it } from "vitest";
import type { Identity } from "@ory/client";
import { hasRole } from "./roles";

const identity = (metadata_public: unknown) =>
  ({ id: "i", schema_id: "", schema_url: "", traits: {}, metadata_public }) as Identity;

it("finds a role that the admin API has given", () => {
  expect(hasRole(identity({ roles: ["editor", "admin"] }), "admin")).toBe(true);
});

it.each([undefined, null, {}, { roles: "admin" }, { roles: [] }, { role: "admin" }, "admin"])(
  "finds none in %j",
  (metadata) => {
    expect(hasRole(identity(metadata), "admin")).toBe(false);
    expect(hasRole(undefined, "admin")).toBe(false);
  },
);

it("takes no word of a person's own traits for it", () => {
  expect(hasRole({ ...identity(null), traits: { roles: ["admin"] } }, "admin")).toBe(false);
});
