// A flow as its page gets it, written once for as long as nothing about it changes: only the token for its form is new
// each time.
import { randomUUID } from "node:crypto";
import type { Config } from "../config/index.js";
import type { Flow } from "../flows/flow.js";
import { flowJson } from "../flows/json.js";
import type { Identity } from "../identities/identity.js";
import type { Visit } from "./visit.js";

interface Written {
  config: Config;
  identity: Identity | undefined;
  /** The JSON, cut where the token belongs. */
  parts: string[];
}

/** Stands for the token while the flow is written; nobody knows it, so nothing that was typed can look like it. */
const PLACE_OF_TOKEN = randomUUID();

const written = new WeakMap<Readonly<Flow>, Written>();

/**
 * The JSON of a flow that was read to be shown (`FlowStore.findToShow`).
 *
 * @param flow not to be changed: what was written for it is used again
 */
export function shownFlow(visit: Visit, flow: Readonly<Flow>): string {
  // Whoever may see a settings flow is the one whose settings they are.
  const identity = flow.kind === "settings" ? visit.session()?.identity : undefined;
  const known = written.get(flow);
  const isCurrent = known?.config === visit.config && known.identity === identity;
  const parts = isCurrent ? known.parts : write(visit.config, flow, identity);
  return parts.join(flow.type === "browser" ? visit.csrf.token() : "");
}

function write(config: Config, flow: Readonly<Flow>, identity: Identity | undefined): string[] {
  const json = flowJson(config, flow, { csrfToken: PLACE_OF_TOKEN, ...(identity && { identity }) });
  const parts = JSON.stringify(json).split(PLACE_OF_TOKEN);
  written.set(flow, { config, identity, parts });
  return parts;
}
