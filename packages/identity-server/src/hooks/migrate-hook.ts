// `migrate_hook`: asks an older system whether a password is right, for whom it was not brought along. What was typed goes
// there, so the answer is the only thing that counts, and nothing of the request is logged.
import { randomUUID } from "node:crypto";
import type { Config, MigrateHookConfig } from "../config/index.js";
import type { Context } from "../context.js";
import type { LoginFlow } from "../flows/flow.js";
import type { FlowRequest } from "../flows/request.js";
import { ApiError } from "../http/error.js";
import type { Identity } from "../identities/identity.js";
import { isJsonObject } from "../json.js";
import { allHeaders } from "../outgoing/allowed-headers.js";
import { OutgoingError, type OutgoingAnswer, type OutgoingRequest } from "../outgoing/client.js";
import { jsonRequest, templatedRequest } from "../outgoing/request.js";
import { flowAsBefore, hookContext } from "./web-hook.js";

export interface MigrateHookInput {
  flow: LoginFlow;
  request: FlowRequest;
  identity: Identity;
  /** As it was typed. */
  identifier: string;
  password: string;
}

const KEY = "selfservice.methods.password.config.migrate_hook";
const RETRIES = 2;
const MAX_BYTES = 1024;

/** Undefined where the configuration has none. */
export function migrateHookOf({ selfservice }: Config): MigrateHookConfig | undefined {
  const { enabled, config } = selfservice.methods.password.config.migrate_hook;
  return enabled ? config : undefined;
}

/**
 * @returns whether the older system says that the password is right
 * @throws ApiError 500 when there is no such hook, or its template fails; 502 when the older system answers neither yes
 *   nor no
 */
export async function isRightElsewhere(context: Context, input: MigrateHookInput): Promise<boolean> {
  const hook = migrateHookOf(context.config());
  if (!hook) throw switchedOff();
  const started = performance.now();
  const answer = await ask(context, hook, await requestOf(context, hook, input));
  const isRight = isYes(answer);
  const durationMs = Math.round(performance.now() - started);
  context.log.info({ status: answer.status, isRight, durationMs }, "the migrate hook was answered");
  if (answer.status !== 200 && answer.status !== 403) throw answeredBadly(answer.status);
  return isRight;
}

async function requestOf(
  context: Context,
  hook: MigrateHookConfig,
  { flow, request, identity, identifier, password }: MigrateHookInput,
): Promise<OutgoingRequest> {
  const { url = "" } = hook;
  if (hook.body === undefined) return jsonRequest({ ...hook, url }, { identifier, password });
  const before = flowAsBefore(context, flow);
  const told = {
    ...hookContext(context, { flow: before, request, identity }),
    // As in Kratos, the template chooses what of the request the older system hears.
    request_headers: allHeaders(request),
    identifier,
    password,
  };
  try {
    const made = await templatedRequest(context.http, { ...hook, url }, told, `${KEY}.config`);
    if (made) return made;
  } catch (error) {
    throw templateFailed(context, error);
  }
  throw templateFailed(
    context,
    new Error("the template cancels the request, and nobody else knows the password"),
  );
}

async function ask(
  context: Context,
  hook: MigrateHookConfig,
  request: OutgoingRequest,
): Promise<OutgoingAnswer> {
  const triggerId = randomUUID();
  try {
    return await context.http.send(request, {
      retries: RETRIES,
      maxBytes: MAX_BYTES,
      ...(hook.emit_analytics_event && {
        headersOfAttempt: () => ({
          "ory-webhook-request-id": randomUUID(),
          "ory-webhook-trigger-id": triggerId,
        }),
      }),
    });
  } catch (error) {
    const reason = error instanceof OutgoingError ? error.message : String(error);
    context.log.error({ reason }, "the migrate hook failed");
    throw new ApiError({
      code: 502,
      message: "The migrate hook was not reached",
      reason: "Another service, which this sign-in depends on, cannot be reached. Try again later.",
    });
  }
}

function isYes({ status, body }: OutgoingAnswer): boolean {
  if (status !== 200) return false;
  try {
    const said: unknown = JSON.parse(body);
    return isJsonObject(said) && said.status === "password_match";
  } catch {
    return false;
  }
}

function switchedOff(): ApiError {
  return new ApiError({
    code: 500,
    id: "invalid_configuration",
    message: "The configuration does not fit what is stored",
    reason: `The password of this account is known to an older system alone, and ${KEY} is not enabled.`,
  });
}

function answeredBadly(status: number): ApiError {
  return new ApiError({
    code: 502,
    message: `The migrate hook was answered with ${String(status)}`,
    reason: "Another service, which this sign-in depends on, did not answer as it should. Try again later.",
  });
}

function templateFailed(context: Context, error: unknown): ApiError {
  const debug = error instanceof Error ? error.message : String(error);
  context.log.error({ reason: debug }, "the template of the migrate hook failed");
  return new ApiError({ code: 500, message: "The migrate hook failed", debug });
}
