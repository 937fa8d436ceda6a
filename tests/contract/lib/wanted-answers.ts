// The answers that rules put in the place of recorded ones.
import type { RecordedStep } from "./normalise";
import { anything, type Moment } from "./wanted";
import type { JsonValue } from "./scenario";

type Json = { [key: string]: JsonValue };

/** An error as JSON, in the place of a recorded answer; its cookies are gone unless they are kept. `isOlder`: of v0alpha2. */
export function errorAnswer(
  { step, headers, cookies }: RecordedStep,
  code: number,
  status: string,
  {
    id,
    error,
    beside,
    keepsCookies,
    isOlder,
  }: { id?: string; error?: Json; beside?: Json; keepsCookies?: boolean; isOlder?: boolean } = {},
): RecordedStep {
  return {
    step,
    status: code,
    headers: {
      ...(headers?.["cache-control"] && { "cache-control": headers["cache-control"] }),
      "content-type": "application/json",
      ...(!isOlder && { "ory-error-id": id ?? "" }),
      vary: "Cookie",
    },
    ...(keepsCookies && cookies && { cookies }),
    body: {
      error: { ...(id && { id }), code, status, reason: "<text>", message: "<text>", ...error },
      ...beside,
    },
  };
}

const common = ["id", "type", "expires_at", "issued_at", "request_url"];
const own = {
  login: ["organization_id", "created_at", "updated_at", "refresh", "requested_aal"],
  registration: ["organization_id"],
  settings: ["identity"],
};
export type FormKind = keyof typeof own;

/** A refused submission, as JSON: the flow's form with what is wrong. */
export function formAnswer(
  { step }: RecordedStep,
  kind: FormKind,
  {
    active,
    state = kind === "settings" ? "show_form" : "choose_method",
    ...said
  }: ({ messages: string[] } | { nodes: JsonValue }) & { active?: string; state?: string },
): RecordedStep {
  const kept = [...common, ...own[kind]].map((key) => [key, anything] as const);
  const ui = { action: anything, method: "POST", ...("nodes" in said ? said : { ...said, nodes: anything }) };
  return {
    step,
    status: 400,
    headers: { "content-type": "application/json; charset=utf-8", vary: "Cookie" },
    body: { ...Object.fromEntries(kept), ui, state, ...(active && { active }) },
  };
}

/** The recorded flow with another form. A key that is undefined is taken out. */
export function withFlow(
  recorded: RecordedStep,
  changes: Record<string, JsonValue | undefined>,
  ui: Record<string, JsonValue | undefined>,
): RecordedStep {
  const flow = objectOf(recorded.body);
  return {
    ...recorded,
    body: defined({ ...flow, ...changes, ui: defined({ ...objectOf(flow["ui"]), ...ui }) }),
  };
}

/** Whose form a submission is of. */
export function kindOf({ request }: Pick<Moment, "request">): FormKind {
  const kind = "send" in request ? /(settings|registration)\?/.exec(request.send)?.[1] : undefined;
  return kind === "settings" || kind === "registration" ? kind : "login";
}

export function sentBy({ request }: Pick<Moment, "request">): Json {
  if (!("send" in request)) return {};
  return { ...objectOf(request.json), ...request.form };
}

export function nodesOf({ body }: RecordedStep): string[] {
  const nodes = objectOf(objectOf(body)["ui"])["nodes"];
  return Array.isArray(nodes) ? nodes.map(String) : [];
}

export function messagesOf({ body }: RecordedStep): string[] {
  const messages = objectOf(objectOf(body)["ui"])["messages"];
  return Array.isArray(messages) ? messages.map(String) : [];
}

export function withoutCookies({ cookies: _cookies, ...rest }: RecordedStep): RecordedStep {
  return rest;
}

/** The recorded answer with one text in the place of another, wherever it stands. */
export function replaced(recorded: RecordedStep, before: string, after: string): RecordedStep {
  // Within a text, quotation marks are escaped.
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  const made = JSON.stringify(recorded).replaceAll(quoted(before), quoted(after)).replaceAll(before, after);
  return JSON.parse(made) as RecordedStep;
}

export function objectOf(value: JsonValue | undefined): Json {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

function defined(value: Record<string, JsonValue | undefined>): Json {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const])),
  );
}
