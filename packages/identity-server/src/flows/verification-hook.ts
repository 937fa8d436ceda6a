// Begins the verification of an address after another flow.
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import type { Identity, VerifiableAddress } from "../identities/identity.js";
import type { Session } from "../sessions/session.js";
import { flowPageUrl } from "./engine.js";
import type { ContinueWith, LoginFlow, RegistrationFlow, SettingsFlow, VerificationFlow } from "./flow.js";
import type { FlowRequest } from "./request.js";
import { allowedReturnUrl } from "./return-to.js";
import { newVerificationFlow, verificationMethod } from "./verification.js";

export interface VerificationHookInput {
  identity: Identity;
  /** The flow that it follows: type, request URL and transient payload come from it. */
  after: LoginFlow | RegistrationFlow | SettingsFlow;
  request: FlowRequest;
  /** Of whoever signed in or up. */
  session?: Session;
  /** Nobody is signed in afterwards: the forms that the browser has stay good. */
  keepsSecret?: boolean;
}

export type ShowVerification = Extract<ContinueWith, { action: "show_verification_ui" }>;

/**
 * Creates a verification flow in `sent_email` and sends its code or link, for the first address that needs it:
 * unverified after login and registration, `pending` after settings.
 *
 * @returns items for `continue_with`; none when nothing needs to be verified
 */
export async function verificationHook(
  context: Context,
  input: VerificationHookInput,
): Promise<ShowVerification[]> {
  const method = verificationMethod(context);
  const sending = method?.verification;
  const isAfterSettings = input.after.kind === "settings";
  const addresses = input.identity.verifiableAddresses.filter((address) =>
    isAfterSettings ? address.status === "pending" : !address.verified,
  );
  // A link is for a mail; a phone gets a code.
  const isSendable = ({ via, value }: VerifiableAddress) =>
    value !== "" && (via === "email" || method?.id === "code");
  const sendable = addresses.filter(isSendable);
  // A browser can be shown one flow; only the older way lists one for each address.
  const isLegacy = context.config().feature_flags.legacy_continue_with_verification_ui;
  const items: ShowVerification[] = [];
  for (const address of isLegacy ? sendable : sendable.slice(0, 1)) {
    if (!sending || !mayBeWrittenTo(context, input.request, address)) continue;
    const flow = await newHookFlow(context, input, address);
    await context.store.write(() => {
      context.store.flows.insert(flow);
      sending.send(context, flow, input.identity, address);
    });
    items.push(showItem(context, flow, address));
  }
  return items;
}

/** Whoever changes an address back and forth must not flood mailboxes and phones: the person asks again when there is time. */
function mayBeWrittenTo({ limits }: Context, { client }: FlowRequest, { value }: VerifiableAddress): boolean {
  try {
    limits.assert("mail-address", value);
    limits.assert("mail-client", client.ipAddress);
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
  limits.count("mail-address", value);
  limits.count("mail-client", client.ipAddress);
  return true;
}

/** A flow that has sent its mail already and belongs to the browser of the flow before. */
async function newHookFlow(
  context: Context,
  { after, request, identity, session, keepsSecret }: VerificationHookInput,
  address: VerifiableAddress,
): Promise<VerificationFlow> {
  // After a sign-in the forms of whoever used the browser before are out of reach.
  const isLegacy = context.config().legacy.v0alpha2;
  if (after.type === "browser" && after.kind !== "settings" && !keepsSecret && !isLegacy) {
    request.csrf.regenerate();
  }
  const flow = await newVerificationFlow(context, request, after.type);
  const { requestUrl, returnTo } = takeOverRequest(context, after);
  const sent: VerificationFlow = {
    ...flow,
    requestUrl,
    returnTo,
    state: "sent_email",
    ui: { ...flow.ui, nodes: [] },
    ...(after.transientPayload && { transientPayload: after.transientPayload }),
    ...(session && {
      sessionId: session.id,
      identityId: identity.id,
      authenticationMethods: session.authenticationMethods,
      ...(after.kind !== "settings" && { oauth2LoginChallenge: after.oauth2LoginChallenge }),
    }),
  };
  await verificationMethod(context)?.verification?.populate(context, sent, address.value);
  return sent;
}

/** `after_verification_return_to` of the flow before is the `return_to` of this one, if it is allowed. */
function takeOverRequest(context: Context, { requestUrl, returnTo }: VerificationHookInput["after"]) {
  const url = new URL(requestUrl);
  const after = url.searchParams.get("after_verification_return_to") ?? "";
  url.searchParams.delete("after_verification_return_to");
  if (after === "" || !isAllowed(context, after)) return { requestUrl: url.href, returnTo };
  url.searchParams.set("return_to", after);
  url.searchParams.sort();
  return { requestUrl: url.href, returnTo: after };
}

function isAllowed(context: Context, returnTo: string): boolean {
  try {
    allowedReturnUrl(context.config(), returnTo);
    return true;
  } catch {
    return false;
  }
}

function showItem(context: Context, flow: VerificationFlow, address: VerifiableAddress): ShowVerification {
  return {
    action: "show_verification_ui",
    flow: {
      id: flow.id,
      verifiable_address: address.value,
      ...(flow.type === "browser" && { url: flowPageUrl(context, flow) }),
    },
  };
}
