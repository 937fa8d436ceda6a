import type { ReactNode } from "react";
import { headers } from "next/headers";
import type { Identity, Session } from "@ory/client";
import { AdviceCard } from "@/components/account/advice-card";
import { firstName, initials, personAddress, personName } from "@/components/account/person";
import { useAssuranceText, useSessionWays } from "@/components/account/ways";
import { AccountShell } from "@/components/shell/account-shell";
import { Notices } from "@/components/shell/notices";
import { Card } from "@/components/ui/card";
import { ArrowIcon } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import type { AdviceId } from "@/lib/advice/advice";
import { adviceFor } from "@/lib/advice/advice-for";
import { putAwayOf } from "@/lib/advice/put-away";
import { getTranslations, useTranslations } from "@/lib/i18n";
import { getLogoutHref } from "@/lib/ory/logout";
import { visitorOf } from "@/lib/request";
import { readNotices } from "@/lib/session/notices";
import { requireSession } from "@/lib/session/session";

export default async function DashboardPage() {
  const session = await requireSession();
  const [logoutHref, notices, advice] = await Promise.all([
    getLogoutHref(),
    readNotices(),
    readAdvice(session),
  ]);
  const t = await getTranslations("dashboard");
  const name = firstName(session.identity);
  return (
    <AccountShell title={t("title")} current="dashboard" here="/dashboard" logoutHref={logoutHref}>
      <h1 className="text-3xl font-semibold [overflow-wrap:anywhere]">
        {(name !== undefined && t("hello", { name })) || t("title")}
      </h1>
      <p className="mt-2 text-muted">{t("lead")}</p>
      <div className="mt-6 grid gap-3 empty:hidden">
        <Notices notices={notices} />
        <UnconfirmedAddress identity={session.identity} />
      </div>
      <AdviceCard advice={advice} />
      <div className="mt-8 grid gap-5 md:grid-cols-2">
        <PersonCard identity={session.identity} />
        <SessionCard session={session} />
      </div>
      <h2 className="mt-12 text-lg font-semibold">{t("next")}</h2>
      <ul className="mt-3 grid gap-4 sm:grid-cols-3">
        <NextStep href="/settings/profile" title={t("edit")} lead={t("editLead")} />
        <NextStep href="/settings/password" title={t("changePassword")} lead={t("changePasswordLead")} />
        <NextStep href="/sessions" title={t("devices")} lead={t("devicesLead")} />
      </ul>
    </AccountShell>
  );
}

async function readAdvice(session: Session): Promise<AdviceId[]> {
  const visitor = visitorOf(await headers());
  return adviceFor(session, visitor, await putAwayOf(session.identity?.id ?? "", visitor.cookie));
}

function UnconfirmedAddress({ identity }: { identity: Identity | undefined }) {
  const t = useTranslations("dashboard");
  const address = identity?.verifiable_addresses?.find(({ verified }) => !verified);
  if (!address) return null;
  return (
    <Notice tone="warning">
      {t("confirmLead", { address: address.value })}{" "}
      <Link href="/verification?return_to=/dashboard" look="plain" className="font-semibold underline">
        {t("confirm")}
      </Link>
    </Notice>
  );
}

function PersonCard({ identity }: { identity: Identity | undefined }) {
  const t = useTranslations("dashboard");
  const address = personAddress(identity);
  const known = identity?.verifiable_addresses?.find(({ value }) => value === address);
  return (
    <Card>
      <h2 className="text-sm font-medium text-muted">{t("you")}</h2>
      <div className="mt-4 flex items-center gap-4">
        <span
          aria-hidden="true"
          className="flex size-14 shrink-0 items-center justify-center rounded-pill bg-accent-soft text-lg font-semibold text-accent"
        >
          {initials(identity)}
        </span>
        <div className="min-w-0">
          <p className="text-lg leading-6 font-semibold [overflow-wrap:anywhere]">
            {personName(identity) ?? address}
          </p>
          {personName(identity) !== undefined && (
            <p className="text-muted [overflow-wrap:anywhere]">{address}</p>
          )}
        </div>
      </div>
      <Facts>
        {known && (
          <Fact name={t("address")}>
            <span className={known.verified ? "text-success" : "text-warning"}>
              {known.verified ? t("confirmed") : t("unconfirmed")}
            </span>
          </Fact>
        )}
        <Fact name={t("memberSince")}>
          <Time value={identity?.created_at} withTime={false} />
        </Fact>
      </Facts>
    </Card>
  );
}

function SessionCard({ session }: { session: Session }) {
  const t = useTranslations("dashboard");
  return (
    <Card>
      <h2 className="text-sm font-medium text-muted">{t("session")}</h2>
      <Facts>
        <Fact name={t("signedInWith")}>{useSessionWays(session).join(" + ")}</Fact>
        <Fact name={t("assurance")}>{useAssuranceText(session)}</Fact>
        <Fact name={t("signedInAt")}>
          <Time value={session.authenticated_at} />
        </Fact>
        <Fact name={t("until")}>
          <Time value={session.expires_at} />
        </Fact>
      </Facts>
    </Card>
  );
}

const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="mt-5 grid gap-2.5 text-[0.9375rem]">{children}</dl>
);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-6 border-t border-line pt-2.5">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function NextStep({ href, title, lead }: { href: string; title: string; lead: string }) {
  return (
    <li>
      <Link
        href={href}
        look="plain"
        className="group block h-full rounded-card border border-line p-5 hover:border-control hover:bg-surface"
      >
        <span className="flex items-center justify-between gap-3 font-semibold">
          {title}
          <ArrowIcon className="shrink-0 text-muted transition-transform group-hover:translate-x-0.5 rtl:-scale-x-100 rtl:group-hover:-translate-x-0.5 group-hover:text-accent" />
        </span>
        <span className="mt-1.5 block text-sm text-muted">{lead}</span>
      </Link>
    </li>
  );
}
