/** What an OAuth2 server (Ory Hydra) asks of this app by its admin API: consent, and sign-out. */
import "server-only";
import { Configuration, type AcceptOAuth2ConsentRequest, OAuth2Api } from "@ory/client";
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import { z } from "zod";
import { env } from "@/lib/env";
import { askService, logNonsense, type ServiceResult, tellService } from "@/lib/ory/client";
import type { Visitor } from "@/lib/request";
import { MAX_CLIENT_NAME_LENGTH } from "./application";

export type RequestResult<T> =
  | { kind: "ok"; value: T }
  /** The server doesn't know the challenge, or it is over. */
  | { kind: "gone" }
  | { kind: "unavailable" };

const clientShape = z.looseObject({
  client_id: z.string().default(""),
  client_name: z.string().default(""),
  skip_consent: z.boolean().default(false),
  skip_logout_consent: z.boolean().nullish(),
});

const consentShape = z.looseObject({
  subject: z.string(),
  skip: z.boolean().default(false),
  requested_scope: z.array(z.string()).nullish(),
  requested_access_token_audience: z.array(z.string()).nullish(),
  client: clientShape,
});

export interface ConsentRequest {
  /** The id of the person who signed in for it. */
  subject: string;
  /** The person has agreed before, or the client is one of this house: nobody is asked. */
  isAgreed: boolean;
  scopes: string[];
  audience: string[];
  /** As the client calls itself; "" where it doesn't. */
  clientName: string;
}

const logoutShape = z.looseObject({
  subject: z.string().default(""),
  rp_initiated: z.boolean().default(false),
  client: clientShape.nullish(),
});

export interface LogoutRequest {
  subject: string;
  /** The client is one of this house, and has proved by an id token that it asks: nobody else is asked. */
  isAgreed: boolean;
  /** Who asks for the sign-out; "" where nobody says. */
  clientName: string;
}

/** How the server names what has waited too long. */
const expiredShape = z.looseObject({ error: z.literal("request_unauthorized") });

const redirectShape = z.looseObject({ redirect_to: z.url({ protocol: /^https?$/ }) });

/** What the client is told. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
const REFUSAL = {
  error: "access_denied",
  error_description: "The resource owner denied the request.",
  status_code: 403,
};
/** How long a consent that is to be remembered holds. */
const REMEMBER_SECONDS = 30 * 24 * 60 * 60;

let api: OAuth2Api | undefined;

/** Whether there is such a server at all: without it there are no such pages. */
export function hasOAuth2Server(): boolean {
  return env().oauth2AdminUrl !== undefined;
}

export async function consentRequest(
  consentChallenge: string,
  visitor: Visitor,
): Promise<RequestResult<ConsentRequest>> {
  const result = await ask("get consent request", visitor, (options) =>
    oauth2Api().getOAuth2ConsentRequest({ consentChallenge }, options),
  );
  return read("get consent request", visitor, result, (body) => {
    const data = consentShape.safeParse(body).data;
    return (
      data && {
        subject: data.subject,
        isAgreed: data.skip || data.client.skip_consent,
        scopes: data.requested_scope ?? [],
        audience: data.requested_access_token_audience ?? [],
        clientName: data.client.client_name.slice(0, MAX_CLIENT_NAME_LENGTH),
      }
    );
  });
}

interface Consent {
  request: ConsentRequest;
  /** Claims for the id token. */
  idToken: object;
  isToBeRemembered: boolean;
}

/** @returns where the browser goes on */
export async function acceptConsent(
  consentChallenge: string,
  { request, idToken, isToBeRemembered }: Consent,
  visitor: Visitor,
): Promise<RequestResult<string>> {
  const acceptOAuth2ConsentRequest: AcceptOAuth2ConsentRequest = {
    grant_scope: request.scopes,
    grant_access_token_audience: request.audience,
    remember: isToBeRemembered,
    remember_for: REMEMBER_SECONDS,
    session: { id_token: idToken },
  };
  const result = await tell("accept consent request", visitor, (options) =>
    oauth2Api().acceptOAuth2ConsentRequest({ consentChallenge, acceptOAuth2ConsentRequest }, options),
  );
  return read("accept consent request", visitor, result, redirectOf);
}

/** @returns where the browser goes on, with the refusal for the client */
export async function refuseConsent(
  consentChallenge: string,
  visitor: Visitor,
): Promise<RequestResult<string>> {
  const result = await tell("reject consent request", visitor, (options) =>
    oauth2Api().rejectOAuth2ConsentRequest({ consentChallenge, rejectOAuth2Request: REFUSAL }, options),
  );
  return read("reject consent request", visitor, result, redirectOf);
}

export async function logoutRequest(
  logoutChallenge: string,
  visitor: Visitor,
): Promise<RequestResult<LogoutRequest>> {
  const result = await ask("get logout request", visitor, (options) =>
    oauth2Api().getOAuth2LogoutRequest({ logoutChallenge }, options),
  );
  return read("get logout request", visitor, result, (body) => {
    const data = logoutShape.safeParse(body).data;
    return (
      data && {
        subject: data.subject,
        isAgreed: data.rp_initiated && data.client?.skip_logout_consent === true,
        clientName: (data.client?.client_name ?? "").slice(0, MAX_CLIENT_NAME_LENGTH),
      }
    );
  });
}

/** @returns where the browser goes on */
export async function acceptLogout(
  logoutChallenge: string,
  visitor: Visitor,
): Promise<RequestResult<string>> {
  const result = await tell("accept logout request", visitor, (options) =>
    oauth2Api().acceptOAuth2LogoutRequest({ logoutChallenge }, options),
  );
  return read("accept logout request", visitor, result, redirectOf);
}

export async function refuseLogout(logoutChallenge: string, visitor: Visitor): Promise<RequestResult<true>> {
  const result = await tell("reject logout request", visitor, (options) =>
    oauth2Api().rejectOAuth2LogoutRequest({ logoutChallenge }, options),
  );
  return read("reject logout request", visitor, result, () => true as const);
}

function oauth2Api(): OAuth2Api {
  return (api ??= new OAuth2Api(new Configuration({ basePath: env().oauth2AdminUrl })));
}

type Send = (options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>;

function ask(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  return askService(operation, asNobody(visitor), (options) => send(withKey(options)));
}

function tell(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  return tellService(operation, asNobody(visitor), (options) => send(withKey(options)));
}

function read<T>(
  operation: string,
  visitor: Visitor,
  result: ServiceResult,
  valueOf: (body: unknown) => T | undefined,
): RequestResult<T> {
  if (result.kind === "unavailable") return result;
  if (isOver(result)) return { kind: "gone" };
  const value = result.status < 300 ? valueOf(result.body) : undefined;
  if (value !== undefined) return { kind: "ok", value };
  logNonsense(operation, visitor, result.status);
  return { kind: "unavailable" };
}

/** 410: answered before. 401: it has waited too long, unless that speaks of this app's own key, as 403 does. */
function isOver({ status, body }: Extract<ServiceResult, { kind: "answer" }>): boolean {
  return [400, 404, 409, 410].includes(status) || (status === 401 && expiredShape.safeParse(body).success);
}

function redirectOf(body: unknown): string | undefined {
  return redirectShape.safeParse(body).data?.redirect_to;
}

/** The visitor's cookies are none of that server's business. */
function asNobody(visitor: Visitor): Visitor {
  return { ...visitor, cookie: "" };
}

/** The key is of the Ory project whose admin API this app uses: another server must not see it. */
function withKey(options: RawAxiosRequestConfig): RawAxiosRequestConfig {
  const { apiKey, adminUrl, oauth2AdminUrl } = env();
  const isSameProject =
    oauth2AdminUrl !== undefined && new URL(oauth2AdminUrl).origin === new URL(adminUrl).origin;
  return apiKey === undefined || !isSameProject
    ? options
    : { ...options, headers: { ...options.headers, authorization: `Bearer ${apiKey}` } };
}
