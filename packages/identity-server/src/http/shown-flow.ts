// A flow as its page gets it, written once for as long as nothing about it changes: only the token for its form is new
// each time.
import type { Config } from "../config/index.js";
import type { ShownFlow } from "../flows/flow.js";
import { shownFlowParts } from "../flows/json.js";
import type { Identity } from "../identities/identity.js";
import type { LoginRequest } from "../oauth2/login-request.js";
import type { Visit } from "./visit.js";

interface Written {
  config: Config;
  identity: Identity | undefined;
  parts: string[];
}

const written = new WeakMap<ShownFlow, Written>();

/**
 * The JSON of a flow that was read to be shown (`FlowStore.findToShow`).
 *
 * @param loginRequest what an OAuth2 server asks for, as it is now
 */
export function shownFlow(visit: Visit, flow: ShownFlow, loginRequest?: LoginRequest): string {
  // Whoever may see a settings flow is the one whose settings they are.
  const identity = flow.kind === "settings" ? visit.session()?.identity : undefined;
  const token = flow.type === "browser" ? visit.csrf.token() : "";
  if (loginRequest) return shownFlowParts(visit.config, flow, { loginRequest }).join(token);
  const known = written.get(flow);
  const isCurrent = known?.config === visit.config && known.identity === identity;
  const parts = isCurrent ? known.parts : write(visit.config, flow, identity);
  return parts.join(token);
}

function write(config: Config, flow: ShownFlow, identity: Identity | undefined): string[] {
  const parts = shownFlowParts(config, flow, identity ? { identity } : {});
  written.set(flow, { config, identity, parts });
  return parts;
}
