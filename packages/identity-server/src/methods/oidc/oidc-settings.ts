// Linking and unlinking providers in settings.
import type { Context } from "../../context.js";
import { readFields } from "../../flows/fields.js";
import type { SettingsFlow } from "../../flows/flow.js";
import { ensureCsrfNode, upsertNode } from "../../flows/nodes.js";
import { FieldIssuesError, type FieldIssue } from "../../flows/outcome.js";
import type { Submission } from "../../flows/request.js";
import { methodDisabled, notFound } from "../../http/errors.js";
import type { IdentityWithCredentials } from "../../identities/identity.js";
import type { ActiveSession } from "../../sessions/session.js";
import { genericProblem } from "../../ui/messages.js";
import type { ChangeIdentity, SettingsPart, SettingsResult } from "../method.js";
import { methods } from "../registry.js";
import { linkedProviders, withoutProvider, withProvider, type LinkedProvider } from "./credential.js";
import { depart } from "./depart.js";
import { linkNode, unlinkNode } from "./nodes.js";
import { findProvider, offeredProviders } from "./providers.js";

export const oidcSettings: SettingsPart = { populate, submit };

function populate(context: Context, flow: SettingsFlow, identity: IdentityWithCredentials): void {
  const { providers } = context.config().selfservice.methods.oidc.config;
  ensureCsrfNode(flow.ui);
  for (const provider of offeredProviders(context.config())) {
    if (!isLinked(identity, provider.id)) upsertNode(flow.ui, linkNode(provider));
  }
  // The last way to sign in stays.
  if (countFirstFactors(context, identity) < 2) return;
  for (const provider of providers) {
    if (isLinked(identity, provider.id)) upsertNode(flow.ui, unlinkNode(provider));
  }
}

async function submit(
  context: Context,
  flow: SettingsFlow,
  submission: Submission,
  _visitor: ActiveSession,
  identity: IdentityWithCredentials,
): Promise<SettingsResult> {
  const { link, unlink } = submission.body;
  const isAsked = (value: typeof link) => value !== undefined && value !== null && value !== "";
  if (!isAsked(link) && !isAsked(unlink)) return { kind: "not-responsible" };
  if (!context.config().selfservice.methods.oidc.enabled) throw methodDisabled();
  const fields = readFields(submission, { text: ["link", "unlink"] });
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  submission.assertTrusted(flow);
  flow.transientPayload = fields.transientPayload;
  if (fields.text.link !== undefined && fields.text.unlink !== undefined) {
    return { kind: "invalid", issues: [problem("Link or unlink a service, not both at once.")] };
  }
  const wanted = fields.text.link;
  if (wanted === undefined) return unlinking(context, fields.text.unlink ?? "");
  if (!isLinkable(context, identity, wanted)) return { kind: "invalid", issues: [cannotLink()] };
  return {
    kind: "changes",
    isPrivileged: true,
    prepare: async () => ({
      kind: "redirect",
      to: await depart(context, flow, submission, findProvider(context, wanted), {}),
    }),
  };
}

/** Within a write: the identity with the provider. @throws FieldIssuesError when it is linked already */
export function linking(context: Context, link: LinkedProvider): ChangeIdentity {
  return (stored) => {
    if (!isLinkable(context, stored, link.provider)) throw new FieldIssuesError([cannotLink()]);
    return {
      ...stored,
      updatedAt: context.now(),
      credentials: {
        ...stored.credentials,
        oidc: withProvider(stored.credentials.oidc, link, context.now()),
      },
    };
  };
}

function unlinking(context: Context, provider: string): SettingsResult {
  const change: ChangeIdentity = (stored) => {
    const { oidc } = stored.credentials;
    if (!oidc) throw notFound("There is no service linked to this account.");
    if (countFirstFactors(context, stored) < 2) {
      throw new FieldIssuesError([problem("This is your last way to sign in. Set up another one first.")]);
    }
    if (!isLinked(stored, provider)) {
      throw new FieldIssuesError([problem("This service is not linked to your account.")]);
    }
    return {
      ...stored,
      updatedAt: context.now(),
      credentials: { ...stored.credentials, oidc: withoutProvider(oidc, provider, context.now()) },
    };
  };
  return { kind: "changes", isPrivileged: true, prepare: async () => ({ kind: "prepared", change }) };
}

function isLinkable(context: Context, identity: IdentityWithCredentials, id: string): boolean {
  return offeredProviders(context.config()).some((provider) => provider.id === id) && !isLinked(identity, id);
}

function isLinked(identity: IdentityWithCredentials, id: string): boolean {
  return linkedProviders(identity).some(({ provider }) => provider === id);
}

function countFirstFactors(context: Context, identity: IdentityWithCredentials): number {
  const config = context.config();
  return methods
    .filter((method) => method.isEnabled(config))
    .reduce((sum, method) => sum + (method.countFactors?.(config, identity).first ?? 0), 0);
}

function cannotLink(): FieldIssue {
  return problem("This service is linked already, or is not offered here.");
}

function problem(text: string): FieldIssue {
  return { node: "", message: genericProblem(text) };
}
