// Signing in and up through a provider. What happens once the person comes back is in flows/provider-return.ts;
// settings are in oidc-settings.ts.
import type { Context } from "../../context.js";
import { schemaOf } from "../../flows/entry.js";
import { readFields, type Fields } from "../../flows/fields.js";
import type { LoginFlow, RegistrationFlow } from "../../flows/flow.js";
import { FieldIssuesError } from "../../flows/outcome.js";
import { signInWith, signUpWith } from "../../flows/provider-sign-in.js";
import type { Submission } from "../../flows/request.js";
import { castTraits } from "../../flows/traits-input.js";
import { methodDisabled } from "../../http/errors.js";
import type { IdentityWithCredentials } from "../../identities/identity.js";
import { isJsonObject, type JsonObject } from "../../json.js";
import { loginWithProviderLabel, registrationWithProviderLabel } from "../../ui/messages.js";
import type { LoginResult, LoginStep, Method, RegistrationResult, RegistrationStep } from "../method.js";
import { claimsOfApp } from "./app-token.js";
import { linkedProviders } from "./credential.js";
import { depart } from "./depart.js";
import type { Provider } from "./kind.js";
import { addProviders, removeProviders, showContinue } from "./nodes.js";
import { oidcSettings } from "./oidc-settings.js";
import { findProvider, offeredProviders } from "./providers.js";

export const oidc: Method = {
  id: "oidc",
  isEnabled: (config) => config.selfservice.methods.oidc.enabled,
  countFactors: (_config, identity) => ({
    first: linkedProviders(identity).filter(({ provider, subject }) => provider !== "" && subject !== "")
      .length,
    second: 0,
  }),
  login: { populate: populateLogin, submit: login },
  registration: { populate: populateRegistration, submit: register },
  settings: oidcSettings,
};

function populateLogin(context: Context, flow: LoginFlow, step: LoginStep): void {
  const config = context.config();
  const offered = offeredProviders(config);
  const linkedTo = (identity: IdentityWithCredentials) => {
    const ids = new Set(linkedProviders(identity).map(({ provider }) => provider));
    return offered.filter(({ id }) => ids.has(id));
  };
  switch (step.kind) {
    case "first-factor":
    case "identify":
      addProviders(flow.ui, offered, loginWithProviderLabel);
      return;
    case "refresh":
      addProviders(flow.ui, linkedTo(step.identity), loginWithProviderLabel);
      return;
    case "identified":
      // All providers are there already; which of them somebody has is nobody else's business.
      if (config.security.account_enumeration.mitigate || !step.identity) return;
      removeProviders(flow.ui);
      addProviders(flow.ui, linkedTo(step.identity), loginWithProviderLabel);
      return;
    case "second-factor":
    case "second-factor-refresh":
      return;
  }
}

async function login(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  if (flow.requestedAal !== "aal1" || !isChosen(context, flow, submission))
    return { kind: "not-responsible" };
  const chosen = read(context, flow, submission);
  if (chosen.kind === "invalid") return chosen;
  const { provider, fields, traits } = chosen;
  if (fields.text.id_token === undefined) {
    flow.active = "oidc";
    const to = await depart(context, flow, submission, provider, {
      traits,
      transientPayload: fields.transientPayload,
    });
    return { kind: "redirect", to };
  }
  const claims = await claimsOfApp(provider, fields.text.id_token, fields.text.id_token_nonce);
  return {
    kind: "finished",
    outcome: await signInWith(context, submission.request, flow, {
      provider,
      claims,
      tokens: undefined,
      traits,
    }),
  };
}

function populateRegistration(context: Context, flow: RegistrationFlow, _step: RegistrationStep): void {
  addProviders(flow.ui, offeredProviders(context.config()), registrationWithProviderLabel);
}

async function register(
  context: Context,
  flow: RegistrationFlow,
  submission: Submission,
): Promise<RegistrationResult> {
  if (!isChosen(context, flow, submission)) return { kind: "not-responsible" };
  const chosen = read(context, flow, submission);
  if (chosen.kind === "invalid") return chosen;
  const { provider, fields, traits } = chosen;
  try {
    if (fields.text.id_token === undefined) {
      const to = await depart(context, flow, submission, provider, {
        traits,
        transientPayload: fields.transientPayload,
      });
      return { kind: "redirect", to };
    }
    const claims = await claimsOfApp(provider, fields.text.id_token, fields.text.id_token_nonce);
    return {
      kind: "finished",
      outcome: await signUpWith(context, submission.request, flow, {
        provider,
        claims,
        tokens: undefined,
        traits,
      }),
    };
  } catch (error) {
    if (!(error instanceof FieldIssuesError)) showContinue(context, flow, provider.config.id);
    throw error;
  }
}

/** A provider stands for the method, unless another method is named. @throws ApiError 404 when it is switched off */
function isChosen(
  context: Context,
  flow: LoginFlow | RegistrationFlow,
  { method, body }: Submission,
): boolean {
  if (body.provider === undefined || body.provider === null || body.provider === "") return false;
  if (method !== "" && method.toLowerCase() !== "oidc") return false;
  const config = context.config();
  if (!oidc.isEnabled(config)) throw methodDisabled();
  // A native client had no way back from a provider in v0alpha2.
  return !(config.legacy.v0alpha2 && flow.type === "api");
}

type Chosen =
  | { kind: "invalid"; issues: Fields["issues"] }
  | { kind: "chosen"; provider: Provider; fields: Fields; traits: JsonObject };

function read(context: Context, flow: LoginFlow | RegistrationFlow, submission: Submission): Chosen {
  const fields = readFields(submission, { text: ["provider", "id_token", "id_token_nonce"] });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload;
  const provider = findProvider(context, fields.text.provider ?? "");
  submission.assertTrusted(flow);
  const { traits } = submission.body;
  return {
    kind: "chosen",
    provider,
    fields,
    // Whether they are complete shows once the provider has told the rest.
    traits: isJsonObject(traits)
      ? castTraits(traits, schemaOf(context, flow), { isForm: submission.isForm })
      : {},
  };
}
