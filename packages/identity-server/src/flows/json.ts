// A flow as clients see it.
import { randomUUID } from "node:crypto";
import type { Config } from "../config/index.js";
import { publicIdentityJson } from "../identities/json.js";
import type { Identity } from "../identities/identity.js";
import type { LoginRequest } from "../oauth2/login-request.js";
import { iso } from "../time.js";
import type { UiContainer, UiNode } from "../ui/node.js";
import type { ContinueWith, EntryFlow, Flow, ShownFlow } from "./flow.js";

/** Plain data for JSON.stringify, which leaves out what is undefined. */
type Answer = Record<string, unknown>;

export interface FlowJsonOptions {
  /** A fresh masked token for the form of a browser flow; "" for an api flow. */
  csrfToken: string;
  /** Whose settings these are: needed for a settings flow only. */
  identity?: Identity;
  /** What an OAuth2 server asks for by the flow's challenge. */
  loginRequest?: LoginRequest;
}

export function flowJson(config: Config, flow: Readonly<Flow>, options: FlowJsonOptions): Answer {
  return answer(config, flow, uiJson(flow.ui, options.csrfToken), options);
}

/** The form as text, without a token: it is stored so, and goes so into each answer that shows it. */
export function uiText(ui: UiContainer): string {
  return JSON.stringify(uiJson(ui, ""));
}

/** The form that {@link uiText} wrote. */
export function uiOfText(text: string): UiContainer {
  const ui = JSON.parse(text) as Omit<UiContainer, "nodes"> & { nodes: UiNode[] | null };
  return { ...ui, nodes: ui.nodes ?? [] };
}

/** Stands for the form while the rest of a flow is written; nobody knows it, so nothing that was typed can look like it. */
const PLACE_OF_UI = randomUUID();

/** Where a form's token belongs. Within what was typed no quotation mark is without a backslash. */
const BEFORE_TOKEN = '"name":"csrf_token","type":"hidden","value":"';

/**
 * The JSON of a flow that was read to be shown, cut where its token belongs.
 */
export function shownFlowParts(
  config: Config,
  flow: ShownFlow,
  options: Omit<FlowJsonOptions, "csrfToken">,
): string[] {
  const json = JSON.stringify(answer(config, flow, PLACE_OF_UI, options));
  const [before = "", after = ""] = json.split(`"${PLACE_OF_UI}"`);
  const parts = flow.ui.split(BEFORE_TOKEN);
  return parts.map((part, index) => {
    const start = index === 0 ? before : "";
    return index === parts.length - 1 ? `${start}${part}${after}` : `${start}${part}${BEFORE_TOKEN}`;
  });
}

function answer(
  config: Config,
  flow: Readonly<Flow<unknown>>,
  ui: unknown,
  options: Omit<FlowJsonOptions, "csrfToken">,
): Answer {
  return {
    ...commonPart(flow, ui),
    ...ownPart(config, flow, options.identity),
    oauth2_login_request: options.loginRequest?.json,
    state: flow.state,
    transient_payload: flow.transientPayload,
  };
}

function commonPart(flow: Readonly<Flow<unknown>>, ui: unknown): Answer {
  return {
    id: flow.id,
    type: flow.type,
    expires_at: iso(flow.expiresAt),
    issued_at: iso(flow.issuedAt),
    request_url: flow.requestUrl,
    return_to: flow.returnTo ?? undefined,
    active: flow.active ?? undefined,
    ui,
  };
}

function ownPart(config: Config, flow: Readonly<Flow<unknown>>, identity: Identity | undefined): Answer {
  switch (flow.kind) {
    case "login":
      return {
        ...entryPart(flow),
        created_at: iso(flow.createdAt),
        updated_at: iso(flow.updatedAt),
        refresh: flow.refresh,
        requested_aal: flow.requestedAal,
      };
    case "registration":
      return entryPart(flow);
    case "recovery":
      return continuePart(flow.continueWith);
    case "verification":
      return {};
    case "settings":
      return {
        identity: identity && publicIdentityJson(config, identity),
        ...continuePart(flow.continueWith),
      };
  }
}

function entryPart(flow: Readonly<EntryFlow<unknown>>): Answer {
  return {
    organization_id: flow.organizationId,
    oauth2_login_challenge: flow.oauth2LoginChallenge ?? undefined,
    session_token_exchange_code: flow.sessionTokenExchangeCode,
    identity_schema: flow.schemaId ?? undefined,
  };
}

function continuePart(items: ContinueWith[]): Answer {
  return { continue_with: items.length > 0 ? items : undefined };
}

function uiJson(ui: UiContainer, csrfToken: string): Answer {
  return {
    action: ui.action,
    method: ui.method,
    // As in Kratos, a form without nodes has no list of them.
    nodes: ui.nodes.length > 0 ? ui.nodes.map((node) => withCsrfToken(node, csrfToken)) : null,
    messages: ui.messages && ui.messages.length > 0 ? ui.messages : undefined,
  };
}

/** A recovery that a native client has to begin anew comes with a token already. */
function withCsrfToken(node: UiNode, csrfToken: string): UiNode {
  if (node.type !== "input" || node.attributes.name !== "csrf_token") return node;
  return { ...node, attributes: { ...node.attributes, value: node.attributes.value || csrfToken } };
}
