// `web_hook`: tells another service of a flow, and lets it refuse or change what the flow is about to do.
import { randomUUID } from "node:crypto";
import type { WebHookConfig } from "../config/index.js";
import type { Context } from "../context.js";
import type { Flow, LoginFlow, RegistrationFlow } from "../flows/flow.js";
import { flowJson } from "../flows/json.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { FlowRequest } from "../flows/request.js";
import { ApiError } from "../http/error.js";
import type { Identity } from "../identities/identity.js";
import { toldIdentityJson } from "../identities/json.js";
import { isJsonObject, type JsonObject } from "../json.js";
import { allowedHeaders } from "../outgoing/allowed-headers.js";
import { OutgoingError, type OutgoingAnswer } from "../outgoing/client.js";
import { templatedRequest } from "../outgoing/request.js";
import { sessionJson } from "../sessions/json.js";
import type { Session } from "../sessions/session.js";
import { readChanges, readRefusal, type IdentityChanges } from "./web-hook-answer.js";

export interface WebHookInput {
  flow: Flow;
  request: FlowRequest;
  identity?: Identity;
  session?: { session: Session; identity: Identity };
  /**
   * What is not stored yet, and has no id and no times for the other service: it might never come to be. A new flow is
   * told of with its id, but without its times.
   */
  isNew?: "flow" | "identity" | "session";
}

const RETRIES = 2;
/** What Kratos says for an id and a time that are not known yet. */
const NO_ID = "00000000-0000-0000-0000-000000000000";
const NO_TIME = "0001-01-01T00:00:00Z";
const KEY = "web_hook.config";

/** Whether the other service may refuse or change what happens: it is then asked before anything is stored. */
export function isAskedFirst({ can_interrupt, response }: WebHookConfig): boolean {
  return can_interrupt || response.parse;
}

/**
 * Sends the request and waits for the answer, unless it is to be ignored.
 *
 * @returns what the other service wants to be different in the identity, where its answer is read
 * @throws FieldIssuesError with the messages of the other service, where it may interrupt
 * @throws ApiError 502, 504 or 500 when it answers with an error, not in time, or not at all
 */
export async function runWebHook(
  context: Context,
  hook: WebHookConfig,
  input: WebHookInput,
): Promise<IdentityChanges> {
  const sending = send(context, hook, hookContext(context, input));
  if (!hook.response.ignore) return sending;
  // The flow goes on at once; what becomes of the request stands in the log.
  sending.catch(() => undefined);
  return {};
}

/** What a template sees as `ctx`. */
export function hookContext(context: Context, input: WebHookInput): JsonObject {
  const { request, identity, session, isNew } = input;
  const config = context.config();
  const identityJson = identity && toldIdentityJson(config, identity);
  const shownSession =
    session && sessionJson(config, session.session, session.identity, { now: context.now(), isActive: true });
  return {
    flow: flowContext(context, input),
    request_headers: allowedHeaders(config, request),
    request_method: request.method,
    request_url: request.url.href,
    request_cookies: { ...request.cookies },
    ...(identityJson && { identity: isNew === "identity" ? withoutIdentity(identityJson) : identityJson }),
    ...(shownSession && { session: isNew === "session" ? withoutSession(shownSession) : shownSession }),
  };
}

/** The flow as it was before the submission in hand filled its form in: what web hooks are told of. */
export function flowAsBefore<F extends LoginFlow | RegistrationFlow>(context: Context, flow: F): F {
  const stored = context.store.flows.find(flow.kind, flow.id);
  return stored ? { ...flow, ui: stored.ui } : flow;
}

function flowContext(context: Context, { flow, request, session, isNew }: WebHookInput): JsonObject {
  const tellsPayload = isNew !== "flow" && flow.kind !== "settings";
  const told: Flow = { ...flow, ...(tellsPayload && { transientPayload: flow.transientPayload ?? {} }) };
  const shown = flowJson(context.config(), told, {
    csrfToken: flow.type === "browser" ? request.csrf.token() : "",
    ...(session && { identity: session.identity }),
  });
  const plain = JSON.parse(JSON.stringify(shown)) as JsonObject;
  if (isNew !== "flow" || plain.created_at === undefined) return plain;
  return { ...plain, created_at: NO_TIME, updated_at: NO_TIME };
}

function withoutIdentity(identity: JsonObject): JsonObject {
  const bare: JsonObject = {
    ...identity,
    id: NO_ID,
    schema_url: "",
    created_at: NO_TIME,
    updated_at: NO_TIME,
  };
  for (const name of ["verifiable_addresses", "recovery_addresses"]) {
    const addresses = bare[name];
    if (!Array.isArray(addresses)) continue;
    bare[name] = addresses
      .filter(isJsonObject)
      .map((address) => ({ ...address, id: NO_ID, created_at: NO_TIME, updated_at: NO_TIME }));
  }
  return bare;
}

function withoutSession(session: JsonObject): JsonObject {
  const devices = Array.isArray(session.devices) ? session.devices.filter(isJsonObject) : [];
  return { ...session, id: NO_ID, devices: devices.map((device) => ({ ...device, id: NO_ID })) };
}

async function send(context: Context, hook: WebHookConfig, body: JsonObject): Promise<IdentityChanges> {
  const started = performance.now();
  const { origin, pathname } = new URL(hook.url);
  const about = { webHook: hook.id ?? `${origin}${pathname}` };
  try {
    const answer = await exchange(context, hook, body);
    if (!answer) {
      context.log.info(about, "a web hook was cancelled by its template");
      return {};
    }
    const changes = readAnswer(hook, answer);
    const durationMs = Math.round(performance.now() - started);
    context.log.info({ ...about, status: answer.status, durationMs }, "a web hook was answered");
    return changes;
  } catch (error) {
    if (error instanceof FieldIssuesError) {
      context.log.info(about, "a web hook refused what a flow was about to do");
      throw error;
    }
    const reason = error instanceof Error ? error.message : String(error);
    context.log[hook.response.ignore ? "warn" : "error"]({ ...about, reason }, "a web hook failed");
    throw asApiError(error);
  }
}

/** The address' query and the headers may hold secrets, the body personal data: none of it is logged. */
async function exchange(
  context: Context,
  hook: WebHookConfig,
  body: JsonObject,
): Promise<OutgoingAnswer | undefined> {
  const request = await templatedRequest(context.http, hook, body, KEY);
  if (!request) return undefined;
  // The same for all attempts, so that the other side can tell a repetition.
  const triggerId = randomUUID();
  return context.http.send(request, {
    retries: RETRIES,
    ...(hook.emit_analytics_event && {
      headersOfAttempt: () => ({
        "ory-webhook-request-id": randomUUID(),
        "ory-webhook-trigger-id": triggerId,
      }),
    }),
  });
}

function readAnswer(hook: WebHookConfig, answer: OutgoingAnswer): IdentityChanges {
  if (answer.status < 400) return hook.response.parse ? readChanges(answer) : {};
  if (isAskedFirst(hook)) throw readRefusal(answer);
  throw new ApiError({
    code: 502,
    message: `The web hook was answered with ${String(answer.status)}`,
    reason: "Another service, which this step depends on, did not answer as it should. Try again later.",
  });
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof OutgoingError && error.fault === "timeout") {
    return new ApiError({
      code: 504,
      message: "The web hook was not answered in time",
      reason: "Another service, which this step depends on, cannot be reached. Try again later.",
    });
  }
  return new ApiError({ code: 500, statusForNative: 400, message: "A web hook failed", debug: message });
}
