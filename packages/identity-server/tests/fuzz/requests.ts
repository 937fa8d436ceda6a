// Requests to the operations of a description, in any state of disorder.
import fc from "fast-check";
import type { Document, Operation } from "../../src/openapi/model.js";
import { createValues } from "./values.js";

export interface FuzzRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

const accepts = ["application/json", "text/html", "*/*", "application/json;q=0.1, text/html", "nonsense;;,"];

/** @param known values that mean something to the server */
export function requestsTo(document: Document, known: () => readonly string[]): fc.Arbitrary<FuzzRequest> {
  const values = createValues(document.components.schemas, known);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({ path, method: verb.toUpperCase(), operation })),
  );
  // Neither of the two can be sent by fetch.
  const sendable = operations.filter(({ method }) => method !== "TRACE");
  return fc
    .oneof(
      ...sendable.map(({ path, method, operation }) =>
        fc.record({
          method: fc.constant(method),
          path: pathOf(path, operation),
          headers: headersOf(operation),
          body: bodyOf(operation),
        }),
      ),
    )
    .map(({ body, headers, ...rest }) => ({
      ...rest,
      headers: { ...headers, ...(body && { "content-type": body.type }) },
      body: body?.text,
    }));

  function pathOf(path: string, { parameters = [] }: Operation): fc.Arbitrary<string> {
    const inPath = fc.tuple(...[...path.matchAll(/\{\w+\}/g)].map(() => values.text));
    const query = fc.record(
      Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === "query")
          .map(({ name, schema, required }) => [
            name,
            fc.option(values.value(schema), { nil: undefined, freq: required === true ? 10 : 1 }),
          ]),
      ),
    );
    return fc.tuple(inPath, query).map(([segments, fields]) => {
      const rest = [...segments];
      const filled = path.replaceAll(/\{\w+\}/g, () => encode(rest.shift() ?? "") || "x");
      const pairs = Object.entries(fields).flatMap(([name, value]) =>
        value === undefined ? [] : [value].flat().map((item) => `${name}=${encode(asText(item))}`),
      );
      return pairs.length > 0 ? `${filled}?${pairs.join("&")}` : filled;
    });
  }

  function headersOf({ parameters = [] }: Operation): fc.Arbitrary<Record<string, string>> {
    const takesToken = parameters.some(({ name }) => name === "X-Session-Token");
    return fc
      .record({
        accept: fc.constantFrom(...accepts),
        token: fc.option(values.text, { nil: "", freq: takesToken ? 2 : 1 }),
      })
      .map(({ accept, token }) => ({
        accept,
        ...(takesToken && isHeaderText(token) && { "x-session-token": token }),
      }));
  }

  function bodyOf({ requestBody }: Operation): fc.Arbitrary<{ type: string; text: string } | undefined> {
    if (!requestBody) return fc.constant(undefined);
    const json = Object.entries(requestBody.content).map(([type, { schema }]) =>
      values.value(schema).map((value) => ({
        type,
        text: type === "application/json" ? JSON.stringify(value) : asForm(value),
      })),
    );
    const broken = fc.constantFrom(
      { type: "application/json", text: '{"method":' },
      { type: "application/json", text: "" },
      { type: "application/json; charset=utf-16", text: "{}" },
      { type: "text/plain", text: "hello" },
      { type: "multipart/form-data", text: "--x" },
    );
    return fc.oneof(...json.map((arbitrary) => ({ weight: 4, arbitrary })), { weight: 1, arbitrary: broken });
  }
}

function encode(text: string): string {
  // Half a surrogate pair cannot be written in a query.
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8"));
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function asForm(value: fc.JsonValue): string {
  if (typeof value !== "object" || value === null) return asText(value);
  return Object.entries(value)
    .map(([name, item]) => `${encode(name)}=${encode(asText(item))}`)
    .join("&");
}

function isHeaderText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
