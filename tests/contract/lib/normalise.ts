// Makes an answer comparable: what differs from run to run (ids, tokens, times, ports) becomes a typed placeholder,
// and texts meant for people are left out. What is left is the contract.
import { createHash } from "node:crypto";
import type { Addresses, Answer } from "./client";
import { isDeletion, type CookieJar, type SetCookie } from "./cookies";
import { isMessage, isNode, messageNotation, nodeNotation } from "./notation";
import type { Received } from "./receiver";
import type { JsonValue } from "./scenario";
import type { Kept } from "./template";

export interface RecordedStep {
  step: string;
  status: number;
  headers?: Record<string, string>;
  cookies?: string[];
  body?: JsonValue;
}

export interface Surroundings {
  addresses: Addresses;
  kept: Kept;
  /** When the answer came, in milliseconds. */
  now: number;
  /** The form of session and sign-out tokens is each server's own: 0.8.2 marked them by nothing. */
  hasOpaqueTokens?: boolean;
}

const comparedHeaders = [
  "access-control-allow-credentials",
  "access-control-allow-headers",
  "access-control-allow-methods",
  "access-control-allow-origin",
  "access-control-expose-headers",
  "access-control-max-age",
  "allow",
  "cache-control",
  "content-type",
  "link",
  "location",
  "ory-error-id",
  "ory-session-cache-for",
  "vary",
  "x-kratos-authenticated-identity-id",
  "x-total-count",
];

/** Sentences for people. Their wording is each server's own; that they are there is compared. */
const textKeys = new Set(["text", "message", "reason", "hint", "docs", "subject", "body", "html_body"]);

/** Where backup codes stand. */
const secretKeys = new Set(["secret", "code"]);
/** Random parts of what a security key is asked, and of what is kept of it: the challenge, the name of the account. */
const ceremonyKeys = new Set(["challenge", "id", "user_handle"]);

/** Present or not as the server sees fit: for whoever develops it, or why exactly a token was refused. */
const leftOut = new Set(["debug", "stack_trace", "reject_reason"]);

/** When a token was made, and from when until when it counts. */
const tokenTimes = new Set(["iat", "nbf", "exp"]);
const TOKEN_TIMES_WITHIN_MS = 2 * 24 * 60 * 60 * 1000;

/** Objects of the visitor's own, whose keys Kratos hands back in an order that changes. */
const unordered = new Set(["traits", "metadata_public", "metadata_admin", "transient_payload"]);

/** Lists that Kratos hands back in the order of ids, which is chance. */
const unorderedLists = new Set(["verifiable_addresses", "recovery_addresses", "identifiers"]);

export function normaliseAnswer(step: string, answer: Answer, surroundings: Surroundings): RecordedStep {
  const recorded: RecordedStep = { step, status: answer.status };
  const headers: Record<string, string> = {};
  for (const name of comparedHeaders) {
    const values = answer.headers.get(name);
    if (values) headers[name] = normaliseText(values.join(", "), surroundings);
  }
  // A type says nothing where there is no body, or one that nobody reads.
  if (answer.status === 204 || isRedirect(answer)) delete headers["content-type"];
  headers["content-type"] &&= headers["content-type"].toLowerCase();
  if (Object.keys(headers).length > 0) recorded.headers = headers;
  if (answer.cookies.length > 0) {
    // Of several for one cookie, a browser goes by the last.
    const last = new Map(answer.cookies.map((cookie) => [cookie.name, cookie]));
    recorded.cookies = [...last.values()]
      .map((cookie) => cookieNotation(cookie, answer.cookiesBefore, surroundings))
      .sort();
  }
  if (isRedirect(answer)) return recorded;
  if (answer.json !== undefined) recorded.body = normaliseJson(answer.json, surroundings);
  else if (answer.text !== "") recorded.body = "<text>";
  return recorded;
}

/** Of what a server sent elsewhere: only the headers that the configuration or the protocol speaks of. */
export function normaliseReceived(
  { method, path, headers, body }: Received,
  surroundings: Surroundings,
): JsonValue {
  const told = Object.entries(headers).filter(([name]) => isToldHeader(name));
  const shown = told.map(([name, value]) => [name, normaliseText(value, surroundings)] as const);
  return {
    request: `${method} ${normaliseText(path, surroundings)}`,
    headers: Object.fromEntries(shown.sort()),
    body: receivedBody(body, headers["content-type"] ?? "", surroundings),
  };
}

function isToldHeader(name: string): boolean {
  return /^(content-type|authorization|cookie|ory-webhook-.*|x-.*)$/.test(name);
}

function receivedBody(body: string, type: string, surroundings: Surroundings): JsonValue {
  if (body === "") return null;
  if (type === "application/json") return normaliseJson(JSON.parse(body) as JsonValue, surroundings);
  const form = [...new URLSearchParams(body)].map(
    ([name, value]) => `${name}=${normaliseText(value, surroundings)}`,
  );
  return form.sort();
}

function isRedirect({ status }: Answer): boolean {
  return status >= 300 && status < 400;
}

/** Normalises a JSON value; `key` is the name it stands under. */
export function normaliseJson(value: JsonValue, surroundings: Surroundings, key = ""): JsonValue {
  if (typeof value === "string") {
    if (textKeys.has(key) && value !== "") return "<text>";
    if (secretKeys.has(key) && /^[a-z0-9]{8}$/.test(value)) return "<backup code>";
    if (ceremonyKeys.has(key) && /^[\w+/-]{22}(==)?$|^[\w-]{43}$|^[\w+/-]{86}(==)?$/.test(value)) {
      return withoutKept(value, surroundings.kept) ?? `<${key} of ${value.length} characters>`;
    }
    if (key === "tokenized") return tokenNotation(value, surroundings);
    if (/(_at|At)$/.test(key) && time.test(value)) return momentOf(value, surroundings.now);
    return normaliseText(value, surroundings);
  }
  if (typeof value === "number") {
    if (key.endsWith("_unix")) return relativeTime(value * 1000, surroundings.now);
    if (tokenTimes.has(key) && Math.abs(value * 1000 - surroundings.now) < TOKEN_TIMES_WITHIN_MS) {
      return relativeTime(value * 1000, surroundings.now);
    }
    return key === "since" ? "<nanoseconds>" : value;
  }
  if (Array.isArray(value)) return value.map((item) => normaliseJson(item, surroundings));
  if (value === null || typeof value !== "object") return value;
  const isMessageItself = isMessage(value);
  const isNodeItself = isNode(value);
  const entries = Object.entries(value).filter(([name]) => !leftOut.has(name));
  const normalised = Object.fromEntries(
    entries.map(([name, item]) => {
      // A form's token is longer or shorter by its escapes.
      if (name === "Content-Length") return [name, "<length>"];
      const inOrder = unordered.has(name) ? withSortedKeys(item) : item;
      const result = normaliseJson(inOrder, surroundings, name);
      return [name, unorderedLists.has(name) ? sortedByText(result) : result];
    }),
  );
  if (isMessageItself) return messageNotation(normalised);
  return isNodeItself ? nodeNotation(normalised) : normalised;
}

/** A session as a JWT: its header and claims, with the keys in order. That its signature holds is a matter of unit tests. */
function tokenNotation(token: string, surroundings: Surroundings): string {
  const parts = token.split(".").slice(0, 2);
  const shown = parts.map((part) => {
    const said = JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as JsonValue;
    return JSON.stringify(normaliseJson(withSortedKeys(said), surroundings));
  });
  return `<jwt> ${shown.join(" ")}`;
}

function sortedByText(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  return value.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function withSortedKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, item]) => [key, withSortedKeys(item)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const nilUuid = "00000000-0000-0000-0000-000000000000";
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

export function normaliseText(text: string, surroundings: Surroundings): string {
  const { addresses, kept, hasOpaqueTokens } = surroundings;
  if (/^[A-Za-z0-9+/]{86}==$/.test(text)) return "<csrf token>";
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return withoutKept(text, kept) ?? "<digest>";
  if (/^sha512-[A-Za-z0-9+/]{86}==$/.test(text)) return "<sha512>";
  let result = text;

  for (const [name, value] of byLength(kept)) {
    if (isOpaque(value)) result = result.replaceAll(value, `<${name}>`);
  }
  if (hasOpaqueTokens && !text.startsWith("data:"))
    result = result.replace(moreThanAsked, "").replace(/\b(ory_(st|lo)_)?[A-Za-z0-9]{32}\b/g, "<token>");
  // The state of 0.8.2 is an id; one of ours may hold what looks like a token.
  if (hasOpaqueTokens) {
    result = result
      .replace(/([?&]state=)(<[a-z]+>|[\w-])+/g, "$1<state>")
      .replace(pagedOptions, optionNotation);
  }
  const run = kept.get("run");
  if (run !== undefined) result = result.replaceAll(run, "<run>");
  for (const [url, name] of [
    [addresses.publicUrl, "<public>"],
    [addresses.adminUrl, "<admin>"],
    ...(addresses.peerUrl === undefined ? [] : [[addresses.peerUrl, "<peer>"] as const]),
    ...(addresses.receiver ? [[addresses.receiver.url, "<receiver>"] as const] : []),
  ] as const) {
    result = result.replaceAll(url, name).replaceAll(encodeURIComponent(url), name);
  }
  return result
    .replace(uuid, (id) => (id === nilUuid ? "<nil uuid>" : "<uuid>"))
    .replace(/ory_st_[A-Za-z0-9]{32}/g, "<session token>")
    .replace(/ory_lo_[A-Za-z0-9]{32}/g, "<logout token>")
    .replace(
      /"(challenge|id)":"([\w-]{86}|[\w-]{43}|[\w-]{22})"/g,
      (_, key: string, value: string) => `"${key}":"<${key} of ${value.length} characters>"`,
    )
    .replace(/^(\$argon2id\$v=19\$[^$]+\$)[\w+/]{22}\$[\w+/]{43}$/, "$1<salt>$<hash>")
    .replace(/\btoken=[A-Za-z0-9]{32}\b/g, "token=<link token>")
    .replace(/([?&]code=)\d{6}\b/g, "$1<code>")
    .replace(/([?&]state=)(?!<state>)[^&>"]+/g, "$1<state>")
    .replace(/([?&]code_challenge=)[A-Za-z0-9_-]{43}/g, "$1<challenge>")
    .replace(/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g, "<jwt>")
    .replace(/\bpeer-(access|refresh|code)-x*\d+/g, "peer-$1-<number>")
    .replace(moreThanAsked, "")
    .replace(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/, "<png>")
    .replace(/(^|\bsecret=)[A-Z2-7]{32}$/, "$1<totp secret>")
    .replace(/\bpage_token=[^&>"]+/g, "page_token=<page token>")
    .replace(/^127\.0\.0\.1(:\d{4,5})?$/, "<client address>")
    .replace(/^\d{6}$/, "<code>");
}

/** More than Kratos asks of a provider. */
const moreThanAsked = /&nonce=[A-Za-z0-9_-]{16,}/g;

/** Within the script of a button of 0.8.2: in base64, where later versions have base64url. */
const pagedOptions = /"(challenge|id)":"([A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)"/g;

function optionNotation(_: string, key: string, value: string): string {
  return `"${key}":"<${key} of ${value.replaceAll("=", "").length} characters>"`;
}

/** The name that a value was kept under, as a placeholder. */
function withoutKept(value: string, kept: Kept): string | undefined {
  for (const [name, known] of kept) if (known === value) return `<${name}>`;
  return undefined;
}

/** Ids, tokens and codes stand for themselves; a kept word (an address, a state) may occur by chance. */
function isOpaque(value: string): boolean {
  return /^[A-Za-z0-9+/=_.-]{16,}$/.test(value) || /^\d{6}$/.test(value);
}

function byLength(kept: Kept): [string, string][] {
  return [...kept].sort(([, a], [, b]) => b.length - a.length);
}

function momentOf(time: string, now: number): string {
  return time.startsWith("0001-01-01") ? "<zero time>" : relativeTime(Date.parse(time), now);
}

/** A time as its distance from now, in whole minutes: lifespans are part of the contract, moments are not. */
export function relativeTime(milliseconds: number, now: number): string {
  const minutes = Math.round((milliseconds - now) / 60_000);
  if (minutes === 0) return "<now>";
  const size = Math.abs(minutes);
  const amount = size % 1440 === 0 ? `${size / 1440}d` : size % 60 === 0 ? `${size / 60}h` : `${size}m`;
  return `<now${minutes < 0 ? "-" : "+"}${amount}>`;
}

function cookieNotation(cookie: SetCookie, before: CookieJar, { addresses, now }: Surroundings): string {
  const hash = createHash("sha256").update(`${addresses.publicUrl}/`).digest("hex");
  const name = cookie.name.replace(hash, "<hash of the public URL>");
  const parts = [isDeletion(cookie) ? `${name} deleted` : `${name}=${cookie.value === "" ? "" : "<value>"}`];
  if (cookie.name.startsWith("csrf_token_")) parts.push(secretChange(cookie, before));
  for (const attribute of Object.keys(cookie.attributes).sort()) {
    const value = cookie.attributes[attribute];
    if (value === true) parts.push(attribute);
    else if (attribute !== "expires" && attribute !== "max-age") parts.push(`${attribute}=${value}`);
    // In which of the two ways a cookie is taken back is all the same to a browser.
    else if (!isDeletion(cookie)) parts.push(`${attribute}=${lifeOf(attribute, value ?? "", now)}`);
  }
  return parts.join("; ");
}

function secretChange(cookie: SetCookie, before: CookieJar): string {
  const secret = before.get(cookie.name);
  if (secret === undefined) return "new";
  return secret === cookie.value ? "same" : "changed";
}

/** A remaining life in seconds is a little less than what was configured. */
function lifeOf(attribute: string, value: string, now: number): string {
  if (attribute === "expires") return relativeTime(Date.parse(value), now);
  return String(Math.round(Number(value) / 60) * 60);
}
