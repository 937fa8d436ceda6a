"use server";
/**
 * What the console changes about identities. Each act asks first who acts (and, where it gives somebody
 * an account or takes it away, whether they have signed in lately), checks what it was given (whoever sends a form
 * sends the arguments that a page has bound, too), and is written down once it is done.
 */
import type { Identity } from "@ory/client";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { ActionState } from "@/components/admin/action-state";
import { troubleText } from "@/components/admin/trouble";
import { endAllAccess, removeLeftData } from "@/lib/account/delete-account";
import { lastLanguage, tellOfDeletionByAdministrator } from "@/lib/activity/deletion";
import { written } from "@/lib/admin/act";
import {
  createIdentity,
  createRecovery,
  deleteCredential,
  deleteIdentity,
  getIdentity,
  type IdentityChange,
  removableCredentials,
  setRoles,
  updateIdentity,
} from "@/lib/admin/identities";
import { type Admin, requireAdmin } from "@/lib/admin/require-admin";
import { addressFor, languageFor, wayInMail } from "@/lib/admin/way-in";
import { listSchemas } from "@/lib/admin/schemas";
import { getSessionOwner, revokeSession, revokeSessionsOf } from "@/lib/admin/sessions";
import { parseJson } from "@/lib/parse-json";
import { isServiceId } from "@/lib/ory/identity-id";
import { traitFields, traitsOfForm } from "@/lib/forms/trait-fields";
import { canSendMail, sendMail } from "@/lib/mail/send";
import { clientIdShape, takeAccessBack } from "@/lib/oauth2/connected";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { utcText } from "@/lib/i18n/utc-text";
import { loginHref } from "@/lib/session/hrefs";
import { ROLES, rolesOf } from "@/lib/session/roles";
import { getLocale, getTranslations } from "@/lib/i18n";

export async function create(schemaId: string, _: ActionState, form: FormData): Promise<ActionState> {
  const admin = await requireAdmin();
  const texts = textsOf(form);
  const schemas = await listSchemas(admin.visitor);
  if (schemas.kind !== "ok") return { problem: await trouble(schemas), texts };
  const schema = schemas.value.find(({ id }) => id === schemaId);
  if (!schema) return { ...(await refusedPlainly()), texts };
  const parsed = traitsOfForm(traitFields(schema.schema), texts);
  if (parsed.kind === "unreadable") return { problem: await unreadable(parsed.names), texts };
  const created = await createIdentity(admin.visitor, { schemaId: schema.id, traits: parsed.traits });
  // Where the answer is lost, so is the id.
  const id = created.kind === "ok" ? created.value.id : "unknown";
  await written(admin, { action: "identity.created", subject: { kind: "identity", id } }, created);
  if (created.kind !== "ok") return { problem: await trouble(created), texts };
  redirect(`/admin/identities/${id}`);
}

export async function saveTraits(id: string, _: ActionState, form: FormData): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id)) return refusedPlainly();
  const texts = textsOf(form);
  if (!admin.isRecent) return { ...(await proveFirst(id)), texts };
  const [found, schemas] = await Promise.all([getIdentity(admin.visitor, id), listSchemas(admin.visitor)]);
  if (found.kind !== "ok") return { problem: await trouble(found), texts };
  if (schemas.kind !== "ok") return { problem: await trouble(schemas), texts };
  const { schema_id: schemaId } = found.value;
  const traits: unknown = found.value.traits;
  const fields = traitFields(schemas.value.find((schema) => schema.id === schemaId)?.schema);
  const parsed = traitsOfForm(fields, texts, traits);
  if (parsed.kind === "unreadable") return { problem: await unreadable(parsed.names), texts };
  const outcome = await change(admin, id, { traits: parsed.traits }, found.value);
  return { ...outcome, texts };
}

export async function saveRoles(id: string, _: ActionState, form: FormData): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id)) return refusedPlainly();
  if (!admin.isRecent) return proveFirst(id);
  const found = await getIdentity(admin.visitor, id);
  if (found.kind !== "ok") return { problem: await trouble(found) };
  const t = await getTranslations("admin.identity");
  const asked = form.getAll("role");
  // There would be nobody left to give it back.
  if (id === admin.identityId && !asked.includes("admin")) return { problem: t("ownRole") };
  const known: readonly string[] = ROLES;
  const roles = [
    ...rolesOf(found.value).filter((role) => !known.includes(role)),
    ...ROLES.filter((role) => asked.includes(role)),
  ];
  const result = await written(
    admin,
    { action: "roles.changed", subject: { kind: "identity", id }, details: { roles } },
    await setRoles(admin.visitor, found.value, roles),
  );
  return outcomeOf(result, t("saved"));
}

const stateShape = z.enum(["active", "inactive"]);
const metadataNames = { metadataPublic: "metadata_public", metadataAdmin: "metadata_admin" } as const;

export async function saveMetadata(id: string, _: ActionState, form: FormData): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id)) return refusedPlainly();
  const texts = textsOf(form);
  if (!admin.isRecent) return { ...(await proveFirst(id)), texts };
  const metadata: IdentityChange = {};
  const names: string[] = [];
  for (const [key, name] of Object.entries(metadataNames)) {
    const parsed = metadataOf(texts[name] ?? "");
    if (parsed === undefined) names.push(name);
    else metadata[key as keyof typeof metadataNames] = parsed;
  }
  if (names.length > 0) {
    const t = await getTranslations("admin.identity");
    return { problem: t("notJson", { names: names.join(", ") }), texts };
  }
  return { ...(await change(admin, id, metadata)), texts };
}

export async function setState(id: string, state: "active" | "inactive"): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id) || !stateShape.safeParse(state).success) return refusedPlainly();
  const outcome = await change(admin, id, { state });
  if (state !== "inactive" || outcome.problem !== undefined) return outcome;
  // Nothing of an application's asks the identity service again: its tokens would go on.
  const revoked = await endAllAccess(id, admin.visitor);
  if (revoked.kind === "ok") return outcome;
  return { problem: (await getTranslations("admin.identity"))("blockedAccessKept") };
}

async function change(
  admin: Admin,
  id: string,
  parts: IdentityChange,
  before?: Identity,
): Promise<ActionState> {
  const result = await written(
    admin,
    {
      action: "identity.updated",
      subject: { kind: "identity", id },
      details: { changed: Object.keys(parts), ...(parts.state && { state: parts.state }) },
      before,
    },
    await updateIdentity(admin.visitor, id, parts),
  );
  return outcomeOf(result, (await getTranslations("admin.identity"))("saved"));
}

const credentialShape = z.object({
  type: z.enum(removableCredentials),
  identifier: z.string().min(1).max(1024).optional(),
});

export async function removeCredential(id: string, _: ActionState, form: FormData): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id)) return refusedPlainly();
  if (!admin.isRecent) return proveFirst(id);
  const given = credentialShape.safeParse(textsOf(form));
  if (!given.success) return refusedPlainly();
  const { type, identifier } = given.data;
  const result = await written(
    admin,
    { action: "credential.deleted", subject: { kind: "identity", id }, details: { credential: type } },
    await deleteCredential(admin.visitor, id, type, identifier),
  );
  return outcomeOf(result);
}

export async function revokeOne(sessionId: string): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(sessionId)) return refusedPlainly();
  // Whose it is is written down, and so nobody's word but the service's.
  const found = await getSessionOwner(admin.visitor, sessionId);
  if (found.kind !== "ok") return outcomeOf(found);
  const result = await written(
    admin,
    {
      action: "session.revoked",
      subject: { kind: "session", id: sessionId },
      details: { identity: found.value },
    },
    await revokeSession(admin.visitor, sessionId),
  );
  return outcomeOf(result);
}

export async function revokeAll(id: string): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id)) return refusedPlainly();
  const result = await written(
    admin,
    { action: "sessions.revoked", subject: { kind: "identity", id } },
    await revokeSessionsOf(admin.visitor, id),
  );
  return outcomeOf(result);
}

export async function takeBackAccess(id: string, clientId: string): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!hasOAuth2Server() || !isServiceId(id) || !clientIdShape.safeParse(clientId).success)
    return refusedPlainly();
  const result = await written(
    admin,
    { action: "access.revoked", subject: { kind: "identity", id }, details: { client: clientId } },
    await takeAccessBack(id, clientId, admin.visitor),
  );
  if (result.kind === "ok") return outcomeOf(result);
  return { problem: (await getTranslations("admin.identity"))("accessKept") };
}

export async function handOutRecovery(id: string, _: ActionState, form: FormData): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id)) return refusedPlainly();
  if (!admin.isRecent) return proveFirst(id);
  const kind = form.get("kind");
  if (kind === "mail") return mailWayIn(admin, id);
  const result = await makeRecovery(admin, id, kind === "code" ? "code" : "link");
  if (result.kind !== "ok") return { problem: await trouble(result) };
  const t = await getTranslations("admin.identity");
  const { link, code, expiresAt } = result.value;
  return {
    handout: [
      { label: t("link"), value: link },
      ...(code === undefined ? [] : [{ label: t("code"), value: code }]),
      ...(expiresAt === undefined ? [] : [momentOf(t("expires"), expiresAt, await getLocale())]),
    ],
  };
}

async function mailWayIn(admin: Admin, id: string): Promise<ActionState> {
  const t = await getTranslations("admin.identity");
  const found = await getIdentity(admin.visitor, id);
  if (found.kind !== "ok") return { problem: await trouble(found) };
  const address = addressFor(found.value);
  if (address === undefined || !canSendMail()) return { problem: t("noAddress") };
  const locale = await languageFor(found.value, await getLocale());
  const result = await makeRecovery(admin, id, "link", { byMail: true });
  if (result.kind !== "ok") return { problem: await trouble(result) };
  sendMail(wayInMail(result.value, address, locale));
  return { done: t("onItsWay", { address }) };
}

async function makeRecovery(
  admin: Admin,
  id: string,
  kind: "link" | "code",
  more: { byMail?: boolean } = {},
) {
  const details = { kind, ...more };
  return written(
    admin,
    { action: "recovery.created", subject: { kind: "identity", id }, details },
    await createRecovery(admin.visitor, id, kind),
  );
}

export async function remove(id: string, _: ActionState, form: FormData): Promise<ActionState> {
  const admin = await requireAdmin();
  if (!isServiceId(id)) return refusedPlainly();
  if (!admin.isRecent) return proveFirst(id);
  if (form.get("confirm") !== "yes")
    return { problem: (await getTranslations("notices"))("deletion_unconfirmed") };
  const revoked = await endAllAccess(id, admin.visitor);
  if (revoked.kind !== "ok") return { problem: (await getTranslations("admin.identity"))("accessKept") };
  // Afterwards nobody can tell where the person is reached, and in which language.
  const { requestId } = admin.visitor;
  const [found, language] = await Promise.all([getIdentity(admin.visitor, id), lastLanguage(id, requestId)]);
  const result = await written(
    admin,
    { action: "identity.deleted", subject: { kind: "identity", id } },
    await deleteIdentity(admin.visitor, id),
  );
  if (result.kind !== "ok") return { problem: await trouble(result) };
  if (found.kind === "ok" && result.value === "done")
    tellOfDeletionByAdministrator(found.value, { requestId, language });
  await removeLeftData(id, admin.visitor);
  redirect("/admin/identities");
}

function momentOf(label: string, moment: string, locale: string) {
  return { label, moment, value: utcText(Date.parse(moment), { locale, withTime: true }) };
}

async function outcomeOf(result: Awaited<ReturnType<typeof written>>, done?: string): Promise<ActionState> {
  // With script the page stays: it is to show what has changed.
  revalidatePath("/admin", "layout");
  if (result.kind === "ok") return { done: done ?? (await getTranslations("admin.common"))("done") };
  return { problem: await trouble(result) };
}

async function trouble(result: Parameters<typeof troubleText>[0]): Promise<string> {
  return troubleText(result, await getTranslations("admin.common"));
}

/** Nothing is done, and nothing typed is lost: the way to the sign-in opens beside the form. */
async function proveFirst(id: string): Promise<ActionState> {
  const t = await getTranslations("data");
  const href = loginHref(`/admin/identities/${id}`, { isRefresh: true });
  return { problem: t("proveLead"), prove: { href, text: t("prove") } };
}

async function refusedPlainly(): Promise<ActionState> {
  return { problem: (await getTranslations("admin.common"))("refusedPlainly") };
}

async function unreadable(names: readonly string[]): Promise<string> {
  const t = await getTranslations("admin.create");
  return t("unreadable", { names: names.join(", ") });
}

/** Next's own hidden fields begin with `$`. */
function textsOf(form: FormData): Record<string, string> {
  const entries = [...form].filter(
    (entry): entry is [string, string] => !entry[0].startsWith("$") && typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}

/** Nothing written means `null`. @returns undefined where it is not JSON */
function metadataOf(text: string): unknown {
  return text.trim() === "" ? null : parseJson(text);
}
