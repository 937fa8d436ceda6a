// Holds a request and its answer against the description.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { createFormats } from "../../identities/formats.js";
import type { Answer, Document, Header, Operation, Schema } from "../model.js";
import { createMatcher, type Match } from "./match.js";
import { formValue, mediaType, pathValues, queryValues } from "./request-values.js";

export interface Exchange {
  method: string;
  /** Path, with or without a query. */
  path: string;
  /** The request's content type and body, where it has one. */
  request?: { type: string; body: string };
  status: number;
  /** The value of an answer's header; undefined where it has none. */
  header: (name: string) => string | undefined;
  /** All names of the answer's headers, in lower case. */
  headerNames: readonly string[];
  body: string;
}

/** @returns what is not as described, a line each; none where all is */
export type ExchangeCheck = (exchange: Exchange) => string[];

export interface CheckOptions {
  /**
   * Whether values are held to formats and patterns, too. Not for answers whose ids and times were replaced. Default:
   * true.
   */
  checksFormats?: boolean;
}

/**
 * What may be answered to a request that no operation is for: the way to the other port, or 403 where a change comes
 * without a CSRF token.
 */
const elsewhere = new Set([307, 400, 403, 404, 405]);
const preflight = 204;

/** Headers that tell a client something: one that is not described is a fault. */
const telling = /^(location|link|retry-after|x-total-count|x-kratos-.*|ory-.*)$/;

export function createExchangeCheck(
  document: Document,
  { checksFormats = true }: CheckOptions = {},
): ExchangeCheck {
  const match = createMatcher(document);
  const validatorOf = createValidators(document, checksFormats);
  return (exchange) => {
    const path = exchange.path.split("?")[0] ?? "";
    // What comes before a request from another origin is no operation, even where one takes every method.
    const isPreflight = exchange.method === "OPTIONS" && exchange.status === preflight;
    const found = isPreflight ? undefined : match(exchange.method, path);
    if (!found) return describeElsewhere(exchange);
    const where = `${exchange.method} ${found.path} ${String(exchange.status)}`;
    return checkFound(found, exchange, validatorOf).map((fault) => `${where}: ${fault}`);
  };
}

type ValidatorOf = (schema: Schema) => ValidateFunction;

function checkFound(match: Match, exchange: Exchange, validatorOf: ValidatorOf): string[] {
  const { operation } = match;
  const { status } = exchange;
  const answer = operation.responses[String(status)];
  if (!answer) return ["this status is not described"];
  const isBodiless = exchange.method === "HEAD" || status === 204;
  return [
    ...checkHeaders(answer.headers ?? {}, exchange),
    ...(isBodiless ? checkNoBody(exchange) : checkBody(answer, exchange, validatorOf)),
    ...(status >= 200 && status < 300
      ? [...checkParameters(match, exchange, validatorOf), ...checkRequest(operation, exchange, validatorOf)]
      : []),
  ];
}

function describeElsewhere(exchange: Exchange): string[] {
  const { method, path, status } = exchange;
  if (elsewhere.has(status) || (method === "OPTIONS" && status === preflight)) return [];
  return [`${method} ${path} ${String(status)}: no such operation is described`];
}

function checkHeaders(described: Record<string, Header>, { header, headerNames }: Exchange): string[] {
  const names = new Set(Object.keys(described).map((name) => name.toLowerCase()));
  const missing = Object.entries(described).filter(
    ([name, { required }]) => required === true && header(name.toLowerCase()) === undefined,
  );
  const surplus = headerNames.filter((name) => telling.test(name) && !names.has(name));
  return [
    ...missing.map(([name]) => `the header ${name} is missing`),
    ...surplus.map((name) => `the header ${name} is not described`),
  ];
}

/**
 * Parameters that were taken, by their schemas. A query may hold others, which are not looked at: a flow remembers them
 * in its `request_url`.
 */
function checkParameters(match: Match, { path }: Exchange, validatorOf: ValidatorOf): string[] {
  return [...pathValues(match, path), ...queryValues(match.operation, path)]
    .filter(({ parameter }) => parameter["x-lenient"] !== true)
    .flatMap(({ parameter, value }) =>
      faultsOf(
        validatorOf(parameter.schema),
        value,
        `accepted ${parameter.in} parameter "${parameter.name}"`,
      ),
    );
}

function checkNoBody({ body }: Exchange): string[] {
  return body === "" ? [] : ["there is a body where none is described"];
}

function checkBody(answer: Answer, { status, header, body }: Exchange, validatorOf: ValidatorOf): string[] {
  // A redirect may have a body for whoever does not follow it.
  if (status >= 300 && status < 400) return [];
  if (body === "" && answer.content === undefined) return [];
  const type = mediaType(header("content-type"));
  const content = answer.content?.[type];
  if (!content) return [`the content type "${type}" is not described`];
  if (type !== "application/json") return [];
  const value = parse(body);
  if (value === undefined) return ["the body is no JSON"];
  return faultsOf(validatorOf(content.schema), value.json, "body");
}

/** What is not described may be refused; when it is not, the description lacks something. */
function checkRequest(operation: Operation, { request }: Exchange, validatorOf: ValidatorOf): string[] {
  if (!request || request.body === "" || !operation.requestBody) return [];
  const type = mediaType(request.type);
  const content = operation.requestBody.content[type];
  if (!content) return [`the content type "${type}" of the accepted request is not described`];
  const value = type === "application/json" ? parse(request.body) : { json: formValue(request.body) };
  return value ? faultsOf(validatorOf(content.schema), value.json, "accepted request") : [];
}

function faultsOf(validate: ValidateFunction, value: unknown, what: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const name: unknown = params.additionalProperty ?? params.allowedValues ?? "";
    return `${what}${instancePath} ${message ?? "is wrong"} ${name === "" ? "" : JSON.stringify(name)}`.trim();
  });
}

function parse(body: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(body) as unknown };
  } catch {
    return undefined;
  }
}

function createValidators(document: Document, checksFormats: boolean): ValidatorOf {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: checksFormats });
  for (const [name, isValid] of Object.entries(createFormats(undefined))) ajv.addFormat(name, isValid);
  ajv.addFormat("uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  ajv.addSchema({ $id: "description", components: document.components });
  const known = new Map<Schema, ValidateFunction>();
  return (schema) => {
    const validate = known.get(schema) ?? ajv.compile(pointingInto(schema));
    known.set(schema, validate);
    return validate;
  };
}

/** The schema with its references led to the one document that ajv knows. */
function pointingInto(schema: Schema): Schema {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"description#/');
  return JSON.parse(text) as Schema;
}
