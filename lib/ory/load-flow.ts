/** The flow that a page shows. */
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import { hereOf, OWN_HEADERS, type Visitor, visitorOf } from "@/lib/request";
import { returnToForService, safeReturnTo } from "@/lib/return-to";
import { loginHref, unavailableHref } from "@/lib/session/hrefs";
import { type Notice, type ReplacementNotice, readNotices } from "@/lib/session/notices";
import { readTyped } from "@/lib/session/typed";
import { type Meaning, meaningOf } from "./answer";
import { askService, frontendApi } from "./client";
import { errorHref } from "./flow-error";
import { type FlowByKind, type FlowKind, isFlowId } from "./flow-kind";
import { startHref, startParameters } from "./start-parameters";

export type SearchParams = Record<string, string | string[] | undefined>;

export interface LoadedFlow<K extends FlowKind> {
  flow: FlowByKind[K];
  notices: Notice[];
  /** What was typed when the service did not answer, by field name; never what is secret. */
  typed: Record<string, string>;
  /** Where the visitor was going: a path here, or an address that the service allows. */
  returnTo: string | undefined;
}

/**
 * Fetches the page's flow with the visitor's cookies. Redirects by itself where the flow must be replaced, the
 * visitor must go elsewhere, or the service is away: a page has no say in its status, the address it leads to has.
 *
 * @param page  the page that shows it, where its name is another than the flow's (`settings/password`)
 */
export async function loadFlow<K extends FlowKind>(
  kind: K,
  searchParams: SearchParams,
  page: string = kind,
): Promise<LoadedFlow<K>> {
  const requestHeaders = await headers();
  const visitor = visitorOf(requestHeaders);
  const query = queryOf(searchParams);
  const here = hereOf(requestHeaders, startHref(page, startParameters(kind, query)));
  const unavailable = unavailableHref(here, visitor.requestId);
  const id = query.get("flow");
  if (!isFlowId(id)) return redirect(unavailable);

  const operation = `fetch ${kind}`;
  const result = await askService(operation, visitor, (options) => getFlow[kind](id, options));
  const meaning = meaningOf(kind, result, operation, visitor);
  if (meaning?.kind === "flow") {
    const [notices, typed] = await Promise.all([readNotices(), readTyped(id)]);
    const flow = kind === "verification" ? explained(meaning.flow, notices) : meaning.flow;
    return {
      flow,
      notices: flow === meaning.flow ? notices : notices.filter(({ id }) => id !== "address_unverified"),
      typed,
      returnTo: returnToOf(flow, visitor),
    };
  }
  // It can't be shown at all: what an OAuth2 server asked for by it is over, for one.
  if (meaning?.kind === "error" && meaning.status === 400) {
    return redirect(await errorHref({ code: meaning.status, ...meaning.error }));
  }
  // A flow that is refused right after its start will be refused again: no circles.
  if (meaning?.kind !== "error" || requestHeaders.has(OWN_HEADERS.started)) return redirect(unavailable);
  return redirect(replacementHref({ kind, page }, meaning, query, here) ?? unavailable);
}

/** The flow of a verification that a refused sign-in led to shows the message of that sign-in. */
function explained<F extends FlowByKind[FlowKind]>(flow: F, notices: readonly Notice[]): F {
  if (!notices.some(({ id }) => id === "address_unverified")) return flow;
  const message = { id: 4000010, type: "error", text: "" } as const;
  return { ...flow, ui: { ...flow.ui, messages: [message, ...(flow.ui.messages ?? [])] } };
}

function replacementHref(
  { kind, page }: { kind: FlowKind; page: string },
  { status, error, useFlowId }: Extract<Meaning<FlowKind>, { kind: "error" }>,
  query: URLSearchParams,
  here: string,
): string | undefined {
  if (useFlowId !== undefined) return `/${page}?flow=${useFlowId}`;
  const startAgain = (notice: ReplacementNotice) =>
    startHref(page, { ...startParameters(kind, query), ...formerParameters(kind, error.details), notice });
  if (status === 401) return loginHref(here, { isSecondFactor: false });
  if (error.id === "session_aal2_required") return loginHref(here, { isSecondFactor: true });
  if (status === 403) return startAgain("flow_foreign");
  if (status === 404) return startAgain("flow_gone");
  return status === 410 ? startAgain("flow_expired") : undefined;
}

/** An expired flow names the address that it was started by. */
function formerParameters(kind: FlowKind, details: Record<string, unknown> | undefined) {
  const start = details?.redirect_to;
  if (typeof start !== "string" || !URL.canParse(start)) return {};
  return startParameters(kind, new URL(start).searchParams);
}

function returnToOf({ return_to: given }: { return_to?: string }, { origin }: Visitor): string | undefined {
  if (given === undefined) return undefined;
  return safeReturnTo(given, "", origin) || returnToForService(given, origin);
}

function queryOf(searchParams: SearchParams): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(searchParams)) {
    for (const each of [value].flat()) if (each !== undefined) query.append(name, each);
  }
  return query;
}

const getFlow: Record<
  FlowKind,
  (id: string, options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>
> = {
  login: (id, options) => frontendApi().getLoginFlow({ id }, options),
  registration: (id, options) => frontendApi().getRegistrationFlow({ id }, options),
  recovery: (id, options) => frontendApi().getRecoveryFlow({ id }, options),
  verification: (id, options) => frontendApi().getVerificationFlow({ id }, options),
  settings: (id, options) => frontendApi().getSettingsFlow({ id }, options),
};
