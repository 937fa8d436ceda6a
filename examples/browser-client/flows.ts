/** Flows by Ory's client, at the door of this very origin: what each answer says becomes what the page does next. */
import {
  Configuration,
  type ContinueWith,
  FrontendApi,
  type LoginFlow,
  type RecoveryFlow,
  type RegistrationFlow,
  ResponseError,
  type Session,
  type SettingsFlow,
  type UpdateLoginFlowBody,
  type UpdateRecoveryFlowBody,
  type UpdateRegistrationFlowBody,
  type UpdateSettingsFlowBody,
  type UpdateVerificationFlowBody,
  type VerificationFlow,
} from "@ory/client-fetch";

export type FlowKind = "login" | "registration" | "recovery" | "verification" | "settings";
export type Flow = LoginFlow | RegistrationFlow | RecoveryFlow | VerificationFlow | SettingsFlow;

/** What is known after something was asked of the service. */
export type Outcome =
  /** A form to show; one that was refused carries the messages that say why. */
  | { kind: "flow"; of: FlowKind; flow: Flow; notice?: string | undefined }
  | { kind: "session"; session: Session }
  | { kind: "nobody" }
  /** The session that was here has run out, or was ended from elsewhere. */
  | { kind: "session-over" }
  /** The way goes on at another address: a provider's, or one of Foyer's own pages. */
  | { kind: "leave"; href: string }
  | { kind: "trouble"; text: string };

// Accept is what makes a browser's flow answer with JSON in place of redirects. The session is a cookie that no script can
// read, and it goes to this origin alone.
const ory = new FrontendApi(
  new Configuration({
    basePath: "/api/ory",
    credentials: "same-origin",
    headers: { Accept: "application/json" },
  }),
);

type Body = Record<string, unknown>;

/** What an answer to a submission may hold, whichever flow it was of. */
type Answer = Partial<Flow> & { session?: Session; continue_with?: ContinueWith[] };

interface Calls {
  start: (query: URLSearchParams) => Promise<Flow>;
  get: (id: string) => Promise<Flow>;
  submit: (flow: string, body: Body) => Promise<Answer>;
}

// A body is made of the flow's own nodes, so the method in it decides on its type.
const CALLS: Record<FlowKind, Calls> = {
  login: {
    start: (query) =>
      ory.createBrowserLoginFlow({
        refresh: query.get("refresh") === "true",
        ...(query.has("aal") && { aal: query.get("aal") ?? "" }),
      }),
    get: (id) => ory.getLoginFlow({ id }),
    submit: (flow, body) =>
      ory.updateLoginFlow({ flow, updateLoginFlowBody: body as unknown as UpdateLoginFlowBody }),
  },
  registration: {
    start: () => ory.createBrowserRegistrationFlow(),
    get: (id) => ory.getRegistrationFlow({ id }),
    submit: (flow, body) =>
      ory.updateRegistrationFlow({
        flow,
        updateRegistrationFlowBody: body as unknown as UpdateRegistrationFlowBody,
      }),
  },
  recovery: {
    start: () => ory.createBrowserRecoveryFlow(),
    get: (id) => ory.getRecoveryFlow({ id }),
    submit: (flow, body) =>
      ory.updateRecoveryFlow({ flow, updateRecoveryFlowBody: body as unknown as UpdateRecoveryFlowBody }),
  },
  verification: {
    start: () => ory.createBrowserVerificationFlow(),
    get: (id) => ory.getVerificationFlow({ id }),
    submit: (flow, body) =>
      ory.updateVerificationFlow({
        flow,
        updateVerificationFlowBody: body as unknown as UpdateVerificationFlowBody,
      }),
  },
  settings: {
    start: () => ory.createBrowserSettingsFlow(),
    get: (id) => ory.getSettingsFlow({ id }),
    submit: (flow, body) =>
      ory.updateSettingsFlow({ flow, updateSettingsFlowBody: body as unknown as UpdateSettingsFlowBody }),
  },
};

export function isFlowKind(text: string): text is FlowKind {
  return Object.hasOwn(CALLS, text);
}

/** @param query  of a login flow: `aal` and `refresh` */
export function startFlow(kind: FlowKind, query = new URLSearchParams()): Promise<Outcome> {
  return outcome(kind, async () => ({ kind: "flow", of: kind, flow: await CALLS[kind].start(query) }));
}

/** @param body  the fields of the form that was sent, the hidden csrf_token among them */
export function submitFlow(kind: FlowKind, flow: Flow, body: Body): Promise<Outcome> {
  return outcome(kind, async () => {
    const answer = await CALLS[kind].submit(flow.id, body);
    const next = answer.continue_with?.find((each) => each.action.startsWith("show_"));
    if (next?.action === "show_verification_ui") return fetchFlow("verification", next.flow.id);
    if (next?.action === "show_settings_ui") return fetchFlow("settings", next.flow.id);
    // Settings and codes come back as the form that was sent, with a word on how it went.
    if (answer.ui) return { kind: "flow", of: kind, flow: answer as Flow };
    // A session that still needs its second factor says so when it is asked who it is.
    return whoIsSignedIn();
  });
}

export function whoIsSignedIn(): Promise<Outcome> {
  return outcome("login", async () => ({ kind: "session", session: await ory.toSession() }));
}

/** The token in the sign-out flow keeps other sites from signing anybody out. */
export function signOut(): Promise<Outcome> {
  return outcome("login", async () => {
    const { logout_token: token } = await ory.createBrowserLogoutFlow();
    await ory.updateLogoutFlow({ token });
    return { kind: "nobody" };
  });
}

function fetchFlow(kind: FlowKind, id: string): Promise<Outcome> {
  return outcome(kind, async () => ({ kind: "flow", of: kind, flow: await CALLS[kind].get(id) }));
}

/** What a refusal may hold: a flow with messages, or an error with an id and, for some, the address where it goes on. */
interface Refusal {
  ui?: unknown;
  error?: { id?: string; message?: string; reason?: string };
  redirect_browser_to?: string;
  use_flow_id?: string;
}

async function outcome(kind: FlowKind, ask: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ResponseError)) return { kind: "trouble", text: "The service can't be reached." };
    const refusal = (await error.response.json().catch(() => ({}))) as Refusal;
    return afterRefusal(kind, error.response.status, refusal);
  }
}

async function afterRefusal(kind: FlowKind, status: number, refusal: Refusal): Promise<Outcome> {
  if (refusal.ui !== undefined) return { kind: "flow", of: kind, flow: refusal as unknown as Flow };
  switch (refusal.error?.id ?? "") {
    case "session_already_available":
      return whoIsSignedIn();
    case "self_service_flow_expired":
    case "self_service_flow_replaced":
    case "security_csrf_violation": {
      const fresh = refusal.use_flow_id ? await fetchFlow(kind, refusal.use_flow_id) : await startFlow(kind);
      const notice = "That form could not be used any more. Here is a new one.";
      return fresh.kind === "flow" ? { ...fresh, notice } : fresh;
    }
    case "session_aal2_required":
    case "session_refresh_required":
    case "browser_location_change_required":
      return follow(refusal.redirect_browser_to ?? "/login");
  }
  // Nobody is signed in: for a page that was opened signed in, that the session is over.
  if (status === 401) return { kind: kind === "settings" ? "session-over" : "nobody" };
  const { reason, message } = refusal.error ?? {};
  return { kind: "trouble", text: reason ?? message ?? `The service answered ${status}.` };
}

/** Addresses of flows lead to a form on this page; all others are left to the browser. */
function follow(href: string): Promise<Outcome> | Outcome {
  const url = new URL(href, location.href);
  const [, started = "", page = ""] = /\/self-service\/(\w+)\/browser$|\/(\w+)\/?$/.exec(url.pathname) ?? [];
  const kind = started || page;
  const id = url.searchParams.get("flow");
  if (isFlowKind(kind) && started) return startFlow(kind, url.searchParams);
  if (isFlowKind(kind) && id !== null) return fetchFlow(kind, id);
  return { kind: "leave", href: /^https?:$/.test(url.protocol) ? url.href : "/" };
}
