import { describe, expect, it } from "vitest";
import { fieldTexts, traitFields, traitsOfForm } from "./trait-fields";

const schema = {
  properties: {
    traits: {
      type: "object",
      required: ["email", "name"],
      properties: {
        email: {
          type: "string",
          format: "email",
          title: "Email",
          minLength: 3,
          "ory.sh/kratos": { credentials: { code: { identifier: true, via: "email" } } },
        },
        name: {
          type: "object",
          required: ["first"],
          properties: { first: { type: "string", title: "First name" }, last: { type: "string" } },
        },
        born: { type: "string", format: "date" },
        seen: { type: "string", format: "date-time" },
        age: { type: "integer", minimum: 0, "ory.sh/kratos": { credentials: "none" } },
        score: { type: ["number", "null"] },
        newsletter: { type: "boolean", title: "Newsletter", description: "Once a month" },
        plan: { type: "string", enum: ["free", "paid"] },
        tags: { type: "array", items: { type: "string" } },
        places: { type: "array", items: { type: "object" } },
      },
    },
  },
};
const fields = traitFields(schema);
const field = (name: string) => fields.find((each) => each.name === `traits.${name}`);

describe("a schema's fields", () => {
  it("stand in the schema's order, nested ones laid flat", () => {
    expect(fields.map(({ name }) => name.slice("traits.".length))).toEqual([
      "email",
      "name.first",
      "name.last",
      "born",
      "seen",
      "age",
      "score",
      "newsletter",
      "plan",
      "tags",
      "places",
    ]);
  });

  it("are the inputs that fit", () => {
    expect(field("email")?.input).toMatchObject({ kind: "text", type: "email", minLength: 3 });
    expect(field("born")?.input).toMatchObject({ kind: "text", type: "date" });
    expect(field("age")?.input).toEqual({ kind: "number", isInteger: true, min: 0, max: undefined });
    expect(field("score")?.input).toMatchObject({ kind: "number", isInteger: false });
    expect(field("newsletter")).toMatchObject({ description: "Once a month", input: { kind: "boolean" } });
    expect(field("plan")?.input).toEqual({ kind: "choice", options: ["free", "paid"] });
    expect(field("tags")?.input.kind).toBe("lines");
    expect(field("places")?.input.kind).toBe("json");
  });

  it("are required where the schema and all above them say so", () => {
    expect(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual([
      "traits.email",
      "traits.name.first",
    ]);
  });

  it("know which of them codes are sent to", () => {
    expect(fields.filter(({ isForCodes }) => isForCodes).map(({ name }) => name)).toEqual(["traits.email"]);
  });

  it("are none where there is no such schema", () => {
    for (const nothing of [undefined, null, {}, { properties: {} }, "x"])
      expect(traitFields(nothing)).toEqual([]);
  });
});

describe("traits", () => {
  const traits = {
    email: "ada@people.example",
    name: { first: "Ada" },
    seen: "2026-01-31T09:30:00.000Z",
    age: 36,
    newsletter: true,
    plan: "paid",
    tags: ["a", "b"],
    places: [{ city: "London" }],
  };

  it("come out of the form as they went in", () => {
    expect(traitsOfForm(fields, fieldTexts(fields, traits))).toEqual({ kind: "traits", traits });
  });

  it("lose what is emptied, and empty objects with it", () => {
    const texts = { ...fieldTexts(fields, traits), "traits.name.first": " ", "traits.tags": "\r\n" };
    const parsed = traitsOfForm(fields, texts, traits);
    expect(parsed).toMatchObject({ kind: "traits" });
    expect(parsed.kind === "traits" && Object.keys(parsed.traits)).not.toContain("name");
    expect(parsed.kind === "traits" && Object.keys(parsed.traits)).not.toContain("tags");
  });

  it("keep what the form has no field for, and are not changed themselves", () => {
    const before = { email: "old@people.example", elsewhere: { kept: 1 } };
    const parsed = traitsOfForm(fields, { "traits.email": "new@people.example" }, before);
    expect(parsed).toEqual({
      kind: "traits",
      traits: { email: "new@people.example", elsewhere: { kept: 1 }, newsletter: false },
    });
    expect(before.email).toBe("old@people.example");
  });

  it("name each field that can't be read", () => {
    const texts = { "traits.age": "3.5", "traits.score": "x", "traits.places": "[", "traits.seen": "?" };
    expect(traitsOfForm(fields, texts)).toEqual({
      kind: "unreadable",
      names: ["traits.seen", "traits.age", "traits.score", "traits.places"],
    });
  });

  it("can't reach an object's own workings", () => {
    const odd = traitFields(
      JSON.parse(
        '{"properties":{"traits":{"properties":{"__proto__":{"properties":{"admin":{"type":"string"}}}}}}}',
      ),
    );
    traitsOfForm(odd, { "traits.__proto__.admin": "yes" });
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });
});
