// A flow as its page gets it, written once for as long as nothing about it changes: only the token for its form is new
// each time.
import { randomUUID } from "node:crypto";
import type { Config } from "../config/index.js";
import type { Flow } from "../flows/flow.js";
import { flowJson, nodesJson } from "../flows/json.js";
import type { Identity } from "../identities/identity.js";
import type { UiNode } from "../ui/node.js";
import type { Visit } from "./visit.js";

interface Written {
  config: Config;
  identity: Identity | undefined;
  /** The JSON before and after the nodes. */
  before: string;
  after: string;
}

/** Stands for the token while the flow is written; nobody knows it, so nothing that was typed can look like it. */
const PLACE_OF_TOKEN = randomUUID();
const EMPTY_NODES = '"nodes":[]';

const written = new WeakMap<Readonly<Flow>, Written>();
/** The JSON of nodes, cut where the token belongs. Flows whose forms are alike share their nodes. */
const writtenNodes = new WeakMap<UiNode[], string[]>();

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
  const { before, after } = isCurrent ? known : write(visit.config, flow, identity);
  const nodes = writtenNodes.get(flow.ui.nodes) ?? writeNodes(flow.ui.nodes);
  return `${before}${nodes.join(flow.type === "browser" ? visit.csrf.token() : "")}${after}`;
}

function write(config: Config, flow: Readonly<Flow>, identity: Identity | undefined): Written {
  const withoutNodes = { ...flow, ui: { ...flow.ui, nodes: [] } };
  const text = JSON.stringify(
    flowJson(config, withoutNodes, { csrfToken: "", ...(identity && { identity }) }),
  );
  // What stands before the nodes is text, and quotes in texts are escaped: nothing there looks like this.
  const place = text.indexOf(EMPTY_NODES) + EMPTY_NODES.length - "[]".length;
  const parts = { config, identity, before: text.slice(0, place), after: text.slice(place + "[]".length) };
  written.set(flow, parts);
  return parts;
}

function writeNodes(nodes: UiNode[]): string[] {
  const parts = JSON.stringify(nodesJson(nodes, PLACE_OF_TOKEN)).split(PLACE_OF_TOKEN);
  writtenNodes.set(nodes, parts);
  return parts;
}
