import type { ReactNode } from "react";
import { pageHref } from "@/components/flow/page-href";
import { AuthShell } from "@/components/shell/auth-shell";
import { SupportLine } from "@/components/shell/support-line";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Quotation } from "@/components/ui/quotation";
import {
  getTranslations,
  ids,
  isTextId,
  type ToldMessage,
  useToldProviderError,
  useTranslations,
} from "@/lib/i18n";
import { oauth2Trouble, providerError } from "@/lib/oauth2/error-codes";
import { loadFlowError } from "@/lib/ory/error";
import { type NextStep, nextStep } from "@/lib/ory/error-ids";
import type { SearchParams } from "@/lib/ory/load-flow";
import { loginHref } from "@/lib/session/hrefs";

/** What can be told of an error, from the service or from the address. */
interface ToldError {
  /** The protocol's id, e.g. `security_csrf_violation`. */
  id?: string | undefined;
  /** HTTP status. */
  code?: number | undefined;
  reason?: string | undefined;
  isRequestOver?: boolean;
  /** What an authorization server has put into the address, as RFC 6749 names it. */
  oauth2?: { error: string; description: string | undefined };
  json: object;
}

export default async function ErrorPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const query = await searchParams;
  const t = await getTranslations("error");
  const id = single(query.id);
  const here = pageHref("/error", {
    id,
    error: single(query.error),
    error_description: single(query.error_description),
  });
  if (id === undefined) {
    const told = oauth2Error(query);
    return told ? <ErrorCard error={told} here={here} /> : <Frame lead={t("none")} here={here} />;
  }

  const loaded = await loadFlowError(id);
  if (loaded.kind === "error") return <ErrorCard error={loaded.error} here={here} />;
  return <Frame lead={t("gone")} here={here} />;
}

function ErrorCard({ error, here }: { error: ToldError; here: string }) {
  const t = useTranslations("error");
  const { text, quotation } = useTold(error);
  return (
    <Frame lead={text} here={here} next={error.isRequestOver ? "start" : nextStep(error.id)}>
      {quotation && <Quotation {...quotation} className="mt-4 border-line text-muted" />}
      <details className="mt-6 text-sm">
        <summary className="py-1.5 font-medium text-muted hover:text-ink">{t("details")}</summary>
        <pre
          dir="ltr"
          data-testid="code-box"
          tabIndex={0}
          className="mt-2 max-h-80 overflow-auto rounded-control bg-sunken p-4 font-mono text-xs leading-5"
        >
          {JSON.stringify(error.json, null, 2)}
        </pre>
      </details>
    </Frame>
  );
}

/** What happened in the visitor's language; what others say of it as they say it. */
function useTold({ id, code, reason, isRequestOver, oauth2 }: ToldError): ToldMessage {
  const t = useTranslations("error");
  const all = useTranslations();
  const tellProviderError = useToldProviderError();
  if (oauth2) {
    const { error, description } = oauth2;
    const trouble = oauth2Trouble(error);
    const words = description ?? (trouble === undefined ? error : undefined);
    return {
      text: trouble === undefined ? t("lead") : t(`oauth2.${trouble}`),
      ...(words !== undefined && { quotation: { words, language: "" } }),
    };
  }
  const fromProvider = reason === undefined ? undefined : providerError(reason);
  if (fromProvider) return tellProviderError(fromProvider);
  const text = isTextId(ids.error.byId, id) ? t(`byId.${id}`) : t((code ?? 400) >= 500 ? "internal" : "lead");
  return {
    text: isRequestOver ? all("oauth2.gone.lead") : text,
    // The service speaks English.
    ...(reason !== undefined && { quotation: { words: reason, language: "en" } }),
  };
}

interface FrameProps {
  lead: string;
  here: string;
  /** Where it goes on. */
  next?: NextStep;
  children?: ReactNode;
}

function Frame({ lead, here, next = "login", children }: FrameProps) {
  const t = useTranslations("error");
  const all = useTranslations();
  const ways = {
    login: { href: "/login", text: t("toLogin") },
    account: { href: "/dashboard", text: all("verification.toAccount") },
    second_step: {
      href: loginHref("/dashboard", { isSecondFactor: true }),
      text: all("login.secondFactorTitle"),
    },
    confirm: { href: loginHref("/dashboard", { isRefresh: true }), text: all("login.refreshTitle") },
    verify: { href: "/verification", text: all("verification.title") },
    settings: { href: "/settings", text: all("settings.title") },
    start: { href: "/", text: t("toStart") },
  } satisfies Record<NextStep, { href: string; text: string }>;
  return (
    <AuthShell title={t("title")} here={here}>
      <Card padding="roomy" lift="raised" data-testid="error-auth-card">
        <h1 className="text-[1.625rem] font-semibold">{t("title")}</h1>
        <div data-testid="ui/error/message">
          <p className="mt-2 text-muted">{lead}</p>
          {children}
        </div>
        <div className="mt-7 grid gap-3">
          <ButtonLink href={ways[next].href} look="primary" width="full">
            {ways[next].text}
          </ButtonLink>
          {next !== "start" && (
            <ButtonLink href={ways.start.href} width="full">
              {ways.start.text}
            </ButtonLink>
          )}
        </div>
        <SupportLine />
      </Card>
    </AuthShell>
  );
}

const single = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

/** An authorization server sends its errors in the address (RFC 6749, 4.1.2.1). Its words are shown as a quotation, never as ours. */
function oauth2Error(query: SearchParams): ToldError | undefined {
  const error = single(query.error)?.slice(0, 100);
  if (error === undefined) return undefined;
  const description = single(query.error_description)?.slice(0, 500);
  return {
    oauth2: { error, description },
    json: { error, ...(description !== undefined && { error_description: description }) },
  };
}
