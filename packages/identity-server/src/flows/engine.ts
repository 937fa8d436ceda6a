// What all kinds of flow share: how one begins, is fetched, is submitted to, and what becomes of it when it is over.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import { flowExpired, flowGone, methodDisabled, missingFlowId, notFound } from "../http/errors.js";
import type { Commit, Method } from "../methods/method.js";
import { genericProblem } from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { sortNodes, type NodeOrder } from "../ui/sort.js";
import type { Flow, FlowBase, FlowByKind, FlowKind, FlowType, ShownFlow } from "./flow.js";
import { addMessage, clearMessages, showIssues } from "./nodes.js";
import { FieldIssuesError, type FieldIssue, type StartOutcome, type SubmitOutcome } from "./outcome.js";
import type { FlowRequest, Submission } from "./request.js";
import { checkedReturnTo, publicUrl, withQuery } from "./return-to.js";
import { digestOf } from "./token-exchange.js";

/** A kind of flow, as http/ sees it. What goes wrong is thrown as ApiError. */
export interface FlowDefinition {
  kind: FlowKind;
  /** @throws ApiError when the configuration switches the whole flow off */
  assertEnabled?(context: Context): void;
  start(context: Context, request: FlowRequest, type: FlowType): Promise<StartOutcome>;
  /** For its page. */
  fetch(context: Context, request: FlowRequest): ShownFlow;
  submit(context: Context, submission: Submission): Promise<SubmitOutcome>;
}

/** How one kind of flow takes submissions. */
export interface SubmissionRules<K extends FlowKind> {
  kind: K;
  /** Session rules, before all else. An outcome returned here is the answer. */
  admit?(flow: FlowByKind[K]): SubmitOutcome | undefined;
  /** A new flow of the same type and request in the place of one that is over; not stored yet. */
  renew(flow: FlowByKind[K]): Promise<FlowByKind[K]>;
  expiredMessage(expiredAt: number, now: number): UiMessage;
  /** Given when a completed flow takes no more submissions. */
  completedMessage?: () => UiMessage;
  /** How scripts and native clients learn of the new flow. */
  replacedKind: "replaced" | "replaced-fetch";
  /** The work. May throw FieldIssuesError or ApiError 400: the flow then shows what is wrong. */
  handle(flow: FlowByKind[K]): Promise<SubmitOutcome>;
  /** The order of nodes to restore when something is wrong; undefined where nodes are not sorted. */
  order?: NodeOrder;
  /** Verification lets messages gather; the other kinds show the newest only. */
  keepsMessages?: boolean;
}

/** What a flow takes over from the request that starts it. */
export interface FlowStart {
  url: URL;
  query: URLSearchParams;
  csrf: { hash(): string };
}

/**
 * The beginning of a flow of any kind: without nodes, not stored.
 *
 * @param previous the flow whose place it takes, if any
 * @throws ApiError 400 when `return_to` is not allowed
 */
export function newFlowBase(
  context: Context,
  kind: FlowKind,
  type: FlowType,
  request: FlowStart,
  previous?: Flow,
): FlowBase {
  const config = context.config();
  const now = context.now();
  const id = randomUUID();
  return {
    id,
    type,
    issuedAt: now,
    expiresAt: now + config.selfservice.flows[kind].lifespan,
    completedAt: null,
    createdAt: now,
    updatedAt: now,
    requestUrl: previous?.requestUrl ?? request.url.href,
    returnTo: previous ? previous.returnTo : checkedReturnTo(config, request.query),
    active: null,
    ui: {
      action: withQuery(publicUrl(config, `/self-service/${kind}`), { flow: id }),
      method: "POST",
      nodes: [],
    },
    csrfHash: type === "browser" ? request.csrf.hash() : "",
    internal: {},
  };
}

/**
 * Stores a new flow, with the code by which a native client may fetch the session that it ends in.
 *
 * @param commit what is to be stored with it
 */
export async function createFlow(context: Context, flow: Flow, commit?: Commit): Promise<void> {
  await context.store.write(() => {
    context.store.flows.insert(flow);
    if ("sessionTokenExchangeCode" in flow && flow.sessionTokenExchangeCode !== undefined) {
      context.store.tokenExchanges.insert(flow.id, digestOf(flow.sessionTokenExchangeCode));
    }
    commit?.();
  });
}

/** Stores what a submission changed. @param commit what is to be stored with it */
export async function saveFlow(context: Context, flow: Flow, commit?: Commit): Promise<void> {
  flow.updatedAt = context.now();
  await context.store.write(() => {
    context.store.flows.update(flow);
    commit?.();
  });
}

/** The page of a flow. */
export function flowPageUrl(context: Context, flow: Readonly<Pick<Flow, "id" | "kind">>): string {
  return withQuery(context.config().selfservice.flows[flow.kind].ui_url, { flow: flow.id });
}

/** Whether a submission names this method. @throws ApiError 404 when it does and the method is switched off */
export function isChosen(context: Context, method: Method, submission: Submission): boolean {
  if (submission.method !== method.id) return false;
  if (!method.isEnabled(context.config())) throw methodDisabled();
  return true;
}

/**
 * Fetches a flow for its page: by `?id=`, of this kind, of this visitor, within its time.
 *
 * @throws ApiError 404, 403 or 410
 */
export function fetchFlow<K extends FlowKind>(context: Context, kind: K, request: FlowRequest): ShownFlow<K> {
  const flow = context.store.flows.findToShow(kind, request.query.get("id") ?? "");
  if (!flow) throw notFound();
  if (isBound(flow) && !request.csrf.owns(flow.csrfHash)) throw request.csrf.violation();
  assertNotExpired(context, kind, flow);
  return flow;
}

/** Whether the flow shows itself only to the browser that began it. */
function isBound(flow: Readonly<Flow<string>>): boolean {
  return flow.type === "browser" && !(flow.kind === "recovery" && flow.skipCsrfCheck);
}

/** @throws ApiError 410 with where to start anew */
export function assertNotExpired(context: Context, kind: FlowKind, flow: Readonly<FlowBase<string>>): void {
  if (flow.expiresAt > context.now()) return;
  const config = context.config();
  if (flow.type === "api") {
    throw flowGone(
      { api: publicUrl(config, `/self-service/${kind}/api`) },
      { hasId: kind !== "verification" && kind !== "settings" },
    );
  }
  const start = publicUrl(config, `/self-service/${kind}/browser`);
  throw flowGone(
    {
      redirect_to: flow.returnTo === null ? start : withQuery(start, { return_to: flow.returnTo }),
      return_to: flow.returnTo ?? "",
    },
    { hasId: kind === "login" || kind === "registration" },
  );
}

/** Takes a submission through what holds for every kind of flow, to its own work and back. */
export async function runSubmission<K extends FlowKind>(
  context: Context,
  submission: Submission,
  rules: SubmissionRules<K>,
): Promise<SubmitOutcome> {
  const flow = findSubmitted(context, rules.kind, submission.request);
  try {
    const early = rules.admit?.(flow);
    if (early) return early;
    if (rules.completedMessage && flow.completedAt !== null) {
      return await replace(context, rules, flow, rules.completedMessage(), flow.completedAt);
    }
    if (flow.expiresAt <= context.now()) {
      const message = rules.expiredMessage(flow.expiresAt, context.now());
      return await replace(context, rules, flow, message, flow.expiresAt);
    }
    if (submission.bodyError) throw submission.bodyError;
    return await rules.handle(flow);
  } catch (error) {
    return settle(context, submission.request, rules, flow, error);
  }
}

/** Shows in the flow what is wrong with a submission, and stores it. */
export async function refuse<K extends FlowKind>(
  context: Context,
  rules: Pick<SubmissionRules<K>, "order" | "keepsMessages">,
  flow: FlowByKind[K],
  issues: FieldIssue[],
): Promise<SubmitOutcome> {
  if (rules.keepsMessages !== true) clearMessages(flow.ui);
  showIssues(flow.ui, issues);
  // As in Kratos, only what went well echoes the payload at sign-in and sign-up.
  if (flow.kind === "login" || flow.kind === "registration") delete flow.transientPayload;
  if (rules.order) flow.ui.nodes = sortNodes(flow.ui.nodes, rules.order);
  await saveFlow(context, flow);
  return { kind: "invalid", flow };
}

/** Thrown within a write when another submission has completed the flow first. */
export class FlowCompletedError extends Error {
  constructor() {
    super("Another submission has completed this flow.");
    this.name = "FlowCompletedError";
  }
}

/** Thrown when a code was right, but came too late: a new flow takes the place of this one. */
export class SecretExpiredError extends Error {
  readonly expiredAt: number;

  constructor(expiredAt: number) {
    super("The code is right, but its time is over.");
    this.name = "SecretExpiredError";
    this.expiredAt = expiredAt;
  }
}

/** Within a write: completes the flow, or throws when it is over already. */
export function completeFlow(context: Context, flow: Flow): void {
  const now = context.now();
  flow.updatedAt = now;
  if (!context.store.flows.complete(flow, now)) throw new FlowCompletedError();
  flow.completedAt = now;
}

function findSubmitted<K extends FlowKind>(context: Context, kind: K, request: FlowRequest): FlowByKind[K] {
  const id = request.query.get("flow") ?? "";
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw missingFlowId();
  const flow = context.store.flows.find(kind, id.toLowerCase());
  if (flow) return flow;
  // Sign-in and sign-up don't say in words what was not found.
  const saysWhy = kind !== "login" && kind !== "registration";
  throw notFound(saysWhy ? "There is no flow of this kind under this id. Start anew." : undefined);
}

/** What becomes of a flow when its work has thrown: a message in it, a new one in its place, or an error. */
export async function settle<K extends FlowKind>(
  context: Context,
  request: FlowRequest,
  rules: SubmissionRules<K>,
  flow: FlowByKind[K],
  error: unknown,
): Promise<SubmitOutcome> {
  if (error instanceof FieldIssuesError) return refuse(context, rules, flow, error.issues);
  if (error instanceof FlowCompletedError && rules.completedMessage) {
    return replace(context, rules, flow, rules.completedMessage(), context.now());
  }
  if (error instanceof SecretExpiredError) {
    const message = rules.expiredMessage(error.expiredAt, context.now());
    return replace(context, rules, flow, message, error.expiredAt);
  }
  if (!(error instanceof ApiError)) throw error;
  // Somebody who looks at a page is told there that there were too many tries.
  const isShown = error.code === 429 && flow.type === "browser" && !request.prefersJson;
  if (error.code === 400 || isShown) {
    const message = genericProblem(error.reason ?? error.message);
    return refuse(context, rules, flow, [{ node: "", message }]);
  }
  return { kind: "failed", error, flowType: flow.type };
}

/** Puts a new flow in the place of one that is over. */
export async function replace<K extends FlowKind>(
  context: Context,
  rules: SubmissionRules<K>,
  flow: FlowByKind[K],
  message: UiMessage,
  overSince: number,
): Promise<SubmitOutcome> {
  const renewed = await rules.renew(flow);
  addMessage(renewed.ui, message);
  await createFlow(context, renewed);
  if (rules.replacedKind === "replaced-fetch") return { kind: "replaced-fetch", flow: renewed };
  const error = flowExpired(overSince, context.now(), renewed.id);
  return { kind: "replaced", flow: renewed, error };
}
