// Words to write scenarios with. Each gives plain steps.
import type {
  ClientKind,
  JsonValue,
  Keep,
  KeyBehaviour,
  KeyStep,
  MailStep,
  RequestStep,
  Scenario,
  Step,
} from "../lib/scenario";

export type FlowKind = "login" | "registration" | "recovery" | "verification" | "settings";
export type Visitor = "html" | "spa" | "native";

export const visitors: Visitor[] = ["html", "spa", "native"];

/** How a client kind reads in the name of a scenario. */
export const inWords: Record<Visitor, string> = {
  html: "a browser",
  spa: "a script",
  native: "a native client",
};

export const ui = "http://localhost:3000";
export const password = "violet-meadow-1947";
export const otherPassword = "copper-lantern-2051";

/** The address of a person of this scenario. */
export function address(who: string): string {
  return `${who}-{{run}}@foyer.example`;
}

export function scenario(
  name: string,
  steps: (Step | Step[])[],
  options: { variant?: string; alone?: boolean } = {},
): Scenario {
  const { variant = "default", alone } = options;
  return alone ? { name, variant, alone, steps: steps.flat() } : { name, variant, steps: steps.flat() };
}

export type RequestOptions = Omit<RequestStep, "step" | "as" | "send">;

export function request(
  step: string,
  as: ClientKind,
  send: string,
  options: RequestOptions = {},
): RequestStep {
  return { step, as, send, ...options };
}

interface StartOptions {
  browser?: string;
  /** Query of the start, without the question mark. */
  query?: string;
  /** The name that the flow's id is kept under; its token goes under `<name>-csrf`. */
  flow?: string;
  headers?: Record<string, string>;
  /** The start itself is what the scenario is about. */
  recorded?: boolean;
}

/** Starts a flow and keeps its id (`flow`) and, for browsers, the token of its form (`flow-csrf`). */
export function start(kind: FlowKind, as: Visitor, options: StartOptions = {}): Step[] {
  const { browser, query, flow = "flow", headers, recorded = false } = options;
  const common: RequestOptions = {
    ...(browser !== undefined && { browser }),
    ...(headers && { headers }),
    ...(!recorded && { brief: true }),
  };
  const path = `/self-service/${kind}/${as === "native" ? "api" : "browser"}${query === undefined ? "" : `?${query}`}`;
  const name = flow === "flow" ? `start ${kind}` : `start ${kind} (${flow})`;
  if (as === "native") return [request(name, as, `GET ${path}`, { ...common, keep: { [flow]: "body.id" } })];
  const both = { [flow]: "body.id", [`${flow}-csrf`]: "node.csrf_token" };
  if (as === "spa") return [request(name, as, `GET ${path}`, { ...common, keep: both })];
  return [
    request(name, as, `GET ${path}`, { ...common, keep: { [flow]: "location.flow" } }),
    look(kind, { ...common, flow, step: `${name}, the form` }),
  ];
}

interface LookOptions extends RequestOptions {
  flow?: string;
  step?: string;
  as?: Visitor;
  /** The form may not be shown: there is no token to keep. */
  keepNothing?: boolean;
}

/** Fetches a flow as its page does; the token of its form is kept anew. */
export function look(kind: FlowKind, options: LookOptions = {}): RequestStep {
  const { flow = "flow", step = "what the form then shows", as = "spa", keepNothing, ...rest } = options;
  const keep = as === "native" || keepNothing ? undefined : { [`${flow}-csrf`]: "node.csrf_token" };
  return request(step, as, `GET /self-service/${kind}/flows?id={{${flow}}}`, {
    ...(keep && { keep }),
    ...rest,
  });
}

interface SubmitOptions extends RequestOptions {
  flow?: string;
  step?: string;
  /** Added to the address, without the ampersand. */
  query?: string;
  /** Sent in the token's place; `null`: no token. */
  csrf?: string | null;
}

/** Sends a flow's form in the way of the client: fields by dotted names, or JSON. The token goes with it. */
export function submit(
  kind: FlowKind,
  as: Visitor,
  fields: { [key: string]: JsonValue },
  options: SubmitOptions = {},
): RequestStep {
  const { flow = "flow", step = "submit", query, csrf, ...rest } = options;
  const token = csrf === undefined ? `{{${flow}-csrf}}` : csrf;
  const all = as === "native" || token === null ? fields : { csrf_token: token, ...fields };
  const path = `/self-service/${kind}?flow={{${flow}}}${query === undefined ? "" : `&${query}`}`;
  return request(step, as, `POST ${path}`, {
    ...(as === "html" ? { form: dotted(all) } : { json: all }),
    ...rest,
  });
}

function dotted(fields: { [key: string]: JsonValue }, prefix = ""): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      Object.assign(flat, dotted(value, `${prefix}${key}.`));
    } else {
      flat[`${prefix}${key}`] = typeof value === "string" ? value : JSON.stringify(value);
    }
  }
  return flat;
}

/** For a step that ends on the error page: reads that error, as the page does. */
export function withError(step: RequestStep): Step[] {
  return [
    { ...step, keep: { ...step.keep, error: "location.id" } },
    request("the error that the page shows", "spa", "GET /self-service/errors?id={{error}}", {
      ...(step.browser !== undefined && { browser: step.browser }),
    }),
  ];
}

/** A step of a browser (error page) or of another client (error in the answer). */
export function refused(step: RequestStep): Step[] {
  return step.as === "html" ? withError(step) : [step];
}

/** Creates a person with an address and a password; keeps the id under the person's name. */
export function person(who = "ada", more: { [key: string]: JsonValue } = {}): RequestStep {
  return request(`create ${who}`, "admin", "POST /admin/identities", {
    json: {
      traits: { email: address(who) },
      credentials: { password: { config: { password } } },
      ...more,
    },
    keep: { [who]: "body.id" },
    brief: true,
  });
}

interface SignInOptions {
  browser?: string;
  who?: string;
  query?: string;
  /** The name of the field for the address. */
  field?: string;
  /** A script is told to go on to the second factor, and nothing of its session. */
  isHalfway?: boolean;
}

/** Signs a person in; keeps the session's id (`session`) and, of native clients, its token (`token`). */
export function signIn(
  as: Visitor,
  { browser, who = "ada", query, field = "identifier", isHalfway = false }: SignInOptions = {},
): Step[] {
  // A browser's session is the same whichever way its form was sent; only a script's answer tells its id.
  const client = as === "native" ? "native" : "spa";
  const name = browser === undefined ? who : browser;
  const flow = `${name}-login`;
  const keep: Record<string, Keep> = isHalfway ? {} : { [suffixed("session", browser)]: "body.session.id" };
  if (client === "native") keep[suffixed("token", browser)] = "body.session_token";
  return [
    ...start("login", client, {
      flow,
      ...(browser !== undefined && { browser }),
      ...(query !== undefined && { query }),
    }),
    submit(
      "login",
      client,
      { method: "password", [field]: address(who), password },
      { flow, step: `sign in ${name}`, keep, brief: true, ...(browser !== undefined && { browser }) },
    ),
  ];
}

function suffixed(name: string, browser: string | undefined): string {
  return browser === undefined ? name : `${name}-${browser}`;
}

/** The headers of a native client that holds a session. */
export const bearer = { headers: { "x-session-token": "{{token}}" } };

export function mail(to: string, count: number, keep?: MailStep["keep"]): MailStep {
  const step: MailStep = { step: `mail ${count}`, mailTo: to, count };
  return keep ? { ...step, keep } : step;
}

interface CeremonyOptions {
  /** The name of the value that holds the options; "options" unless given. */
  options?: string;
  /** The name that the answer is kept under; "answer" unless given. */
  keep?: string;
  with?: KeyBehaviour;
  step?: string;
}

/** A key makes a credential for what an earlier step has kept as `options`; its answer is kept as `answer`. */
export function makeKey(key = "key", options: CeremonyOptions = {}): KeyStep {
  return ceremony("create", key, options);
}

/** A key signs what an earlier step has kept as `options`; its answer is kept as `answer`. */
export function useKey(key = "key", options: CeremonyOptions = {}): KeyStep {
  return ceremony("sign", key, options);
}

function ceremony(does: KeyStep["does"], key: string, given: CeremonyOptions): KeyStep {
  const {
    options = "options",
    keep = "answer",
    step = does === "create" ? `make ${key}` : `use ${key}`,
  } = given;
  return { step, key, does, options: `{{${options}}}`, keep, ...(given.with && { with: given.with }) };
}

export function whoami(as: Visitor, options: RequestOptions = {}): RequestStep {
  return request("who is signed in", as, "GET /sessions/whoami", options);
}
