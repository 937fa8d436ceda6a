/** The applications that an identity has given access to, and the way to take it back. */
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { useTranslations } from "@/lib/i18n";
import type { ConnectedApplication, ConnectedApplications } from "@/lib/oauth2/connected";
import type { AdminResult } from "@/lib/ory/admin";
import { ActionForm } from "./action-form";
import type { FormAction } from "./action-state";

interface ApplicationListProps {
  connected: AdminResult<ConnectedApplications>;
  /** What the button at an application does, by its client's id. */
  takeBack: (clientId: string) => FormAction;
}

export function ApplicationList({ connected, takeBack }: ApplicationListProps) {
  const t = useTranslations("admin.identity");
  const ofPages = useTranslations("applications");
  if (connected.kind !== "ok") return <p className="text-muted">{ofPages("unavailable")}</p>;
  const { applications, isWhole } = connected.value;
  if (applications.length === 0) return <p className="text-muted">{t("noApplications")}</p>;
  return (
    <>
      <ul className="-my-5 divide-y divide-line">
        {applications.map((application) => (
          <li key={application.clientId}>
            <Row application={application} action={takeBack(application.clientId)} />
          </li>
        ))}
      </ul>
      {!isWhole && <p className="mt-5 text-sm text-muted">{ofPages("more")}</p>}
    </>
  );
}

function Row({ application, action }: { application: ConnectedApplication; action: FormAction }) {
  const t = useTranslations("applications");
  const unnamed = useTranslations("oauth2")("unnamed");
  const { clientId, name, scopes, givenAt } = application;
  const nameId = useId();
  return (
    <div className="grid gap-3 py-5">
      <div className="min-w-0 text-sm [overflow-wrap:anywhere]">
        <p id={nameId} className="text-base font-semibold">
          <bdi>{name === "" ? unnamed : name}</bdi>
        </p>
        <p className="mt-1 text-muted">
          <bdi dir="ltr">{clientId}</bdi>
        </p>
        <p className="mt-1 text-muted">
          {t("given")} <Time value={givenAt} />
        </p>
        <p className="mt-1 empty:hidden" dir="ltr">
          {scopes.join(" ")}
        </p>
      </div>
      <ActionForm action={action}>
        <div>
          <Button type="submit" aria-describedby={nameId}>
            {t("takeBack")}
          </Button>
        </div>
      </ActionForm>
    </div>
  );
}
