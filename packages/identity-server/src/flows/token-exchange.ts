// How a native client gets the session that a person began in a browser: with a code from the start of the flow and one
// that the browser brings back, each worth nothing without the other.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "../context.js";
import { badRequest, notFound } from "../http/errors.js";
import { seal, unseal } from "../http/seal.js";
import { findActiveSession } from "../sessions/active.js";
import type { ActiveSession } from "../sessions/session.js";
import { randomAlphanumerics } from "../sessions/token.js";
import type { Flow } from "./flow.js";
import { withQuery } from "./return-to.js";

const CODE_LENGTH = 64;
const PURPOSE = "token exchange";

export function digestOf(code: string): Buffer {
  return createHash("sha256").update(code).digest();
}

/**
 * Keeps a session for the native client that the flow belongs to.
 *
 * @returns the address that the browser takes the second code to; undefined when nobody waits for it
 */
export async function keepForExchange(
  context: Context,
  flow: Flow,
  active: ActiveSession,
  returnTo: string,
): Promise<string | undefined> {
  if (flow.type !== "api" || !context.store.tokenExchanges.findByFlow(flow.id)) return undefined;
  const code = randomAlphanumerics(CODE_LENGTH);
  const sealed = seal(active.token, PURPOSE, context.config().secrets.default);
  await context.store.write(() => {
    context.store.tokenExchanges.complete(flow.id, digestOf(code), sealed);
  });
  return withQuery(returnTo, { code });
}

/**
 * Redeems the two codes; they are good once.
 *
 * @throws ApiError 400 or 404
 */
export async function exchangeToken(context: Context, query: URLSearchParams): Promise<ActiveSession> {
  const [init, back] = [query.get("init_code") ?? "", query.get("return_to_code") ?? ""];
  if (init === "" || back === "") {
    throw badRequest('The query needs both codes: "init_code" and "return_to_code".');
  }
  const exchange = context.store.tokenExchanges.findByInitDigest(digestOf(init));
  const isRight = exchange?.returnDigest != null && timingSafeEqual(exchange.returnDigest, digestOf(back));
  if (!isRight || exchange.sealedToken === null) throw noSession();
  const token = unseal(exchange.sealedToken, PURPOSE, context.config().secrets.default);
  const isFirst = await context.store.write(() => context.store.tokenExchanges.delete(exchange.flowId));
  const active = isFirst && token !== undefined ? findActiveSession(context, token) : undefined;
  if (!active) throw noSession();
  return active;
}

function noSession() {
  return notFound("There is no session for these codes: nobody has signed in yet, or it was fetched before.");
}
