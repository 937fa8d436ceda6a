// Signing in and up with a password. Changing it in settings is in password-settings.ts.
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import { isChosen } from "../flows/engine.js";
import { schemaOf } from "../flows/entry.js";
import { readFields } from "../flows/fields.js";
import type { LoginFlow, RegistrationFlow } from "../flows/flow.js";
import { ensureCsrfNode, setNodeValue, setTraitValues, upsertNode } from "../flows/nodes.js";
import { pendingLink } from "../flows/pending-link.js";
import type { Submission } from "../flows/request.js";
import { isRightElsewhere, migrateHookOf } from "../hooks/migrate-hook.js";
import type { Credential, IdentityWithCredentials } from "../identities/identity.js";
import { normaliseIdentifier } from "../identities/normalise.js";
import { traitIssues } from "../identities/trait-messages.js";
import { traitNodes } from "../identities/traits.js";
import {
  identifierMissing,
  invalidCredentials,
  loginLabel,
  loginPasswordLabel,
  passwordLabel,
  registrationLabel,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode, type InputNode } from "../ui/node.js";
import { identifierNode } from "./identifier-node.js";
import { passwordSettings } from "./password-settings.js";
import type { LoginResult, LoginStep, Method, RegistrationResult, RegistrationStep } from "./method.js";

export const password: Method = {
  id: "password",
  isEnabled: (config) => config.selfservice.methods.password.enabled,
  countFactors: (config, identity) => ({ first: hasPassword(config, identity) ? 1 : 0, second: 0 }),
  login: { populate: populateLogin, submit: login },
  registration: { populate: populateRegistration, submit: register },
  settings: passwordSettings,
};

/** Whether a password was set, here or in an older system that can be asked; not only claimed by the schema. */
export function hasPassword(config: Config, { credentials }: IdentityWithCredentials): boolean {
  const credential = credentials.password;
  if (credential === undefined || credential.identifiers.length === 0) return false;
  const isElsewhere = credential.config.use_password_migration_hook === true;
  return hashOf(credential) !== undefined || (isElsewhere && migrateHookOf(config) !== undefined);
}

export function passwordNode(autocomplete: "current-password" | "new-password"): InputNode {
  return inputNode(
    "password",
    { name: "password", type: "password", required: true, autocomplete },
    passwordLabel(),
  );
}

function submitNode(label: UiMessage): InputNode {
  return inputNode("password", { name: "method", type: "submit", value: "password" }, label);
}

function populateLogin(context: Context, flow: LoginFlow, step: LoginStep): void {
  const { ui } = flow;
  switch (step.kind) {
    case "first-factor":
      upsertNode(ui, identifierNode(context, flow));
      ensureCsrfNode(ui);
      upsertNode(ui, passwordNode("current-password"));
      upsertNode(ui, submitNode(loginPasswordLabel()));
      return;
    case "refresh": {
      const identifier = step.identity.credentials.password?.identifiers[0];
      if (identifier === undefined || !hasPassword(context.config(), step.identity)) return;
      ensureCsrfNode(ui);
      upsertNode(ui, inputNode("default", { name: "identifier", type: "hidden", value: identifier }));
      upsertNode(ui, passwordNode("current-password"));
      upsertNode(ui, submitNode(loginLabel()));
      return;
    }
    case "identified":
      if (!context.config().security.account_enumeration.mitigate) {
        if (!step.identity || !hasPassword(context.config(), step.identity)) return;
      }
      ensureCsrfNode(ui);
      upsertNode(ui, passwordNode("current-password"));
      upsertNode(ui, submitNode(loginPasswordLabel()));
      return;
    case "identify":
    case "second-factor":
    case "second-factor-refresh":
      return;
  }
}

async function login(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  if (flow.requestedAal !== "aal1" || !isChosen(context, password, submission)) {
    return { kind: "not-responsible" };
  }
  // The field had another name in early versions of the protocol.
  const usesOldName = typeof submission.body.password_identifier === "string";
  const name = usesOldName ? "password_identifier" : "identifier";
  const fields = readFields(submission, { text: [name, "password"], required: [name, "password"] });
  setNodeValue(flow.ui, "password", undefined);
  const identifier = fields.text[name] ?? "";
  // Whoever has to prove one account is not led astray by having tried another.
  if (identifier !== "" && !pendingLink(flow)) setNodeValue(flow.ui, "identifier", identifier);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);
  return verifyPassword(context, flow, submission, { identifier, password: fields.text.password ?? "" });
}

async function verifyPassword(
  context: Context,
  flow: LoginFlow,
  submission: Submission,
  typed: { identifier: string; password: string },
): Promise<LoginResult> {
  const identifier = normaliseIdentifier(typed.identifier);
  const plain = typed.password;
  const { ipAddress } = submission.request.client;
  context.limits.assert("password-identifier", identifier);
  context.limits.assert("password-client", ipAddress);
  // Counted before the work and taken back on success, so that tries sent at once count as well.
  context.limits.count("password-identifier", identifier);
  context.limits.count("password-client", ipAddress);

  const identity = context.store.identities.findByIdentifier("password", identifier);
  const credential = identity?.credentials.password;
  const hash = credential && hashOf(credential);
  const isElsewhere = hash === undefined && credential?.config.use_password_migration_hook === true;
  if (!identity || !credential || (hash === undefined && !isElsewhere)) {
    // The same work as for a known account: the time of the answer must not tell who has one.
    await context.passwords.spendEqualWork(plain);
    return invalid();
  }
  const isRight =
    hash === undefined
      ? await isRightElsewhere(context, { flow, request: submission.request, identity, ...typed })
      : await context.passwords.verify(plain, hash);
  if (!isRight) return invalid();
  context.limits.reset("password-identifier", identifier);
  context.limits.uncount("password-client", ipAddress);

  const upgraded = await context.passwords.upgrade(plain, hash ?? "");
  const rehashed =
    upgraded === undefined ? undefined : { ...credential, config: { hashed_password: upgraded } };
  return {
    kind: "authenticated",
    identity,
    proof: { method: "password", aal: "aal1", completedAt: context.now() },
    ...(rehashed && {
      commit: () => {
        replaceHash(context, identity.id, hash, { ...rehashed, updatedAt: context.now() });
      },
    }),
  };
}

/**
 * Within a write. Leaves a password alone that was changed while the new hash was made.
 *
 * @param oldHash undefined where an older system knew the password
 */
function replaceHash(
  context: Context,
  identityId: string,
  oldHash: string | undefined,
  credential: Credential,
): void {
  const current = context.store.identities.findWithCredentials(identityId)?.credentials.password;
  if (current && hashOf(current) === oldHash) {
    context.store.identities.setCredentialConfig(identityId, credential);
  }
}

function invalid(): LoginResult {
  return { kind: "invalid", issues: [{ node: "", message: invalidCredentials() }] };
}

function populateRegistration(context: Context, flow: RegistrationFlow, step: RegistrationStep): void {
  const { ui } = flow;
  if (step.kind === "profile") return;
  const groupOfTraits = context.config().feature_flags.password_profile_registration_node_group;
  if (step.kind === "unified" && groupOfTraits === "password") {
    for (const node of traitNodes(schemaOf(context, flow), "password")) upsertNode(ui, node);
  }
  ensureCsrfNode(ui);
  upsertNode(ui, passwordNode("new-password"));
  upsertNode(ui, submitNode(registrationLabel()));
}

async function register(
  context: Context,
  flow: RegistrationFlow,
  submission: Submission,
): Promise<RegistrationResult> {
  if (!isChosen(context, password, submission)) return { kind: "not-responsible" };
  const schema = schemaOf(context, flow);
  const fields = readFields(submission, { text: ["password"], required: ["password"], traits: schema });
  setTraitValues(flow.ui, fields.traits);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload;
  submission.assertTrusted(flow);

  const validated = schema.validate(fields.traits);
  if (validated.kind === "invalid") return { kind: "invalid", issues: traitIssues(validated.problems) };
  const identifiers = validated.derived.password;
  if (identifiers.length === 0) {
    return { kind: "invalid", issues: [{ node: "", message: identifierMissing() }] };
  }
  const { ipAddress } = submission.request.client;
  context.limits.assert("registration-client", ipAddress);
  context.limits.count("registration-client", ipAddress);
  const plain = fields.text.password ?? "";
  const violation = await context.passwords.checkPolicy(plain, identifiers);
  if (violation) return { kind: "invalid", issues: [{ node: "password", message: violation }] };
  return {
    kind: "registers",
    traits: fields.traits,
    credentials: [{ type: "password", config: { hashed_password: await context.passwords.hash(plain) } }],
    proof: { method: "password", aal: "aal1", completedAt: context.now() },
  };
}

/** The stored hash; undefined where the schema only claims the identifier. */
export function hashOf(credential: Credential): string | undefined {
  const hash = credential.config.hashed_password;
  return typeof hash === "string" && hash !== "" ? hash : undefined;
}
