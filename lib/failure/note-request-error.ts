/** What becomes of a failure that nobody foresaw: a line in the log, and a page that can be read. */
import type { Instrumentation } from "next";
import { failures, languages } from "@/lib/i18n/failures";
import { localeOf } from "@/lib/i18n/negotiate";
import { log } from "@/lib/log";
import { OWN_HEADERS } from "@/lib/request";
import { cookieValue } from "@/lib/ory/cookies";
import { THEME_COOKIE, themeSchema } from "@/lib/theme";
import { noteFailure } from "./failed-requests";
import { failureHtml } from "./failure-html";

/** @see https://nextjs.org/docs/app/api-reference/file-conventions/instrumentation#onrequesterror-optional */
export const noteRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const header = (name: string) => [request.headers[name]].flat()[0];
  const requestId = header(OWN_HEADERS.requestId);
  const digest = digestOf(error);
  log().error(
    { requestId, digest, route: context.routePath, during: context.routeType, fault: faultName(error) },
    "a request failed in a way nobody foresaw",
  );
  if (requestId === undefined || context.routeType !== "render") return;
  const reference = digest ?? requestId;
  const nonce = header(OWN_HEADERS.nonce) ?? "";
  const cookie = header("cookie") ?? "";
  const locale = localeOf(new Headers({ cookie, "accept-language": header("accept-language") ?? "" }));
  const html = failureHtml({
    words: failures[locale],
    lang: locale,
    dir: languages[locale].dir,
    theme: themeOf(cookie),
    nonce,
    reference,
  });
  noteFailure(requestId, html);
};

/** What Next.js calls the error in the log, and in the page where its script runs. */
function digestOf(error: unknown): string | undefined {
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

/** The kind of the error, without its message: that may hold what a person has typed. */
function faultName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function themeOf(cookie: string) {
  return themeSchema.safeParse(cookieValue(cookie, THEME_COOKIE)).data ?? "system";
}
