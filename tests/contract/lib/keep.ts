import type { Answer } from "./client";
import type { JsonValue, Keep } from "./scenario";

/** Takes one value out of an answer. Returns undefined when the answer does not have it. */
export function takeFrom(answer: Answer, keep: Keep): string | undefined {
  if (typeof keep !== "string") return parameterOf(takeFrom(answer, keep.of), keep.parameter);
  const dot = keep.indexOf(".");
  const kind = dot === -1 ? keep : keep.slice(0, dot);
  const rest = dot === -1 ? "" : keep.slice(dot + 1);
  switch (kind) {
    case "body":
      return asText(valueAt(answer.json, rest));
    case "node":
      return nodeValue(answer.json, rest);
    // What a button's script is called with: `window.name({...})`.
    case "onclick":
      return /\((.*)\)$/.exec(
        asText(valueAt(findNode(answer.json, "attributes.name", rest), "attributes.onclick")) ?? "",
      )?.[1];
    case "text": {
      const [id = "", ...path] = rest.split(".");
      return asText(valueAt(textContext(answer.json, id), path.join(".")));
    }
    case "location": {
      const location = answer.headers.get("location")?.[0];
      return rest === "" ? location : parameterOf(location, rest);
    }
    case "cookie":
      return answer.cookies.find((cookie) => cookie.name === rest)?.value;
    case "header":
      return answer.headers.get(rest)?.[0];
    default:
      throw new Error(`"${keep}" names nothing that can be kept of an answer.`);
  }
}

/** The value at a dotted path; numbers are positions in a list. */
export function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (path === "") return value;
  let current = value;
  for (const key of path.split(".")) {
    if (Array.isArray(current)) current = current[Number(key)];
    else if (current !== null && typeof current === "object") current = current[key];
    else return undefined;
  }
  return current;
}

export function parameterOf(url: string | undefined, parameter: string): string | undefined {
  if (url === undefined) return undefined;
  const query = url.slice(url.indexOf("?") + 1);
  return new URLSearchParams(query).get(parameter) ?? undefined;
}

function nodeValue(body: JsonValue | undefined, name: string): string | undefined {
  return asText(valueAt(findNode(body, "attributes.name", name), "attributes.value"));
}

function textContext(body: JsonValue | undefined, id: string): JsonValue | undefined {
  return valueAt(findNode(body, "attributes.id", id), "attributes.text.context");
}

function findNode(body: JsonValue | undefined, path: string, value: string): JsonValue | undefined {
  const nodes = valueAt(body, "ui.nodes");
  return Array.isArray(nodes) ? nodes.find((candidate) => valueAt(candidate, path) === value) : undefined;
}

function asText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
