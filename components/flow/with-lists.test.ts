import { expect, it } from "vitest";
import { traitFields } from "@/lib/forms/trait-fields";
import { isInput } from "./nodes";
import { error, flow, input } from "./testing/nodes";
import { withLists } from "./with-lists";

const schema = {
  properties: {
    traits: {
      properties: {
        tags: { type: "array", items: { type: "string" } },
        "tags.old": { type: "string" },
        name: { type: "string" },
      },
    },
  },
};
const traits = new Map(traitFields(schema).map((field) => [field.name, field]));
const shown = (nodes: Parameters<typeof flow>[0]) =>
  withLists(flow(nodes), traits)
    .ui.nodes.filter(isInput)
    .map(({ attributes, messages }) => [attributes.name, attributes.value, messages.length]);

it("makes one field of a list that was laid flat, with what is wrong with its parts", () => {
  expect(
    shown([
      input("profile", "traits.name", "text", { value: "Ada" }),
      input("profile", "traits.tags", "text"),
      input("profile", "traits.tags.0", "text", { value: "x" }),
      input("profile", "traits.tags.1", "text", { value: "y", messages: [error(4000003)] }),
    ]),
  ).toEqual([
    ["traits.name", "Ada", 0],
    ["traits.tags", ["x", "y"], 1],
  ]);
});

it("leaves alone what is no part of a list", () => {
  const nodes = [input("profile", "traits.tags", "text"), input("profile", "traits.name.0", "text")];
  expect(shown(nodes)).toEqual([
    ["traits.tags", undefined, 0],
    ["traits.name.0", undefined, 0],
  ]);
});
