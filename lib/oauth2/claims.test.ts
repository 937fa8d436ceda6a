import type { Identity } from "@ory/client";
import { expect, it } from "vitest";
import { idTokenClaims } from "./claims";

const identity = (traits: object, verified = true): Identity => ({
  id: "i",
  schema_id: "person",
  schema_url: "",
  traits,
  verifiable_addresses: [
    { value: "ada@foyer.example", verified, via: "email", status: verified ? "completed" : "sent" },
  ],
});
const ada = identity({ email: "ada@foyer.example", name: { first: "Ada", last: "Byron" }, phone: "+49176" });

it("says nothing that was not asked for", () => {
  expect(idTokenClaims(ada, ["openid", "offline_access", "toString"])).toEqual({});
});

it("says the address, and whether it is the person's own", () => {
  expect(idTokenClaims(ada, ["openid", "email"])).toEqual({
    email: "ada@foyer.example",
    email_verified: true,
  });
  expect(idTokenClaims(identity({ email: "ada@foyer.example" }, false), ["email"])).toEqual({
    email: "ada@foyer.example",
    email_verified: false,
  });
});

it("says the name, whole and in parts", () => {
  expect(idTokenClaims(ada, ["profile"])).toEqual({
    name: "Ada Byron",
    given_name: "Ada",
    family_name: "Byron",
  });
  expect(idTokenClaims(identity({ name: "Ada" }), ["profile"])).toEqual({ name: "Ada" });
  expect(idTokenClaims(identity({ name: { last: "Byron" } }), ["profile"])).toEqual({
    name: "Byron",
    family_name: "Byron",
  });
});

it("says a number as not verified where nobody has proved it", () => {
  expect(idTokenClaims(ada, ["phone"])).toEqual({ phone_number: "+49176", phone_number_verified: false });
});

it("makes nothing of traits of other forms", () => {
  expect(idTokenClaims(identity({ email: 1, name: ["Ada"] }), ["email", "profile"])).toEqual({});
  expect(idTokenClaims({ ...ada, traits: null }, ["email"])).toEqual({});
});
