import type { ReactNode } from "react";
import { notFound } from "next/navigation";
import type { Identity, Session } from "@ory/client";
import { personAddress, personName } from "@/components/account/person";
import { SessionRow } from "@/components/account/session-row";
import { ActionForm } from "@/components/admin/action-form";
import { ApplicationList } from "@/components/admin/application-list";
import { AuditTable } from "@/components/admin/audit-table";
import { CredentialList } from "@/components/admin/credential-list";
import { MetadataForm } from "@/components/admin/metadata-form";
import { OnlyRecent, ProveFirst } from "@/components/admin/only-recent";
import { TraitsForm } from "@/components/admin/traits-form";
import { Trouble, troubleText } from "@/components/admin/trouble";
import { AdminShell } from "@/components/shell/admin-shell";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Card } from "@/components/ui/card";
import { CheckboxField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { getIdentity } from "@/lib/admin/identities";
import { requireAdmin } from "@/lib/admin/require-admin";
import { listSchemas } from "@/lib/admin/schemas";
import { listSessionsOf } from "@/lib/admin/sessions";
import { addressFor } from "@/lib/admin/way-in";
import { fieldTexts, traitFields } from "@/lib/forms/trait-fields";
import { readAudit } from "@/lib/audit/audit-log";
import { database } from "@/lib/db/database";
import { getTranslations, useTraitTitle, useTranslations } from "@/lib/i18n";
import { canSendMail } from "@/lib/mail/send";
import { connectedApplications } from "@/lib/oauth2/connected";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { isServiceId } from "@/lib/ory/identity-id";
import type { AdminResult } from "@/lib/ory/admin";
import { ROLES, hasRole } from "@/lib/session/roles";
import {
  handOutRecovery,
  remove,
  removeCredential,
  revokeAll,
  revokeOne,
  saveMetadata,
  saveRoles,
  saveTraits,
  setState,
  takeBackAccess,
} from "../actions";

const HISTORY = 20;

export default async function IdentityPage({ params }: { params: Promise<{ id: string }> }) {
  const { visitor, isRecent } = await requireAdmin();
  const { id } = await params;
  if (!isServiceId(id)) notFound();
  const [found, schemas, sessions, connected, history] = await Promise.all([
    getIdentity(visitor, id),
    listSchemas(visitor),
    listSessionsOf(visitor, id),
    hasOAuth2Server() ? connectedApplications(id, visitor) : undefined,
    readAudit(database(), { filter: { subjectId: id }, limit: HISTORY }),
  ]);
  const t = await getTranslations("admin.identity");
  const here = `/admin/identities/${encodeURIComponent(id)}`;
  const identity = found.kind === "ok" ? found.value : undefined;
  const title = identity ? (personAddress(identity) ?? personName(identity) ?? identity.id) : t("gone");
  return (
    <AdminShell title={title} current="identities" here={here}>
      <p className="mt-2 text-sm">
        <Link href="/admin/identities" look="quiet">
          {t("back")}
        </Link>
      </p>
      {found.kind !== "ok" && !(found.kind === "refused" && found.status === 404) && (
        <Trouble result={found} />
      )}
      {identity && !isRecent && <ProveFirst here={here} />}
      {identity && (
        <div className="mt-8 grid items-start gap-x-6 gap-y-10 lg:grid-cols-2">
          <Part title={t("facts")}>
            <Facts identity={identity} />
            <StateForm identity={identity} />
          </Part>
          <Part title={t("traits")}>
            <OnlyRecent isRecent={isRecent}>
              <Traits identity={identity} schemas={schemas} />
            </OnlyRecent>
          </Part>
          <Part title={t("credentials")}>
            <OnlyRecent isRecent={isRecent}>
              <CredentialList identity={identity} remove={removeCredential.bind(null, id)} />
            </OnlyRecent>
          </Part>
          <Part title={t("sessions")}>
            <Sessions id={id} sessions={sessions} />
          </Part>
          {connected && (
            <Part title={t("applications")}>
              <ApplicationList
                connected={connected}
                takeBack={(client) => takeBackAccess.bind(null, id, client)}
              />
            </Part>
          )}
          <Part title={t("roles")}>
            <OnlyRecent isRecent={isRecent}>
              <Roles identity={identity} />
            </OnlyRecent>
          </Part>
          <Part title={t("metadata")}>
            <OnlyRecent isRecent={isRecent}>
              <MetadataForm
                action={saveMetadata.bind(null, id)}
                submit={t("save")}
                fields={[
                  {
                    name: "metadata_public",
                    label: t("metadataPublic"),
                    text: JSON.stringify(identity.metadata_public ?? null, null, 2),
                  },
                  {
                    name: "metadata_admin",
                    label: t("metadataAdmin"),
                    text: JSON.stringify(identity.metadata_admin ?? null, null, 2),
                  },
                ]}
              />
            </OnlyRecent>
          </Part>
          <Part title={t("recovery")}>
            <OnlyRecent isRecent={isRecent}>
              <ActionForm action={handOutRecovery.bind(null, id)}>
                <p className="text-sm text-muted">{t("recoveryLead")}</p>
                <div className="flex flex-wrap gap-3">
                  {canSendMail() && addressFor(identity) !== undefined && (
                    <Button type="submit" name="kind" value="mail">
                      {t("sendLink")}
                    </Button>
                  )}
                  <Button type="submit" name="kind" value="link">
                    {t("createLink")}
                  </Button>
                  <Button type="submit" name="kind" value="code">
                    {t("createCode")}
                  </Button>
                </div>
              </ActionForm>
            </OnlyRecent>
          </Part>
          <Part title={t("remove")}>
            <OnlyRecent isRecent={isRecent}>
              <ActionForm action={remove.bind(null, id)}>
                <p className="text-sm text-muted">{t("removeLead")}</p>
                <CheckboxField id="confirm" label={t("removeConfirm")} messages={[]}>
                  <Checkbox id="confirm" name="confirm" value="yes" required />
                </CheckboxField>
                <div>
                  <Button type="submit" look="danger">
                    {t("remove")}
                  </Button>
                </div>
              </ActionForm>
            </OnlyRecent>
          </Part>
        </div>
      )}
      {(identity || history.entries.length > 0) && (
        <section className="mt-12">
          <h2 className="text-lg font-semibold">{t("history")}</h2>
          <AuditTable entries={history.entries} caption={t("history")} />
        </section>
      )}
    </AdminShell>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-lg font-semibold">{title}</h2>
      <Card className="mt-3">{children}</Card>
    </section>
  );
}

function Facts({ identity }: { identity: Identity }) {
  const t = useTranslations("admin.identity");
  const identities = useTranslations("admin.identities");
  const facts: [string, ReactNode][] = [
    [
      t("id"),
      <code key="id" dir="ltr">
        {identity.id}
      </code>,
    ],
    [t("schema"), identity.schema_id],
    [t("state"), identity.state === "inactive" ? identities("inactive") : identities("active")],
    [t("created"), <Time key="created" value={identity.created_at} />],
    [t("updated"), <Time key="updated" value={identity.updated_at} />],
    [
      t("addresses"),
      (identity.verifiable_addresses ?? [])
        .map(({ value, verified }) => `${value} (${verified ? t("verified") : t("unverified")})`)
        .join(", "),
    ],
  ];
  return (
    <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[8rem_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function StateForm({ identity }: { identity: Identity }) {
  const t = useTranslations("admin.identity");
  const isBlocked = identity.state === "inactive";
  return (
    <div className="mt-5 border-t border-line pt-4">
      <ActionForm action={setState.bind(null, identity.id, isBlocked ? "active" : "inactive")}>
        {isBlocked ? (
          <Notice tone="warning">{t("unblockLead")}</Notice>
        ) : (
          <p className="text-sm text-muted">
            {t("blockLead")} {hasOAuth2Server() && t("blockAccessLead")}
          </p>
        )}
        <div>
          <Button type="submit" look={isBlocked ? "secondary" : "danger"}>
            {isBlocked ? t("unblock") : t("block")}
          </Button>
        </div>
      </ActionForm>
    </div>
  );
}

function Roles({ identity }: { identity: Identity }) {
  const t = useTranslations("admin.identity");
  return (
    <ActionForm action={saveRoles.bind(null, identity.id)}>
      <p className="text-sm text-muted">{t("rolesLead")}</p>
      {ROLES.map((role) => (
        <CheckboxField key={role} id={`role-${role}`} label={t(`roleNames.${role}`)} messages={[]}>
          <Checkbox
            id={`role-${role}`}
            // A form that was answered is empty again; what is kept decides.
            key={String(hasRole(identity, role))}
            name="role"
            value={role}
            defaultChecked={hasRole(identity, role)}
          />
        </CheckboxField>
      ))}
      <div>
        <Button type="submit">{t("save")}</Button>
      </div>
    </ActionForm>
  );
}

function Traits({
  identity,
  schemas,
}: {
  identity: Identity;
  schemas: Awaited<ReturnType<typeof listSchemas>>;
}) {
  const t = useTranslations("admin.identity");
  const titleOf = useTraitTitle();
  if (schemas.kind !== "ok") return <Trouble result={schemas} />;
  const fields = traitFields(schemas.value.find(({ id }) => id === identity.schema_id)?.schema);
  return (
    <TraitsForm
      action={saveTraits.bind(null, identity.id)}
      fields={fields.map((field) => ({ ...field, label: titleOf(field.label) }))}
      texts={fieldTexts(fields, identity.traits)}
      submit={t("save")}
    />
  );
}

function Sessions({ id, sessions }: { id: string; sessions: AdminResult<Session[]> }) {
  const t = useTranslations("admin.identity");
  const common = useTranslations("admin.common");
  if (sessions.kind !== "ok") return <p className="text-muted">{troubleText(sessions, common)}</p>;
  if (sessions.value.length === 0) return <p className="text-muted">{t("noSessions")}</p>;
  return (
    <>
      <ul className="-my-5 divide-y divide-line">
        {sessions.value.map((session) => (
          <li key={session.id}>
            <SessionRow session={session}>
              <ActionForm action={revokeOne.bind(null, session.id)}>
                <Button type="submit">{t("revoke")}</Button>
              </ActionForm>
            </SessionRow>
          </li>
        ))}
      </ul>
      <div className="mt-5 border-t border-line pt-4">
        <ActionForm action={revokeAll.bind(null, id)}>
          <div>
            <Button type="submit" look="danger">
              {t("revokeAll")}
            </Button>
          </div>
        </ActionForm>
      </div>
    </>
  );
}
