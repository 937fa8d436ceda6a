// What somebody whom a provider has vouched for comes to: a sign-in for whoever is known by it, a sign-up for everybody
// else, whichever of the two they had begun. An address that belongs to an account leads to the proof of that account.
import type { Context } from "../context.js";
import { badRequest } from "../http/errors.js";
import { findConflict } from "../identities/conflict.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { traitIssues } from "../identities/trait-messages.js";
import type { JsonObject } from "../json.js";
import type { Claims } from "../methods/oidc/claims.js";
import { identifierOf, newLink } from "../methods/oidc/credential.js";
import type { Provider, Tokens } from "../methods/oidc/kind.js";
import { showLinking } from "../methods/oidc/linking-form.js";
import { mapClaims } from "../methods/oidc/mapper.js";
import { showContinue } from "../methods/oidc/nodes.js";
import type { AuthenticationMethod } from "../sessions/session.js";
import { duplicateCredentials } from "../ui/messages.js";
import { createFlow, refuse } from "./engine.js";
import { schemaOf } from "./entry.js";
import type { LoginFlow, RegistrationFlow } from "./flow.js";
import { newLoginFlow } from "./login.js";
import { completeLogin } from "./login-success.js";
import { merged } from "./merge-traits.js";
import { FieldIssuesError, type SubmitOutcome } from "./outcome.js";
import { keepPendingLink } from "./pending-link.js";
import { newRegistrationFlow, orderOf } from "./registration.js";
import { completeRegistration, IdentityTakenError, type Registers } from "./registration-success.js";
import type { FlowRequest } from "./request.js";

/** Somebody, as a provider knows them. */
export interface Vouched {
  provider: Provider;
  claims: Claims;
  /** Undefined where an app signed in by itself. */
  tokens: Tokens | undefined;
  /** What the person has filled in; it stands before what the provider says. */
  traits: JsonObject;
}

export async function signInWith(
  context: Context,
  request: FlowRequest,
  flow: LoginFlow,
  person: Vouched,
): Promise<SubmitOutcome> {
  const known = findKnown(context, person);
  if (known) {
    flow.active = "oidc";
    return completeLogin(context, flow, request, {
      kind: "authenticated",
      identity: known,
      proof: proofBy(context, person),
    });
  }
  if (!context.config().selfservice.flows.registration.enabled) {
    throw badRequest("There is no account for this service yet, and signing up is switched off.");
  }
  const next = await newRegistrationFlow(context, request, flow.type, flow);
  next.active = "oidc";
  next.transientPayload = flow.transientPayload;
  await takeOver(context, flow, next);
  return register(context, request, next, person);
}

export async function signUpWith(
  context: Context,
  request: FlowRequest,
  flow: RegistrationFlow,
  person: Vouched,
): Promise<SubmitOutcome> {
  if (!findKnown(context, person)) return register(context, request, flow, person);
  const next = await newLoginFlow(
    context,
    request,
    flow.type,
    { refresh: false, requestedAal: "aal1" },
    flow,
  );
  next.transientPayload = flow.transientPayload;
  await takeOver(context, flow, next);
  return signInWith(context, request, next, person);
}

function findKnown(context: Context, { provider, claims }: Vouched): IdentityWithCredentials | undefined {
  return context.store.identities.findByIdentifier("oidc", identifierOf(provider.config.id, claims.sub));
}

function proofBy(context: Context, { provider }: Vouched): AuthenticationMethod {
  return { method: "oidc", aal: "aal1", completedAt: context.now(), provider: provider.config.id };
}

/** Stores the flow that takes the place of another; a native client's code goes with it. */
async function takeOver(
  context: Context,
  from: LoginFlow | RegistrationFlow,
  to: LoginFlow | RegistrationFlow,
): Promise<void> {
  await createFlow(context, to);
  await context.store.write(() => {
    context.store.tokenExchanges.move(from.id, to.id);
  });
}

async function register(
  context: Context,
  request: FlowRequest,
  flow: RegistrationFlow,
  person: Vouched,
): Promise<SubmitOutcome> {
  const { provider, claims } = person;
  const mapped = await mapClaims(provider, claims);
  const traits = merged(mapped.traits, person.traits);
  const validated = schemaOf(context, flow).validate(traits);
  if (validated.kind === "invalid") {
    return askForTraits(context, flow, person, traits, new FieldIssuesError(traitIssues(validated.problems)));
  }
  const link = newLink(
    context.config(),
    { provider: provider.config.id, subject: claims.sub },
    person.tokens,
  );
  const result: Registers = {
    kind: "registers",
    traits,
    credentials: [
      {
        type: "oidc",
        config: { providers: [{ ...link }] },
        identifiers: [identifierOf(link.provider, link.subject)],
      },
    ],
    proof: proofBy(context, person),
    verified: mapped.verified,
    metadataPublic: mapped.metadataPublic ?? null,
    metadataAdmin: mapped.metadataAdmin ?? null,
  };
  try {
    return await completeRegistration(context, flow, request, result, "oidc");
  } catch (error) {
    if (error instanceof IdentityTakenError) {
      // v0alpha2 linked no provider at the sign-in, and its clients know nothing of such a form.
      return context.config().legacy.v0alpha2
        ? askForTraits(context, flow, person, traits, takenAlready())
        : proveAccount(context, request, flow, person, error.identity);
    }
    if (error instanceof FieldIssuesError) return askForTraits(context, flow, person, traits, error);
    throw error;
  }
}

function takenAlready(): FieldIssuesError {
  return new FieldIssuesError([{ node: "", message: duplicateCredentials() }]);
}

/** The provider told too little: the person fills in the rest, and goes by the provider once more. */
async function askForTraits(
  context: Context,
  flow: RegistrationFlow,
  { provider, tokens }: Vouched,
  traits: JsonObject,
  { issues }: FieldIssuesError,
): Promise<SubmitOutcome> {
  // As in Kratos, an app that signed in by itself is told what is missing, and shown no form for it.
  showContinue(context, flow, provider.config.id, tokens && traits);
  if (tokens) flow.active = "oidc";
  return refuse(context, { order: orderOf(context, flow) }, flow, issues);
}

/** The address belongs to an account: whoever proves that it is theirs gets the provider linked. */
async function proveAccount(
  context: Context,
  request: FlowRequest,
  flow: RegistrationFlow,
  person: Vouched,
  refused: IdentityWithCredentials,
): Promise<SubmitOutcome> {
  const conflict = findConflict(context, refused);
  if (!conflict) throw badRequest("The account could not be made. Try again.");
  const next = await newLoginFlow(
    context,
    request,
    flow.type,
    { refresh: false, requestedAal: "aal1" },
    flow,
  );
  next.active = "oidc";
  const { config } = person.provider;
  next.transientPayload = flow.transientPayload ?? {};
  keepPendingLink(next, {
    provider: newLink(context.config(), { provider: config.id, subject: person.claims.sub }, person.tokens),
    identifier: conflict.identifier,
  });
  showLinking(context, next, config, conflict);
  await takeOver(context, flow, next);
  return { kind: "linking", flow: next };
}
