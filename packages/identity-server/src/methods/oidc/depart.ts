// The way to a provider.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Context } from "../../context.js";
import type { LoginFlow, RegistrationFlow, SettingsFlow } from "../../flows/flow.js";
import { FieldIssuesError } from "../../flows/outcome.js";
import type { FlowRequest, Submission } from "../../flows/request.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../json.js";
import { wrongType } from "../../ui/messages.js";
import { kindOf, pkceMode } from "./providers.js";
import type { Provider, ProviderKind } from "./kind.js";
import { sealState, type ProviderState } from "./state.js";

/** As Kratos names it: also in the cookie. */
export const CONTAINER = "ory_kratos_oidc_auth_code_session";
/** In `flow.internal`, for native clients. */
export const KEPT_KEY = "provider_kept";
const LIFESPAN_MS = 30 * 60 * 1000;

/** What waits for the person to come back. */
export interface Kept {
  traits?: JsonObject;
  transientPayload?: JsonObject | undefined;
}

/**
 * Prepares the way to a provider, and binds the way back to this browser.
 *
 * @returns the address of the provider's sign-in page
 */
export async function depart(
  context: Context,
  flow: LoginFlow | RegistrationFlow | SettingsFlow,
  submission: Submission,
  provider: Provider,
  kept: Kept,
): Promise<string> {
  const upstream = readUpstream(submission);
  const kind = await kindOf(provider);
  const codeVerifier = (await usesPkce(context, provider, kind))
    ? randomBytes(32).toString("base64url")
    : undefined;
  const exchange = context.store.tokenExchanges.findByFlow(flow.id);
  const state: ProviderState = {
    flowId: flow.id,
    flowKind: flow.kind,
    provider: provider.config.id,
    nonce: randomBytes(24).toString("base64url"),
    ...(codeVerifier !== undefined && { codeVerifier }),
    ...(exchange && { initDigest: exchange.initDigest.toString("base64") }),
  };
  const sealed = sealState(context, state);
  await waitInBrowser(context, submission.request, { state: sealed, ...kept });
  // The browser that a native client opens has no cookie of it.
  if (exchange) {
    flow.internal[KEPT_KEY] = {
      ...(kept.traits && { traits: kept.traits }),
      ...(kept.transientPayload && { transientPayload: kept.transientPayload }),
    };
  }
  return kind.authorizeUrl(provider, {
    state: sealed,
    nonce: state.nonce,
    codeChallenge: codeVerifier && createHash("sha256").update(codeVerifier).digest("base64url"),
    isRefresh: flow.kind === "login" && flow.refresh,
    upstream,
  });
}

async function waitInBrowser(
  context: Context,
  request: FlowRequest,
  { state, traits, transientPayload }: Kept & { state: string },
): Promise<void> {
  const container = {
    id: randomUUID(),
    name: CONTAINER,
    identityId: null,
    payload: { state, ...(traits && { traits }), ...(transientPayload && { transientPayload }) },
    expiresAt: context.now() + LIFESPAN_MS,
  };
  await context.store.write(() => {
    context.store.continuity.insert(container);
  });
  request.continuity.set(CONTAINER, container.id);
}

async function usesPkce(context: Context, provider: Provider, kind: ProviderKind): Promise<boolean> {
  const mode = pkceMode(provider.config);
  if (mode !== "auto") return mode === "force";
  try {
    return await kind.supportsPkce(provider);
  } catch (error) {
    context.log.warn(
      { err: error, provider: provider.config.id },
      "whether the provider takes PKCE is not known",
    );
    return false;
  }
}

function readUpstream({ body }: Submission): Record<string, string> {
  const given: JsonValue | undefined = body.upstream_parameters;
  if (given === undefined || given === null || given === "") return {};
  const isRight = isJsonObject(given) && Object.values(given).every((value) => typeof value === "string");
  if (!isRight) {
    throw new FieldIssuesError([
      { node: "upstream_parameters", message: wrongType(["object"], typeof given) },
    ]);
  }
  return given as Record<string, string>;
}
