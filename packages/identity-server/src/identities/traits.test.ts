import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.js";
import { createSchemaRegistry } from "./schema.js";
import { traitNodes } from "./traits.js";

async function nodesOf(properties: JsonObject, required: string[] = [], traits?: JsonObject) {
  const text = JSON.stringify({ properties: { traits: { type: "object", properties, required } } });
  const registry = createSchemaRegistry(async () => text);
  await registry.load({ defaultSchemaId: "test", schemas: [{ id: "test", url: "base64://" }] });
  return traitNodes(registry.defaultSchema(), "default", traits);
}

describe("the fields of traits", () => {
  it.each([
    [{ type: "string" }, { type: "text" }],
    [{ type: "string", enum: ["a", "b"] }, { type: "text" }],
    [{ type: "integer" }, { type: "number" }],
    [{ type: "number" }, { type: "number" }],
    [{ type: "boolean" }, { type: "checkbox" }],
    [
      { type: "string", format: "email" },
      { type: "email", autocomplete: "email" },
    ],
    [
      { type: "string", format: "tel" },
      { type: "tel", autocomplete: "tel" },
    ],
    [{ type: "string", format: "date-time" }, { type: "datetime-local" }],
    [{ type: "string", format: "date" }, { type: "date" }],
    [
      { type: "string", format: "uri" },
      { type: "url", autocomplete: "url" },
    ],
    [
      { type: "string", pattern: "^a" },
      { type: "text", pattern: "^a" },
    ],
    [
      { type: "string", disableFormField: true },
      { type: "text", disabled: true },
    ],
    [{ type: "array", items: { type: "string" } }, { type: "text" }],
  ])("follow the schema: %j", async (property, attributes) => {
    const nodes = await nodesOf({ field: property });
    expect(nodes).toEqual([
      {
        type: "input",
        group: "default",
        attributes: { name: "traits.field", node_type: "input", disabled: false, ...attributes },
        messages: [],
        meta: {},
      },
    ]);
  });

  it.each([
    [{ type: "object" }],
    [{ type: "array", items: { type: "object" } }],
    [{ type: ["string", "null"] }],
    [{}],
  ])("leave out what no field can hold: %j", async (property) => {
    expect(await nodesOf({ field: property })).toEqual([]);
  });

  it("show each item of a list in an input of its own", async () => {
    const nodes = await nodesOf({ tags: { type: "array", items: { type: "string" } } }, [], {
      tags: ["a", "b"],
    });
    expect(nodes.map(({ attributes: { name, value } }) => [name, value])).toEqual([
      ["traits.tags", undefined],
      ["traits.tags.0", "a"],
      ["traits.tags.1", "b"],
    ]);
  });

  it("carry the title and name as label, what is required, and the values", async () => {
    const nodes = await nodesOf({ email: { type: "string", title: "Email" } }, ["email"], {
      email: "ada@example.com",
    });
    expect(nodes).toMatchObject([
      {
        attributes: { name: "traits.email", required: true, value: "ada@example.com" },
        meta: { label: { id: 1070002, text: "Email", context: { title: "Email", name: "traits.email" } } },
      },
    ]);
  });
});
