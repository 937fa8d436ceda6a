/** What becomes of a request for a page, before it is rendered. Knows nothing of Next.js. */
import { signOut } from "@/lib/ory/logout";
import { hrefOf } from "@/lib/ory/destination";
import { withSetCookies } from "@/lib/ory/cookies";
import { type FlowKind, isFlowId, isFlowKind } from "@/lib/ory/flow-kind";
import { startFlow } from "@/lib/ory/start-flow";
import { isPrefetch, type Visitor } from "@/lib/request";
import { keptPlace } from "@/lib/settings/section-return";
import {
  offeredSections,
  sectionOfPath,
  sectionPath,
  type SettingsSectionName,
} from "@/lib/settings/sections";
import { loginHref, UNAVAILABLE_PATH, unavailableHref } from "@/lib/session/hrefs";
import type { NoticeId } from "@/lib/session/notices";
import { replacementNotice } from "@/lib/session/notices";
import { isProtected } from "@/lib/session/protected-paths";
import { sealSession } from "@/lib/session/sealed-session";
import { askWhoami, whoami, type Whoami } from "@/lib/session/whoami";

export type Decision =
  | {
      kind: "page";
      /** Path and query to render in place of what was asked for. */
      rewriteTo?: string;
      /** The session that was verified on the way, sealed. */
      session?: string | undefined;
      /** Whether the page's flow has just been started. */
      isStarted?: boolean;
      /** Why the page has a new flow. */
      notice?: NoticeId | undefined;
      /** The sections that the service's settings have, where this has just been learnt. */
      sections?: SettingsSectionName[] | undefined;
      /** HTTP status of the page, where it is not 200. */
      status?: number;
      setCookies: string[];
    }
  | {
      kind: "redirect";
      to: string;
      notice?: NoticeId | undefined;
      sections?: SettingsSectionName[] | undefined;
      /** Whether the place in the settings that was kept has been returned to. */
      isBackAtPlace?: boolean;
      setCookies: string[];
    }
  /** A request that must have no effect, for a page that can't be shown without one. */
  | { kind: "nothing" };

export interface PageRequest {
  method: string;
  headers: Headers;
  /** Of this page, whatever the origin in it. */
  url: URL;
  /** The cookie that knows from which section of the settings a flow was sent. */
  place?: string | undefined;
}

interface DecideOptions {
  flowUrl: "rewrite" | "redirect";
}

export async function decide(
  request: PageRequest,
  visitor: Visitor,
  { flowUrl }: DecideOptions,
): Promise<Decision> {
  const { pathname, search, searchParams } = request.url;
  if (pathname === UNAVAILABLE_PATH) return { kind: "page", status: 503, setCookies: [] };
  const here = `${pathname}${search}`;
  const isIdle = request.method === "HEAD" || isPrefetch(request.headers);

  const token = pathname === "/logout" ? searchParams.get("token") : null;
  if (token !== null) return isIdle ? { kind: "nothing" } : logout(visitor, token, searchParams);

  const place = pathname === "/settings" ? await keptPlace(request.place) : undefined;
  if (place?.page !== undefined && place.flowId === searchParams.get("flow")) {
    return {
      kind: "redirect",
      to: `${sectionPath(place.page)}${search}`,
      isBackAtPlace: true,
      setCookies: [],
    };
  }

  const kind = flowKindOf(pathname);
  // A second factor is set up in the settings: their flow is for the service to guard, whatever REQUIRE_AAL2 says.
  const ask = kind === "settings" ? askWhoami : whoami;
  const guarded = isProtected(pathname) ? await guard(await ask(visitor), visitor, here) : undefined;
  if (guarded && (guarded.kind !== "page" || guarded.rewriteTo !== undefined)) return guarded;

  const isToStart = kind !== undefined && (request.method === "GET" || isIdle) && !hasFlow(searchParams);
  if (!isToStart) return guarded ?? { kind: "page", setCookies: [] };
  if (isIdle) return { kind: "nothing" };

  const setCookies = guarded?.setCookies ?? [];
  const renewed = { ...visitor, cookie: withSetCookies(visitor.cookie, setCookies) };
  const started = await start(kind, request.url, renewed, flowUrl);
  return started.kind === "nothing"
    ? started
    : { ...guarded, ...started, setCookies: [...setCookies, ...started.setCookies] };
}

/** The kind of flow that a page shows: its own name, or that of the settings for each of their sections. */
function flowKindOf(pathname: string): FlowKind | undefined {
  const name = pathname.slice(1);
  if (isFlowKind(name)) return name;
  return sectionOfPath(pathname) === undefined ? undefined : "settings";
}

async function guard(who: Whoami, visitor: Visitor, here: string): Promise<Decision> {
  switch (who.kind) {
    case "session": {
      const cookie = withSetCookies(visitor.cookie, who.setCookies);
      return { kind: "page", session: await sealSession(who.session, cookie), setCookies: who.setCookies };
    }
    case "none":
      return redirectTo(loginHref(here, { isSecondFactor: false }));
    case "aal2":
      return redirectTo(loginHref(here, { isSecondFactor: true }));
    case "unavailable":
      return unavailable(here);
  }
}

async function start(
  kind: FlowKind,
  url: URL,
  visitor: Visitor,
  flowUrl: "rewrite" | "redirect",
): Promise<Decision> {
  const replaced = replacementNotice.safeParse(url.searchParams.get("notice")).data;
  const notice = replaced ?? (url.searchParams.has("flow") ? "flow_gone" : undefined);
  const outcome = await startFlow(kind, url.searchParams, visitor, url.pathname.slice(1));
  switch (outcome.kind) {
    case "flow": {
      const { flow, setCookies } = outcome;
      const flowId = flow.id;
      const groups = kind === "settings" ? flow.ui.nodes.map(({ group }) => group as string) : undefined;
      const sections = groups && offeredSections(groups);
      // A visitor whose browser keeps no cookies would be sent in circles by a second redirect.
      if (flowUrl === "redirect" && replaced === undefined) {
        return { kind: "redirect", to: `${url.pathname}?flow=${flowId}`, notice, sections, setCookies };
      }
      const query = new URLSearchParams(url.searchParams);
      query.delete("notice");
      query.set("flow", flowId);
      const rewriteTo = `${url.pathname}?${query.toString()}`;
      return { kind: "page", rewriteTo, isStarted: true, notice, sections, setCookies };
    }
    case "redirect":
      return outcome;
    case "unavailable":
      return unavailable(`${url.pathname}${url.search}`);
  }
}

async function logout(visitor: Visitor, token: string, query: URLSearchParams): Promise<Decision> {
  const returnTo = query.get("return_to") ?? undefined;
  const outcome = await signOut(visitor, token, returnTo);
  switch (outcome.kind) {
    case "signed-out":
      return {
        kind: "redirect",
        to: hrefOf(outcome.to),
        notice: "signed_out",
        setCookies: outcome.setCookies,
      };
    case "refused":
      // An old link, or somebody else's: the page asks instead.
      return redirectTo("/logout");
    case "unavailable":
      return unavailable("/logout");
  }
}

function hasFlow(query: URLSearchParams): boolean {
  const ids = query.getAll("flow");
  return ids.length === 1 && isFlowId(ids[0]);
}

/** Shown in place of what was asked for, under its address: reloading tries again. */
function unavailable(here: string): Decision {
  return { kind: "page", status: 503, rewriteTo: unavailableHref(here), setCookies: [] };
}

function redirectTo(to: string): Decision {
  return { kind: "redirect", to, setCookies: [] };
}
