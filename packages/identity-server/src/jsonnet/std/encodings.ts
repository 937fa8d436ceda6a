// JSON, YAML, base64, bytes and hashes.
import { createHash } from "node:crypto";
import { parse as parseYaml, parseAllDocuments } from "yaml";
import type { JsonValue } from "../../json.js";
import { fail } from "../error.js";
import { fromJson, manifestText, type TextStyle } from "../manifest.js";
import { force, listOf, requireArray, requireNumber, requireString, type Value } from "../values.js";
import { builtin, type Library } from "./builtin.js";

export const encodings: Library = {
  parseJson: builtin("str", ([str], machine) => {
    const text = requireString(str, "str");
    machine.budget.grow(text.length);
    return fromJson(parsed(() => JSON.parse(text) as JsonValue, "JSON"));
  }),
  parseYaml: builtin("str", ([str], machine) => {
    const text = requireString(str, "str");
    machine.budget.grow(text.length);
    return fromJson(parsed(() => yaml(text), "YAML"));
  }),
  manifestJson: builtin("value", ([value], machine) =>
    manifestText(machine, value, lines("    ", "\n", ": ")),
  ),
  manifestJsonMinified: builtin("value", ([value], machine) => manifestText(machine, value, MINIFIED)),
  manifestJsonEx: builtin(
    "value indent newline? key_val_sep?",
    ([value, indent, newline, separator], machine) =>
      manifestText(
        machine,
        value,
        lines(
          requireString(indent, "indent"),
          newline === null ? "\n" : requireString(newline, "newline"),
          separator === null ? ": " : requireString(separator, "key_val_sep"),
        ),
      ),
  ),
  encodeUTF8: builtin("str", ([str], machine) => {
    const bytes = Buffer.from(requireString(str, "str"), "utf8");
    machine.budget.grow(bytes.length);
    return listOf([...bytes]);
  }),
  decodeUTF8: builtin("arr", ([arr]) => bytesOf(arr).toString("utf8")),
  base64: builtin("input", ([input], machine) => {
    const bytes = typeof input === "string" ? latin1(input) : bytesOf(input);
    machine.budget.grow(bytes.length);
    return bytes.toString("base64");
  }),
  base64Decode: builtin("str", ([str]) => fromBase64(str).toString("latin1")),
  base64DecodeBytes: builtin("str", ([str], machine) => {
    const bytes = fromBase64(str);
    machine.budget.grow(bytes.length);
    return listOf([...bytes]);
  }),
  md5: hash("md5"),
  sha1: hash("sha1"),
  sha256: hash("sha256"),
  sha512: hash("sha512"),
  sha3: hash("sha3-512"),
};

const MINIFIED: TextStyle = {
  indent: "",
  newline: "",
  separator: ":",
  gap: "",
  emptyArray: "[]",
  emptyObject: "{}",
  number: String,
};

function lines(indent: string, newline: string, separator: string): TextStyle {
  return {
    indent,
    newline,
    separator,
    gap: "",
    emptyArray: `[${newline}${newline}]`,
    emptyObject: `{${newline}${newline}}`,
    number: String,
  };
}

function parsed(read: () => JsonValue, what: string): JsonValue {
  try {
    return read();
  } catch (error) {
    throw fail(`this is no ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function yaml(text: string): JsonValue {
  if (!/^---/m.test(text)) return parseYaml(text) as JsonValue;
  const documents = parseAllDocuments(text).map((document) => document.toJS() as JsonValue);
  const [only] = documents;
  return documents.length === 1 && only !== undefined ? only : documents;
}

function bytesOf(value: Value): Buffer {
  return Buffer.from(
    requireArray(value, "the bytes").items.map((item) => {
      const byte = requireNumber(force(item), "a byte");
      if (!Number.isInteger(byte) || byte < 0 || byte > 255) throw fail(`${String(byte)} is no byte`);
      return byte;
    }),
  );
}

function latin1(text: string): Buffer {
  if (!/^[\0-\u00ff]*$/.test(text)) throw fail("std.base64 takes characters up to 255 only");
  return Buffer.from(text, "latin1");
}

function fromBase64(value: Value): Buffer {
  const text = requireString(value, "str");
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw fail("this is no base64");
  return Buffer.from(text, "base64");
}

function hash(algorithm: string) {
  return builtin("s", ([s]) => createHash(algorithm).update(requireString(s, "s"), "utf8").digest("hex"));
}
