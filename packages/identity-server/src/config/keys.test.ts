// Every key of Kratos's configuration is read here, with the default and the values that it has there.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json.js";
import { NOT_FROM_ENVIRONMENT, readEnvironment } from "./environment.js";
import { configSchema } from "./schema/index.js";
import { walkSchema, type Definition } from "./schema/walk.js";

interface Key {
  fallback: JsonValue | undefined;
  values: string[];
}

const LINE = /^(\S+)(?: = (.+?))?(?: in (\[.+\]))?$/;
const HOOK = /^selfservice\.flows\..*\.hooks\.#/;

const kratos = new Map(
  readFileSync(new URL("kratos-keys.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line): [string, Key] => {
      const [, name = "", fallback, values] = LINE.exec(line) ?? [];
      return [
        name,
        {
          fallback: fallback === undefined ? undefined : (JSON.parse(fallback) as JsonValue),
          values: values === undefined ? [] : (JSON.parse(values) as string[]),
        },
      ];
    }),
);

/** The keys that hold values of their own, as they are written in the list of Kratos's. */
function ownKeys(): Map<string, Key> {
  const keys = new Map<string, Key>();
  walkSchema(configSchema, ({ path, definition, fallback }) => {
    const name = path.join(".").replace(HOOK, "<hook>");
    if (isLeaf(definition) && !/\.[#*]$/.test(name)) {
      const known = keys.get(name);
      keys.set(name, {
        fallback: known?.fallback ?? fallback,
        values: [...new Set([...(known?.values ?? []), ...valuesOf(definition)])],
      });
    }
    return true;
  });
  return keys;
}

function isLeaf(definition: Definition): boolean {
  switch (definition.type) {
    case "object":
      return false;
    case "array":
      return !["object", "union"].includes(definition.element._zod.def.type);
    case "record":
      return definition.valueType._zod.def.type !== "object";
    default:
      return true;
  }
}

function valuesOf(definition: Definition): string[] {
  if (definition.type === "enum") return Object.values(definition.entries).map(String);
  return definition.type === "literal" ? definition.values.filter((value) => typeof value === "string") : [];
}

/** Where the default is another one on purpose, or says what Kratos does where nothing is set. */
const otherDefaults: Record<string, JsonValue | undefined> = {
  // An identity server is nobody's to reach by accident.
  "serve.public.host": "127.0.0.1",
  "serve.admin.host": "127.0.0.1",
  // There are no sockets here; the start says so.
  ...Object.fromEntries(
    ["public", "admin"].flatMap((side) =>
      ["owner", "group", "mode"].map((key) => [`serve.${side}.socket.${key}`, undefined]),
    ),
  ),
  "courier.channels.#.type": "http",
  // As Kratos was seen to do: its defaults are not applied within a list or a map.
  "courier.channels.#.request_config.method": "GET",
  "session.whoami.tokenizer.templates.*.ttl": "0s",
  "courier.http.request_config.body": expect.any(String) as string,
  "log.format": "text",
  "tracing.service_name": "foyer-identity",
};

/** What stands for "not set". */
const nothing = ["", "0s", 0, false, [], {}].map((value) => JSON.stringify(value));

/** Groups that are taken as they are, because nothing is done with them (the start says so). */
const unread = ["tracing.providers.jaeger", "tracing.providers.zipkin"];
const isUnread = (name: string) => unread.some((group) => name.startsWith(group));

/** Keys of this server's own. */
const ownOnly = ["legacy.v0alpha2"];

describe("the keys of Kratos's configuration", () => {
  const own = ownKeys();

  it("are all read", () => {
    expect([...kratos.keys()].filter((name) => !own.has(name) && !isUnread(name))).toEqual([]);
  });

  it("are read and no others", () => {
    expect([...own.keys()].filter((name) => !kratos.has(name) && !unread.includes(name))).toEqual(ownOnly);
  });

  it("have the same defaults", () => {
    const differing = [...kratos].flatMap(([name, { fallback }]): [string, JsonValue | undefined][] => {
      if (isUnread(name)) return [];
      const ours = own.get(name)?.fallback;
      const isUnset = fallback === undefined && nothing.includes(JSON.stringify(ours));
      return isUnset || JSON.stringify(ours) === JSON.stringify(fallback) ? [] : [[name, ours]];
    });
    expect(Object.fromEntries(differing)).toEqual(otherDefaults);
  });

  it("take the same values", () => {
    const differing = [...kratos].flatMap(([name, { values }]) => {
      if (isUnread(name)) return [];
      const ours = (own.get(name)?.values ?? []).filter((value) => value !== "");
      return [...values].sort().join() === [...ours].sort().join() ? [] : [[name, values, ours]];
    });
    expect(differing).toEqual([]);
  });

  const named = [...kratos.keys()].filter((name) => !name.includes("*") && !name.startsWith("<hook>"));

  it.each(
    named.filter((name) => !NOT_FROM_ENVIRONMENT.has(name) && !isUnread(name) && name !== "organizations"),
  )("are set by the environment: %s", (name) => {
    const variable = name.replaceAll(".", "_").replaceAll("#", "0").toUpperCase();
    const found = ["1", "{}", "[]"].flatMap((value) => {
      try {
        return [JSON.stringify(readEnvironment({ [variable]: value }))];
      } catch {
        return [];
      }
    });
    const keys = name.split(".").filter((key) => key !== "#");
    expect(found[0]).toMatch(new RegExp(keys.map((key) => `"${key}":[[{]*`).join("")));
  });
});
