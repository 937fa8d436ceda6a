// Values by schema: as described, nearly so, and not at all.
import fc from "fast-check";
import type { Schema, SchemaObject } from "../../src/openapi/model.js";

type Value = fc.JsonValue;

/** Strings that have broken parsers before. */
const oddText = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "null",
    "0",
    "-1",
    "1e999",
    "true",
    "[]",
    "%",
    "%00",
    "%2e%2e/",
    "\u0000",
    "\ud800",
    "a@b.example",
    "é@ü.example",
    "__proto__",
    "constructor",
    "http:\\\\other.example",
    "//other.example",
    "x".repeat(5_000),
    "9999-99-99T99:99:99Z",
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 8 }),
);

const oddValue: fc.Arbitrary<Value> = fc.oneof(
  oddText,
  fc.constantFrom<Value[]>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[]],
    [null],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/**
 * @param schemas the named schemas of the description
 * @param known values that mean something to the server: ids, tokens, addresses
 */
export function createValues(schemas: Record<string, Schema>, known: () => readonly string[]) {
  const knownText = fc.nat().map((index) => {
    const values = known();
    return values[index % Math.max(1, values.length)] ?? "";
  });
  const anyText = fc.oneof({ weight: 2, arbitrary: knownText }, { weight: 1, arbitrary: oddText });

  function described(schema: Schema, depth: number): fc.Arbitrary<Value> {
    if (typeof schema === "boolean" || depth > 5) return oddValue;
    const { $ref, anyOf, oneOf } = schema;
    if ($ref !== undefined) return value(schemas[$ref.split("/").at(-1) ?? ""] ?? true, depth + 1);
    const choices = anyOf ?? oneOf;
    if (choices) return fc.oneof(...choices.map((choice) => value(choice, depth + 1)));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const [type] = [schema.type].flat();
    switch (type) {
      case "object":
        return object(schema, depth);
      case "array":
        return fc.array(value(schema.items ?? true, depth + 1), { maxLength: 3 });
      case "integer":
      case "number":
        return fc.oneof(fc.integer({ min: -2, max: 1_001 }), fc.integer());
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "string":
        return anyText;
      case undefined:
        return oddValue;
    }
  }

  function object({ properties = {}, required = [] }: SchemaObject, depth: number): fc.Arbitrary<Value> {
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [
        name,
        fc.option(value(schema, depth + 1), { nil: undefined, freq: required.includes(name) ? 20 : 1 }),
      ]),
    );
    const surplus = fc.option(fc.tuple(oddText, oddValue), { nil: undefined, freq: 1 });
    return fc.tuple(fc.record(fields), surplus).map(([known_, extra]) => {
      const entries = Object.entries(known_).flatMap(([name, item]) =>
        item === undefined ? [] : [[name, item] as const],
      );
      return Object.fromEntries(extra ? [...entries, extra] : entries);
    });
  }

  /** Mostly as described. */
  function value(schema: Schema, depth = 0): fc.Arbitrary<Value> {
    return fc.oneof({ weight: 12, arbitrary: described(schema, depth) }, { weight: 1, arbitrary: oddValue });
  }

  return { value, text: anyText };
}
