import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../json.js";
import { createSchemaRegistry, encodeSchemaId, type IdentitySchema } from "./schema.js";
import { distinctProblems } from "./trait-messages.js";

const extension = (value: JsonObject) => ({ "ory.sh/kratos": value });

async function schemaOf(traits: JsonObject, rest: JsonObject = {}): Promise<IdentitySchema> {
  const text = JSON.stringify({ type: "object", properties: { traits }, ...rest });
  const registry = createSchemaRegistry(async () => text);
  await registry.load({ defaultSchemaId: "test", schemas: [{ id: "test", url: "base64://" }] });
  return registry.defaultSchema();
}

const properties = (values: JsonObject, rest: JsonObject = {}): JsonObject => ({
  type: "object",
  properties: values,
  ...rest,
});

describe("the identity schema of the starter", () => {
  let person: IdentitySchema;

  beforeAll(async () => {
    const url = new URL("../../../../identity/identity.schema.json", import.meta.url);
    const registry = createSchemaRegistry(() => readFile(url, "utf8"));
    await registry.load({ defaultSchemaId: "person", schemas: [{ id: "person", url: url.href }] });
    person = registry.defaultSchema();
  });

  it("derives normalised identifiers and addresses from valid traits", () => {
    const result = person.validate({ email: "Ada@Example.COM", name: { first: "Ada" } });
    expect(result).toEqual({
      kind: "valid",
      derived: {
        password: ["ada@example.com"],
        webauthn: ["ada@example.com"],
        code: [{ channel: "email", address: "ada@example.com" }],
        verifiable: [{ via: "email", value: "ada@example.com" }],
        recovery: [{ via: "email", value: "ada@example.com" }],
        passkeyDisplayName: "Ada@Example.COM",
        totpAccountName: "Ada@Example.COM",
      },
    });
  });

  it("tells a bad address once to whoever typed it, although its format and its use both refuse it", () => {
    const result = person.validate({ email: "nobody" });
    const problem = { kind: "email", pointer: "/traits/email", value: "nobody" };
    expect(result).toEqual({ kind: "invalid", problems: [problem, problem] });
    expect(result.kind === "invalid" && distinctProblems(result.problems)).toEqual([problem]);
  });

  it("points at a missing property itself, not at the object that lacks it", () => {
    expect(person.validate({})).toEqual({
      kind: "invalid",
      problems: [{ kind: "required", pointer: "/traits/email", property: "email" }],
    });
  });

  it("names all unknown properties of an object in one problem", () => {
    const result = person.validate({ email: "ada@example.com", x: 1, y: 2 });
    expect(result).toEqual({
      kind: "invalid",
      problems: [
        { kind: "other", pointer: "/traits", reason: expect.stringContaining('"x", "y"') as unknown },
      ],
    });
  });

  it("names some of very many, none of them whole where it is long", () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`property-${index}`, 1]));
    const result = person.validate({ email: "ada@example.com", ["z".repeat(1000)]: 1, ...many });
    const text = JSON.stringify(result);
    expect(text).toContain("/traits");
    expect(text).toContain(", and 19981 more.");
    expect(text.length).toBeLessThan(1000);
  });

  it("reports a value of the wrong type as that and as nothing else", () => {
    const result = person.validate({ email: "ada@example.com", name: { first: 5 } });
    expect(result).toEqual({
      kind: "invalid",
      problems: [{ kind: "type", pointer: "/traits/name/first", allowed: ["string"], actual: "number" }],
    });
  });

  it("lists its traits by name and remembers the document's order", () => {
    expect(person.leaves.map((leaf) => leaf.name)).toEqual([
      "traits.email",
      "traits.name.first",
      "traits.name.last",
    ]);
    expect(person.keysInOrder).toEqual(["traits.email", "traits.name.first", "traits.name.last"]);
    expect(person.identifierLabel).toEqual({ title: "Email", name: "traits.email" });
  });
});

describe("a schema with rules of all kinds", () => {
  const rules: [string, JsonObject, unknown, JsonObject][] = [
    ["minLength", { type: "string", minLength: 3 }, "ab", { kind: "minLength", limit: 3, actual: 2 }],
    ["maxLength", { type: "string", maxLength: 2 }, "äöü", { kind: "maxLength", limit: 2, actual: 3 }],
    ["pattern", { type: "string", pattern: "^a+$" }, "b", { kind: "pattern", pattern: "^a+$" }],
    ["minimum", { type: "number", minimum: 2 }, 1.5, { kind: "minimum", limit: 2, actual: 1.5 }],
    [
      "exclusiveMinimum",
      { type: "number", exclusiveMinimum: 2 },
      2,
      { kind: "exclusiveMinimum", limit: 2, actual: 2 },
    ],
    ["maximum", { type: "number", maximum: 2 }, 3, { kind: "maximum", limit: 2, actual: 3 }],
    [
      "exclusiveMaximum",
      { type: "number", exclusiveMaximum: 2 },
      2,
      { kind: "exclusiveMaximum", limit: 2, actual: 2 },
    ],
    ["multipleOf", { type: "integer", multipleOf: 2 }, 3, { kind: "multipleOf", base: 2, actual: 3 }],
    ["maxItems", { type: "array", maxItems: 1 }, [1, 2], { kind: "maxItems", limit: 1, actual: 2 }],
    ["minItems", { type: "array", minItems: 1 }, [], { kind: "minItems", limit: 1, actual: 0 }],
    [
      "uniqueItems",
      { type: "array", uniqueItems: true },
      [1, 2, 1],
      { kind: "uniqueItems", first: 0, second: 2 },
    ],
    ["const", { const: "yes" }, "no", { kind: "const", expected: '"yes"' }],
    ["tel", { type: "string", format: "tel" }, "12", { kind: "phone", value: "12" }],
  ];

  it.each(rules)("reports %s with its limits", async (_name, rule, value, problem) => {
    const schema = await schemaOf(properties({ field: rule }));
    const result = schema.validate({ field: value as JsonObject });
    expect(result).toEqual({ kind: "invalid", problems: [{ pointer: "/traits/field", ...problem }] });
  });

  it("reports what failed inside of anyOf, not the anyOf", async () => {
    const schema = await schemaOf(properties({ field: { anyOf: [{ type: "string" }, { minimum: 3 }] } }));
    expect(schema.validate({ field: 1 })).toEqual({
      kind: "invalid",
      problems: [
        { kind: "type", pointer: "/traits/field", allowed: ["string"], actual: "number" },
        { kind: "minimum", pointer: "/traits/field", limit: 3, actual: 1 },
      ],
    });
  });
});

describe("patterns", () => {
  it("takes a time that grows with the text alone", async () => {
    const schema = await schemaOf(properties({ name: { type: "string", pattern: "^([a-zA-Z]+\\s?)+$" } }));
    expect(schema.validate({ name: "Ada Lovelace" }).kind).toBe("valid");
    // JavaScript's own engine would not come to an end here.
    const problem = { kind: "pattern", pointer: "/traits/name", pattern: "^([a-zA-Z]+\\s?)+$" };
    expect(schema.validate({ name: `${"a".repeat(5000)}!` })).toEqual({
      kind: "invalid",
      problems: [problem],
    });
  });

  it.each([
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
  ])("reads them as Kratos does, by %s", async ($schema) => {
    const traits = properties({
      name: { type: "string", pattern: "^\\pL+\\z" },
      number: { type: "string", pattern: "^[0-9]+$" },
    });
    const schema = await schemaOf(traits, { $schema });
    expect(schema.validate({ name: "Žofia", number: "12" }).kind).toBe("valid");
    expect(schema.validate({ name: "Žofia\n", number: "12" }).kind).toBe("invalid");
    expect(schema.validate({ name: "Žofia", number: "xii" }).kind).toBe("invalid");
  });

  it("refuses one that Kratos would refuse, by name", async () => {
    const traits = properties({ name: { type: "string", pattern: "^(?=a)b" } });
    await expect(schemaOf(traits)).rejects.toThrow(/test.*\^\(\?=a\)b/s);
  });
});

describe("phone numbers", () => {
  it("stores a number in E.164 for sign-in by code and as typed for recovery", async () => {
    const schema = await schemaOf(
      properties({
        phone: {
          type: "string",
          format: "tel",
          ...extension({
            credentials: { code: { identifier: true, via: "sms" } },
            verification: { via: "sms" },
            recovery: { via: "sms" },
          }),
        },
      }),
    );
    const result = schema.validate({ phone: "+49 176 671 11 638" });
    expect(result).toMatchObject({
      kind: "valid",
      derived: {
        code: [{ channel: "sms", address: "+4917667111638" }],
        verifiable: [{ via: "sms", value: "+49 176 671 11 638" }],
        recovery: [{ via: "sms", value: "+49 176 671 11 638" }],
      },
    });
  });
});

describe("the registry", () => {
  it("finds a schema by its id and by the id's base64url form", async () => {
    const registry = createSchemaRegistry(async () => "{}");
    await registry.load({ defaultSchemaId: "a/b", schemas: [{ id: "a/b", url: "base64://e30=" }] });
    expect(registry.find("a/b")?.id).toBe("a/b");
    expect(registry.find(encodeSchemaId("a/b"))?.id).toBe("a/b");
    expect(registry.find("c")).toBeUndefined();
  });

  it("names schema and key that the extension does not know", async () => {
    const load = schemaOf(properties({ email: extension({ credentials: { passwort: {} } }) }));
    await expect(load).rejects.toThrow(/Identity schema "test".*passwort/s);
  });

  it("refuses a document that is no JSON schema, and says where", async () => {
    const load = schemaOf(properties({ email: { type: "strng" } }));
    await expect(load).rejects.toThrow(
      /schema is invalid: .*data\/properties\/traits\/properties\/email\/type/,
    );
    await expect(schemaOf(properties({ name: { pattern: "(" } }))).rejects.toThrow(
      /the pattern "\(" is not understood/,
    );
  });

  it("refuses a default schema that is not listed", async () => {
    const registry = createSchemaRegistry(async () => "{}");
    await expect(
      registry.load({ defaultSchemaId: "x", schemas: [{ id: "y", url: "base64://" }] }),
    ).rejects.toThrow("identity.default_schema_id");
  });

  it("keeps the old schemas when new ones cannot be loaded", async () => {
    const registry = createSchemaRegistry(async (url) => (url.endsWith("bad") ? "{" : "{}"));
    await registry.load({ defaultSchemaId: "a", schemas: [{ id: "a", url: "file://good" }] });
    await expect(
      registry.load({ defaultSchemaId: "b", schemas: [{ id: "b", url: "file://bad" }] }),
    ).rejects.toThrow('Identity schema "b"');
    expect(registry.defaultSchema().id).toBe("a");
  });

  it.each([
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
  ])("reads the dialect %s", async ($schema) => {
    const schema = await schemaOf(properties({ name: { type: "string", minLength: 2 } }), { $schema });
    expect(schema.validate({ name: "a" })).toMatchObject({ problems: [{ kind: "minLength" }] });
  });

  it("follows references and leaves their fields not required, as the reference hides the parent", async () => {
    const schema = await schemaOf(properties({ age: { $ref: "#/definitions/age" } }, { required: ["age"] }), {
      definitions: { age: { type: "integer", title: "Age", minimum: 0 } },
    });
    expect(schema.leaves).toMatchObject([{ name: "traits.age", kind: "number", isRequired: false }]);
    expect(schema.validate({ age: -1 })).toMatchObject({
      kind: "invalid",
      problems: [{ kind: "minimum", pointer: "/traits/age" }],
    });
  });
});
