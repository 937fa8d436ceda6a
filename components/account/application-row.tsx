/** One application that may use the account: what it may do, since when, and the way to take that back. */
import { useId } from "react";
import { ScopeList } from "@/components/oauth2/scope-list";
import { Button, buttonStyle } from "@/components/ui/button";
import { ApplicationIcon } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { useTranslations } from "@/lib/i18n";
import type { ConnectedApplication } from "@/lib/oauth2/connected";

/** Its logo is not shown: a picture from elsewhere would tell that place who looks at this page, and the policy allows none. */
export function ApplicationRow({ application }: { application: ConnectedApplication }) {
  const t = useTranslations("applications");
  const { clientId, name, scopes, givenAt, website, policy, terms } = application;
  const unnamed = useTranslations("oauth2")("unnamed");
  const client = name === "" ? unnamed : name;
  const nameId = useId();
  const links = [
    { text: t("website"), href: website },
    { text: t("policy"), href: policy },
    { text: t("terms"), href: terms },
  ];
  return (
    <div className="flex items-start gap-x-4 py-5">
      <span className="flex size-11 shrink-0 items-center justify-center rounded-control bg-sunken text-muted">
        <ApplicationIcon width="22" height="22" />
      </span>
      <div className="min-w-0 flex-1">
        <h2 id={nameId} className="font-semibold [overflow-wrap:anywhere]">
          <bdi>{client}</bdi>
        </h2>
        {name === "" && (
          <p className="mt-1 text-sm text-muted [overflow-wrap:anywhere]">
            <bdi dir="ltr">{clientId}</bdi>
          </p>
        )}
        <p className="mt-1 text-sm text-muted">
          {t("given")} <Time value={givenAt} /> · {t(askingOf(application))}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm empty:hidden">
          {links.map(
            ({ text, href }) =>
              href !== undefined && (
                <Link
                  key={text}
                  href={href}
                  look="quiet"
                  target="_blank"
                  rel="noopener noreferrer nofollow"
                  aria-describedby={nameId}
                >
                  {text}
                </Link>
              ),
          )}
        </p>
        {scopes.length > 0 && (
          <div className="mt-3 text-sm">
            <p>{t("may")}</p>
            <ScopeList scopes={scopes} />
          </div>
        )}
        <TakeBack application={application} client={client} nameId={nameId} />
      </div>
    </div>
  );
}

function askingOf({ isOfThisHouse, isRemembered }: ConnectedApplication) {
  if (isOfThisHouse) return "ofThisHouse";
  return isRemembered ? "asksNoMore" : "asksEachTime";
}

interface TakeBackProps {
  application: ConnectedApplication;
  /** What it is called. */
  client: string;
  /** Of the element that says so. */
  nameId: string;
}

/** Two steps, without script too: what it means first, then the button. */
function TakeBack({ application: { clientId, isOfThisHouse }, client, nameId }: TakeBackProps) {
  const t = useTranslations("applications");
  const leadId = useId();
  return (
    <details className="group mt-4">
      <summary
        aria-describedby={nameId}
        className={buttonStyle({
          look: "danger",
          className: "cursor-pointer list-none group-open:border-line [&::-webkit-details-marker]:hidden",
        })}
      >
        {t("takeBack")}
      </summary>
      <form action="/api/oauth2/applications" method="post" data-flow-form className="mt-4 grid gap-4">
        <input type="hidden" name="client" value={clientId} />
        <p id={leadId} className="text-sm [overflow-wrap:anywhere]">
          {t(isOfThisHouse ? "takeBackLeadHouse" : "takeBackLead", { client })}
        </p>
        <div>
          <Button type="submit" look="danger" aria-describedby={leadId}>
            {t("confirm")}
          </Button>
        </div>
      </form>
    </details>
  );
}
