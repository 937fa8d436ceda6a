// Where providers send people back to.
import type { Hono } from "hono";
import { comeBack } from "../flows/provider-return.js";
import { publicUrl } from "../flows/return-to.js";
import { CALLBACK_PATH } from "../methods/oidc/providers.js";
import { forwarded, noContent, redirect } from "./answer.js";
import { decodeBody } from "./body.js";
import { answerSubmit } from "./outcomes.js";
import type { PublicEnv, Visit } from "./visit.js";

export function registerProviderRoutes(app: Hono<PublicEnv>): void {
  app.get(
    CALLBACK_PATH,
    forwarded((visit) => returned(visit, undefined)),
  );
  app.get(
    `${CALLBACK_PATH}/:provider`,
    forwarded((visit) => returned(visit, lastSegment(visit.url))),
  );
  app.post(
    `${CALLBACK_PATH}/:provider`,
    forwarded((visit, request) => posted(visit, request)),
  );
}

async function returned(visit: Visit, provider: string | undefined): Promise<Response> {
  // A code is good once: a browser that looks ahead must not use it up.
  if (visit.isWithoutIntent) return noContent(visit);
  visit.outcome = await comeBack(visit.context, visit, provider);
  return answerSubmit(visit, visit.outcome);
}

/** Apple posts its answer, and browsers send no cookies with a post from elsewhere: they come again by GET. */
async function posted(visit: Visit, request: Request): Promise<Response> {
  const { fields } = await decodeBody(request);
  const url = new URL(publicUrl(visit.config, visit.url.pathname));
  for (const [name, value] of visit.query) url.searchParams.set(name, value);
  for (const [name, value] of Object.entries(fields)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === "string") url.searchParams.set(name, last);
  }
  url.searchParams.sort();
  return redirect(visit, url.href, 302);
}

function lastSegment({ pathname }: URL): string {
  const segment = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
