/**
 * What has come about by a request that passed the door, where the answer tells it: written down for the person it
 * concerns, as for the app's own forms.
 */
import "server-only";
import type { Session } from "@ory/client";
import { accountBefore } from "@/lib/activity/account-before";
import { noteEffect } from "@/lib/activity/note";
import { recordSecurityEvent } from "@/lib/activity/record";
import type { SecurityEventKind } from "@/lib/activity/security-events";
import { type SettingsEvent, settingsEvent } from "@/lib/activity/settings-event";
import { fieldValue } from "@/lib/forms/fields";
import { jsonOf, postedFields } from "@/lib/forms/posted-fields";
import { askService, frontendApi } from "@/lib/ory/client";
import { cookieValue, setsSession, withSetCookies } from "@/lib/ory/cookies";
import { savedEffect } from "@/lib/ory/saved-settings";
import { identityIdOf } from "@/lib/ory/shapes";
import type { Visitor } from "@/lib/request";
import type { Account } from "@/lib/security-mails/account";
import { givenSession } from "@/lib/session/given-session";
import { askWhoami } from "@/lib/session/whoami";
import { forgetPlace, keptPlace, PLACE_COOKIE, restOfPlace } from "@/lib/settings/section-return";

export interface Passage {
  method: string;
  /** Below the API's base. */
  path: string;
  query: URLSearchParams;
  contentType: string | null;
  /** Of a native client's session. */
  sessionToken: string | undefined;
  body: Uint8Array<ArrayBuffer> | undefined;
}

export interface Answered {
  status: number;
  setCookies: readonly string[];
  contentType: string | null;
  content: Uint8Array<ArrayBuffer>;
}

/**
 * Asked before a request that ends sessions or may change an address: afterwards nobody can tell whose they were, or which
 * address it was.
 */
export async function accountBeforehand(passage: Passage, visitor: Visitor): Promise<Account | undefined> {
  if (endingOf(passage) === undefined) {
    return accountBefore(await changeOf(passage, visitor), visitor, passage.sessionToken);
  }
  const who =
    passage.path === NATIVE_SIGN_OUT
      ? await askWhoami({ ...visitor, cookie: "" }, tokenInBody(passage))
      : await askWhoami(visitor, passage.sessionToken);
  return who.kind === "session" ? who.session.identity : undefined;
}

/** Ends the session whose token is in the body, whoever asks for it. */
const NATIVE_SIGN_OUT = "self-service/logout/api";

const tokenInBody = ({ contentType, body }: Passage) =>
  fieldValue(postedFields(contentType, body), "session_token");

/** Which change of the settings a request asks for, itself or by the cookie of the form that it goes on from. */
async function changeOf(passage: Passage, visitor: Visitor): Promise<SettingsEvent | undefined> {
  if (passage.path !== "self-service/settings") return undefined;
  return postedChange(passage) ?? (await keptFor(passage, visitor)).kept?.event;
}

const postedChange = ({ method, contentType, body }: Passage) =>
  method === "POST" ? settingsEvent(postedFields(contentType, body)) : undefined;

/** The flow that a request is about, and what is remembered of its form. */
async function keptFor({ query }: Passage, visitor: Visitor) {
  const place = await keptPlace(cookieValue(visitor.cookie, PLACE_COOKIE));
  const flowId = query.get("flow") ?? place?.flowId;
  return { flowId, kept: place?.flowId === flowId ? place : undefined };
}

/**
 * @param before  what {@link accountBeforehand} has told
 * @returns Set-Cookie headers of our own
 */
export async function observe(
  passage: Passage,
  answered: Answered,
  before: Account | undefined,
  visitor: Visitor,
): Promise<string[]> {
  if (answered.status >= 400) return [];
  const ending = endingOf(passage);
  if (ending !== undefined) {
    if (before !== undefined) await recordSecurityEvent(before.id, { kind: ending }, visitor);
    return [];
  }
  const [area, kind = "", step] = passage.path.split("/");
  if (area !== "self-service" || (step !== undefined && kind !== "methods")) return [];
  const body = jsonOf(answered.contentType, answered.content);
  if (kind === "settings") return saved(passage, answered, { body, before }, visitor);
  if (!["login", "registration", "recovery", "methods"].includes(kind)) return [];
  // Linking an account renews the session as well: what was asked for comes first.
  const linked = kind === "methods" ? await saved(passage, answered, { body, before }, visitor) : [];
  if (linked.length > 0) return linked;
  const session = await givenSession({ ...answered, body }, visitor);
  if (session) {
    const isSignUp = kind === "registration" || (kind === "methods" && isNew(session));
    const cookies = await noteEffect({ kind: "session", session, isSignUp }, { fields: [] }, visitor);
    return setsSession(answered.setCookies) ? cookies : [];
  }
  const identityId = kind === "registration" ? identityIdOf(body) : undefined;
  if (identityId !== undefined) await noteEffect({ kind: "account", identityId }, { fields: [] }, visitor);
  return [];
}

/** Which sessions a request ends. */
function endingOf({ method, path, query }: Passage): SecurityEventKind | undefined {
  if (method === "GET" && path === "self-service/logout" && query.has("token")) return "signed_out";
  if (method !== "DELETE") return undefined;
  if (path === NATIVE_SIGN_OUT) return "signed_out";
  if (path === "sessions") return "sessions_revoked";
  return /^sessions\/[^/]+$/.test(path) ? "session_revoked" : undefined;
}

/**
 * Settings that were saved: told by the answer itself, or, for a browser that is sent on, by the flow. A change that
 * waited for a sign-in or a provider is known by the cookie of the form that asked for it.
 */
async function saved(
  passage: Passage,
  { status, setCookies }: Answered,
  { body, before }: { body: unknown; before: Account | undefined },
  visitor: Visitor,
): Promise<string[]> {
  const posted = passage.method === "POST" ? postedFields(passage.contentType, passage.body) : [];
  const told = savedEffect(body);
  if (told) {
    await noteEffect(told, { fields: posted, before }, visitor);
    return [];
  }
  const { flowId, kept } = await keptFor(passage, visitor);
  const event = settingsEvent(posted) ?? kept?.event;
  if (event === undefined || flowId === undefined || status < 300) return [];

  const renewed = { ...visitor, cookie: withSetCookies(visitor.cookie, setCookies) };
  const flow = await askService("fetch settings", renewed, (options) =>
    frontendApi().getSettingsFlow({ id: flowId }, options),
  );
  const effect = flow.kind === "answer" && flow.status === 200 ? savedEffect(flow.body) : undefined;
  if (!effect) return [];
  const { account } = effect;
  await recordSecurityEvent(account.id, { ...event, account, before }, visitor);
  // Written once, however often the address is opened.
  return kept ? [(await restOfPlace(flowId, kept, visitor.origin)) ?? forgetPlace(visitor.origin)] : [];
}

/** A provider's answer signs in and signs up alike: an account that is as old as its session is a new one. */
function isNew({ identity, authenticated_at: at }: Session): boolean {
  const age = Date.parse(at ?? "") - Date.parse(identity?.created_at ?? "");
  return age < 10_000;
}
