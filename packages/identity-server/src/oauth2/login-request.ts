// An OAuth2 server beside this one (Ory Hydra): it asks for a sign-in by a login challenge, and is told of it by its admin
// API, at `oauth2_provider.url`.
import * as z from "zod";
import type { Context } from "../context.js";
import type { Flow } from "../flows/flow.js";
import { ApiError } from "../http/error.js";
import { badRequest } from "../http/errors.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { OutgoingError, type OutgoingAnswer } from "../outgoing/client.js";
import type { Session } from "../sessions/session.js";

export interface LoginRequest {
  /** The person signed in for that server before: it needs no form, only to be told that it is still the same person. */
  skip: boolean;
  /** The address that the OAuth2 client sent the person to. */
  requestUrl: string;
  /** All of it, as the server has it. */
  json: JsonObject;
}

const PATH = "/admin/oauth2/auth/requests/login";
const RETRIES = 1;
const TIMEOUT_MS = 10_000;

const asked = z.object({ skip: z.boolean().default(false), request_url: z.string().default("") });
const accepted = z.object({ redirect_to: z.url({ protocol: /^https?$/ }) });

/**
 * The challenge in the query of a start.
 *
 * @returns null where there is none
 * @throws ApiError 500 when no OAuth2 server is configured, 400 when the challenge is empty
 */
export function readLoginChallenge({ config }: Context, query: URLSearchParams): string | null {
  const challenge = query.get("login_challenge");
  if (challenge === null) return null;
  if (config().oauth2_provider.url === undefined) {
    throw new ApiError({
      code: 500,
      message: "Something went wrong on the server",
      reason:
        'The request has a "login_challenge", but no OAuth2 server is configured (oauth2_provider.url).',
    });
  }
  if (challenge === "") throw badRequest('The parameter "login_challenge" is empty.');
  return challenge;
}

/** @throws ApiError 400 when the server doesn't know the challenge, or takes it no more; 500 when it doesn't answer */
export async function fetchLoginRequest(context: Context, challenge: string): Promise<LoginRequest> {
  const failed = failure("get", 400);
  const answer = await call(context, { method: "GET", path: PATH, challenge }, failed);
  const json = readJson(answer);
  const read = asked.safeParse(json);
  if (answer.status !== 200 || !read.success || !isJsonObject(json)) throw failed(answer);
  return { skip: read.data.skip, requestUrl: read.data.request_url, json: shownRequest(json) };
}

/** As in Kratos, what the client has not set is left out, unless Kratos doesn't know the setting. */
function shownRequest(json: JsonObject): JsonObject {
  const { client } = json;
  if (!isJsonObject(client)) return json;
  const set = Object.entries(client).filter(
    ([name, value]) => value !== null || name.startsWith("device_authorization_grant_"),
  );
  return { ...json, client: Object.fromEntries(set) };
}

/** What the server asks for by the challenge of a flow, if it has one, for clients that get the flow as JSON. @throws ApiError */
export function loginRequestOf(
  context: Context,
  flow: Readonly<Flow<unknown>>,
): Promise<LoginRequest> | undefined {
  const isEntry = flow.kind === "login" || flow.kind === "registration";
  if (!isEntry || flow.oauth2LoginChallenge === null) return undefined;
  return fetchLoginRequest(context, flow.oauth2LoginChallenge);
}

/**
 * Tells the server who has signed in.
 *
 * @returns where the browser goes on
 * @throws ApiError 500 when the server doesn't take it
 */
export async function acceptLogin(
  context: Context,
  challenge: string,
  session: Pick<Session, "id" | "identityId" | "authenticationMethods">,
): Promise<string> {
  const { cookie, lifespan } = context.config().session;
  const failed = failure("accept", 500);
  const body = {
    subject: session.identityId,
    identity_provider_session_id: session.id,
    amr: session.authenticationMethods.map(({ method }) => method),
    remember: cookie.persistent,
    remember_for: Math.floor(lifespan / 1000),
  };
  const answer = await call(context, { method: "PUT", path: `${PATH}/accept`, challenge, body }, failed);
  const read = accepted.safeParse(readJson(answer));
  if (answer.status !== 200 || !read.success) throw failed(answer);
  return read.data.redirect_to;
}

type Failure = (answer?: OutgoingAnswer) => ApiError;

interface Call {
  method: "GET" | "PUT";
  path: string;
  challenge: string;
  body?: JsonObject;
}

async function call(
  context: Context,
  { method, path, challenge, body }: Call,
  failed: Failure,
): Promise<OutgoingAnswer> {
  const { url = "", headers } = context.config().oauth2_provider;
  const query = new URLSearchParams({ login_challenge: challenge });
  try {
    return await context.http.send(
      {
        method,
        url: `${url.replace(/\/$/, "")}${path}?${query.toString()}`,
        headers: {
          accept: "application/json",
          ...(body && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      },
      { retries: RETRIES, timeoutMs: TIMEOUT_MS },
    );
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    context.log.error({ reason: error.message }, "the OAuth2 server does not answer");
    throw failed();
  }
}

/** @param refused the status for what the server refuses */
function failure(what: "get" | "accept", refused: 400 | 500): Failure {
  return (answer) => {
    const isRefused = answer !== undefined && answer.status >= 400 && answer.status < 500;
    const hint = answer && readHint(answer);
    const reason =
      what === "get"
        ? "The OAuth2 server does not know this sign-in, or it is over. Go back to the application and start again."
        : "The OAuth2 server did not take this sign-in. Go back to the application and start again.";
    return new ApiError({
      code: isRefused ? refused : 500,
      message:
        isRefused && refused === 400
          ? "The request cannot be understood"
          : "Something went wrong on the server",
      reason,
      details: {
        ...(answer && { status_code: answer.status }),
        ...(hint !== undefined && { oauth2_error_hint: hint }),
      },
    });
  };
}

function readHint(answer: OutgoingAnswer): string | undefined {
  const json = readJson(answer);
  // Another answer than an error: the request was completed before.
  if (!isJsonObject(json) || typeof json.error !== "string") return undefined;
  return typeof json.error_hint === "string" ? json.error_hint : "";
}

function readJson({ body }: OutgoingAnswer): JsonValue {
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    return null;
  }
}
