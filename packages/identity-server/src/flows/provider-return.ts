// Somebody comes back from a provider. Nothing of what stands in the address is believed before the state in it is shown
// to be ours, of this flow, and of this browser (or of the native client that waits).
import { timingSafeEqual } from "node:crypto";
import type { Context } from "../context.js";
import { badRequest, methodDisabled, notFound } from "../http/errors.js";
import { isJsonObject, type JsonObject } from "../json.js";
import { newLink } from "../methods/oidc/credential.js";
import { CONTAINER, KEPT_KEY } from "../methods/oidc/depart.js";
import { upstreamError } from "../methods/oidc/errors.js";
import type { Provider, ProviderAnswer } from "../methods/oidc/kind.js";
import { showContinue } from "../methods/oidc/nodes.js";
import { linking } from "../methods/oidc/oidc-settings.js";
import { findProvider, kindOf } from "../methods/oidc/providers.js";
import { openState, type ProviderState } from "../methods/oidc/state.js";
import { replace, saveFlow, settle, type SubmissionRules } from "./engine.js";
import type { FlowByKind, LoginFlow, RegistrationFlow, SettingsFlow } from "./flow.js";
import { loginRules } from "./login.js";
import { FieldIssuesError, type SubmitOutcome } from "./outcome.js";
import { signInWith, signUpWith, type Vouched } from "./provider-sign-in.js";
import { orderOf, registrationRules } from "./registration.js";
import type { FlowRequest } from "./request.js";
import { returnUrl } from "./return-to.js";
import { applyChanges, settingsRules } from "./settings.js";
import { noSessionToChange } from "./settings-errors.js";
import { keepForExchange } from "./token-exchange.js";

type Returning = LoginFlow | RegistrationFlow | SettingsFlow;

/**
 * @param pathProvider the provider that the address names; undefined where PKCE is forced
 * @throws ApiError when the way back is not one that began here
 */
export async function comeBack(
  context: Context,
  request: FlowRequest,
  pathProvider: string | undefined,
): Promise<SubmitOutcome> {
  if (!context.config().selfservice.methods.oidc.enabled) throw methodDisabled();
  const sealed = request.query.get("state");
  const state = openState(context, sealed);
  if (pathProvider !== undefined && pathProvider !== state.provider) {
    throw badRequest("This way back belongs to another service. Start again from the sign-in page.");
  }
  const flow: Returning | undefined = context.store.flows.find(state.flowKind, state.flowId);
  if (!flow) throw notFound();
  const elsewhere = signedInAlready(context, request, flow);
  if (elsewhere) return elsewhere;
  const kept = await takeKept(context, request, flow, state, sealed ?? "");
  const back: Back = { context, request, state, sealed: sealed ?? "", kept };
  switch (flow.kind) {
    case "login":
      return finish(
        back,
        flow,
        loginRules(context, request, (login) => signIn(back, login)),
      );
    case "registration":
      return finish(back, flow, {
        ...registrationRules(context, request, (registration) => signUp(back, registration)),
        order: orderOf(context, flow),
      });
    case "settings":
      return link(back, flow);
  }
}

/** What the way back is about. */
interface Back {
  context: Context;
  request: FlowRequest;
  state: ProviderState;
  sealed: string;
  kept: { traits: JsonObject; transientPayload: JsonObject | undefined };
}

/** A way back that is opened again, once it has led to a session. */
function signedInAlready(context: Context, request: FlowRequest, flow: Returning): SubmitOutcome | undefined {
  if (flow.type === "api" || flow.kind === "settings" || !request.session()) return undefined;
  if (flow.kind === "login" && flow.refresh && flow.completedAt === null) return undefined;
  return { kind: "page-elsewhere", to: returnUrl(context.config(), flow.returnTo) };
}

/**
 * Shows that the state belongs to this browser, and takes what waited for it: once. A native client's browser has no
 * cookie; there, the state names the client's own code.
 */
async function takeKept(
  context: Context,
  request: FlowRequest,
  flow: Returning,
  state: ProviderState,
  sealed: string,
): Promise<Back["kept"]> {
  const exchange = context.store.tokenExchanges.findByFlow(flow.id);
  if (flow.type === "api" && exchange) {
    if (!isSame(state.initDigest ?? "", exchange.initDigest.toString("base64"))) throw notResumable();
    return keptIn(objectOr(flow.internal[KEPT_KEY]));
  }
  const id = request.continuity.get(CONTAINER);
  const container = id === undefined ? undefined : context.store.continuity.find(id);
  if (!container || container.name !== CONTAINER || container.expiresAt <= context.now())
    throw notResumable();
  const { state: waiting } = container.payload;
  if (typeof waiting !== "string" || !isSame(waiting, sealed)) {
    throw badRequest("You have chosen a service again since. Go on in the newer window, or start again.");
  }
  if (!(await context.store.write(() => context.store.continuity.delete(container.id)))) throw notResumable();
  return keptIn(container.payload);
}

function keptIn(payload: JsonObject | undefined): Back["kept"] {
  return {
    traits: objectOr(payload?.traits) ?? {},
    transientPayload: objectOr(payload?.transientPayload),
  };
}

async function finish<K extends "login" | "registration">(
  { context, request }: Back,
  flow: FlowByKind[K],
  rules: SubmissionRules<K>,
): Promise<SubmitOutcome> {
  try {
    if (flow.completedAt !== null && rules.completedMessage) {
      return await replace(context, rules, flow, rules.completedMessage(), flow.completedAt);
    }
    if (flow.expiresAt <= context.now()) {
      return await replace(
        context,
        rules,
        flow,
        rules.expiredMessage(flow.expiresAt, context.now()),
        flow.expiresAt,
      );
    }
    return await forNativeClient(context, await rules.handle(flow));
  } catch (error) {
    return forNativeClient(context, await settle(context, request, rules, flow, error));
  }
}

async function signIn(back: Back, flow: LoginFlow): Promise<SubmitOutcome> {
  flow.active = "oidc";
  flow.transientPayload = back.kept.transientPayload;
  return signInWith(back.context, back.request, flow, await vouchedFor(back));
}

async function signUp(back: Back, flow: RegistrationFlow): Promise<SubmitOutcome> {
  flow.transientPayload = back.kept.transientPayload;
  try {
    return await signUpWith(back.context, back.request, flow, await vouchedFor(back));
  } catch (error) {
    // Whoever has come this far goes on with this provider, or starts again.
    if (!(error instanceof FieldIssuesError)) showContinue(back.context, flow, back.state.provider);
    throw error;
  }
}

async function link(back: Back, flow: SettingsFlow): Promise<SubmitOutcome> {
  const { context, request } = back;
  const visitor = request.session();
  if (!visitor) throw noSessionToChange();
  const rules = settingsRules(context, request, visitor, async (settings) => {
    const person = await vouchedFor(back);
    const { id } = person.provider.config;
    settings.active = "oidc";
    const submission = {
      request,
      body: { link: id },
      isForm: false,
      method: "oidc",
      assertTrusted: () => undefined,
    };
    settings.transientPayload = back.kept.transientPayload;
    return applyChanges(context, rules, settings, submission, visitor, "oidc", {
      kind: "changes",
      isPrivileged: true,
      proof: { method: "oidc", aal: "aal1", completedAt: context.now(), provider: id },
      prepare: async () => ({
        kind: "prepared",
        change: linking(
          context,
          newLink(context.config(), { provider: id, subject: person.claims.sub }, person.tokens),
        ),
      }),
    });
  });
  try {
    const early = rules.admit?.(flow);
    if (early) return early;
    if (flow.expiresAt <= context.now()) {
      return await replace(
        context,
        rules,
        flow,
        rules.expiredMessage(flow.expiresAt, context.now()),
        flow.expiresAt,
      );
    }
    return await rules.handle(flow);
  } catch (error) {
    await saveFlow(context, flow);
    return settle(context, request, rules, flow, error);
  }
}

/** Asks the provider who it is. @throws ApiError */
async function vouchedFor({ context, request, state, sealed, kept }: Back): Promise<Vouched> {
  const { query } = request;
  const provider = findProvider(context, state.provider);
  assertAgreed(provider, query);
  const kind = await kindOf(provider);
  const answer: ProviderAnswer = await kind.redeem(provider, {
    query,
    state: sealed,
    nonce: state.nonce,
    codeVerifier: state.codeVerifier,
  });
  if (answer.claims.sub === "")
    throw upstreamError("The service did not say who you are: there is no subject.");
  if (answer.claims.iss === "") throw upstreamError("The service did not say who it is: there is no issuer.");
  return { provider, ...answer, traits: kept.traits };
}

function assertAgreed({ config }: Provider, query: URLSearchParams): void {
  const error = query.get("error") ?? "";
  if (error === "") return;
  const label = config.label ?? config.id;
  const words = (query.get("error_description") ?? "").slice(0, 200);
  // Code and words as Kratos quotes them, for pages that say the code in the visitor's language.
  const told = `returned error "${error.slice(0, 60).replaceAll('"', "'")}": ${words}`;
  throw badRequest(`Nobody was signed in at ${label}: it ${told}`.trimEnd());
}

/** A browser shows a native client's session to nobody: it takes a code to where the flow returns to. */
async function forNativeClient(context: Context, outcome: SubmitOutcome): Promise<SubmitOutcome> {
  if (!("flow" in outcome) || outcome.flow.type !== "api") return outcome;
  const { flow } = outcome;
  const returnTo = returnUrl(context.config(), flow.returnTo);
  switch (outcome.kind) {
    case "signed-in":
    case "needs-second-factor":
    case "registered": {
      const to = outcome.active && (await keepForExchange(context, flow, outcome.active, returnTo));
      return to === undefined ? outcome : { kind: "page-elsewhere", to };
    }
    case "invalid":
      return context.store.tokenExchanges.findByFlow(flow.id)
        ? { kind: "page-elsewhere", to: returnTo }
        : outcome;
    default:
      return outcome;
  }
}

function notResumable() {
  return badRequest(
    "This browser has not begun this sign-in, or has finished it before. Start again from the sign-in page.",
  );
}

function objectOr(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
