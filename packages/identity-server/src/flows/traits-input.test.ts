import { describe, expect, it } from "vitest";
import { createSchemaRegistry } from "../identities/schema.js";
import { castTraits } from "./traits-input.js";

const document = {
  type: "object",
  properties: {
    traits: {
      type: "object",
      properties: {
        email: { type: "string" },
        age: { type: "integer" },
        terms: { type: "boolean" },
        tags: { type: "array", items: { type: "string" } },
        name: { type: "object", properties: { first: { type: "string" } } },
      },
      required: ["age", "terms"],
    },
  },
};

const registry = createSchemaRegistry(async () => JSON.stringify(document));
await registry.load({ defaultSchemaId: "a", schemas: [{ id: "a", url: "file://a" }] });
const schema = registry.defaultSchema();

describe("traits from a form", () => {
  const cast = (raw: Parameters<typeof castTraits>[0]) => castTraits(raw, schema, { isForm: true });

  it("get the types that the schema declares", () => {
    expect(cast({ email: "a@b.example", age: "42", terms: "true", tags: ["a", "b"] })).toEqual({
      email: "a@b.example",
      age: 42,
      terms: true,
      tags: ["a", "b"],
      name: {},
    });
  });

  it("take a checkbox over the hidden field before it", () => {
    expect(cast({ terms: ["false", "true"] })).toMatchObject({ terms: true });
    expect(cast({ terms: ["false"] })).toMatchObject({ terms: false });
  });

  it("stay text where they cannot be cast, so that the schema refuses them", () => {
    expect(cast({ age: "old", terms: "maybe" })).toMatchObject({ age: "old", terms: "maybe" });
  });

  it("are absent when empty, but for numbers and switches that must be there", () => {
    expect(cast({ email: "", age: "", terms: "" })).toEqual({ age: 0, terms: false, name: {} });
  });

  it("are those that the schema knows", () => {
    expect(cast({ admin: "true", name: { last: "x" } })).toEqual({ name: {} });
  });
});

describe("traits from JSON", () => {
  it("are taken as they are, with empty objects where the schema declares objects", () => {
    expect(castTraits({ age: "42", admin: true }, schema, { isForm: false })).toEqual({
      age: "42",
      admin: true,
      name: {},
    });
  });
});
