// A flow as clients see it.
import type { Config } from "../config/index.js";
import { publicIdentityJson } from "../identities/json.js";
import type { Identity } from "../identities/identity.js";
import type { LoginRequest } from "../oauth2/login-request.js";
import { iso } from "../time.js";
import type { UiContainer, UiNode } from "../ui/node.js";
import type { ContinueWith, EntryFlow, Flow } from "./flow.js";

/** Plain data for JSON.stringify. */
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
  return {
    ...commonPart(flow, options.csrfToken),
    ...ownPart(config, flow, options.identity),
    ...(options.loginRequest && { oauth2_login_request: options.loginRequest.json }),
    state: flow.state,
    ...(flow.transientPayload && { transient_payload: flow.transientPayload }),
  };
}

function commonPart(flow: Readonly<Flow>, csrfToken: string): Answer {
  return {
    id: flow.id,
    type: flow.type,
    expires_at: iso(flow.expiresAt),
    issued_at: iso(flow.issuedAt),
    request_url: flow.requestUrl,
    ...(flow.returnTo !== null && { return_to: flow.returnTo }),
    ...(flow.active !== null && { active: flow.active }),
    ui: uiJson(flow.ui, csrfToken),
  };
}

function ownPart(config: Config, flow: Readonly<Flow>, identity: Identity | undefined): Answer {
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
        ...(identity && { identity: publicIdentityJson(config, identity) }),
        ...continuePart(flow.continueWith),
      };
  }
}

function entryPart(flow: Readonly<EntryFlow>): Answer {
  return {
    organization_id: flow.organizationId,
    ...(flow.oauth2LoginChallenge !== null && { oauth2_login_challenge: flow.oauth2LoginChallenge }),
    ...(flow.sessionTokenExchangeCode !== undefined && {
      session_token_exchange_code: flow.sessionTokenExchangeCode,
    }),
    ...(flow.schemaId !== null && { identity_schema: flow.schemaId }),
  };
}

function continuePart(items: ContinueWith[]): Answer {
  return items.length > 0 ? { continue_with: items } : {};
}

function uiJson(ui: UiContainer, csrfToken: string): Answer {
  return {
    action: ui.action,
    method: ui.method,
    nodes: ui.nodes.map((node) => withCsrfToken(node, csrfToken)),
    ...(ui.messages && ui.messages.length > 0 && { messages: ui.messages }),
  };
}

function withCsrfToken(node: UiNode, csrfToken: string): UiNode {
  if (node.type !== "input" || node.attributes.name !== "csrf_token") return node;
  return { ...node, attributes: { ...node.attributes, value: csrfToken } };
}
