/** What an OAuth2 server (Ory Hydra) asks of this app by its admin API: consent, and sign-out. */
import "server-only";
import type { AcceptOAuth2ConsentRequest } from "@ory/client";
import { z } from "zod";
import { logNonsense, type ServiceResult } from "@/lib/ory/client";
import type { Visitor } from "@/lib/request";
import { MAX_CLIENT_NAME_LENGTH } from "./application";
import { askOAuth2, oauth2Api, tellOAuth2 } from "./server";

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
  clientId: string;
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
/** The scopes that get a client tokens which it can renew without an end. */
const LASTING_SCOPES = ["offline_access", "offline"];
/** How long the server lists a consent that gives nothing lasting: longer than any access token is good. */
const LISTED_SECONDS = 30 * 24 * 60 * 60;

export async function consentRequest(
  consentChallenge: string,
  visitor: Visitor,
): Promise<RequestResult<ConsentRequest>> {
  const result = await askOAuth2("get consent request", visitor, (options) =>
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
        clientId: data.client.client_id,
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

/**
 * The server lists a consent for `remember_for` seconds, 0 being without an end, whether it is remembered or not. What lasts
 * until it is taken back has to stay listed until then.
 *
 * @returns where the browser goes on
 */
export async function acceptConsent(
  consentChallenge: string,
  { request, idToken, isToBeRemembered }: Consent,
  visitor: Visitor,
): Promise<RequestResult<string>> {
  const isLasting = isToBeRemembered || request.scopes.some((scope) => LASTING_SCOPES.includes(scope));
  const acceptOAuth2ConsentRequest: AcceptOAuth2ConsentRequest = {
    grant_scope: request.scopes,
    grant_access_token_audience: request.audience,
    remember: isToBeRemembered,
    remember_for: isLasting ? 0 : LISTED_SECONDS,
    session: { id_token: idToken },
  };
  const result = await tellOAuth2("accept consent request", visitor, (options) =>
    oauth2Api().acceptOAuth2ConsentRequest({ consentChallenge, acceptOAuth2ConsentRequest }, options),
  );
  return read("accept consent request", visitor, result, redirectOf);
}

/** @returns where the browser goes on, with the refusal for the client */
export async function refuseConsent(
  consentChallenge: string,
  visitor: Visitor,
): Promise<RequestResult<string>> {
  const result = await tellOAuth2("reject consent request", visitor, (options) =>
    oauth2Api().rejectOAuth2ConsentRequest({ consentChallenge, rejectOAuth2Request: REFUSAL }, options),
  );
  return read("reject consent request", visitor, result, redirectOf);
}

export async function logoutRequest(
  logoutChallenge: string,
  visitor: Visitor,
): Promise<RequestResult<LogoutRequest>> {
  const result = await askOAuth2("get logout request", visitor, (options) =>
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
  const result = await tellOAuth2("accept logout request", visitor, (options) =>
    oauth2Api().acceptOAuth2LogoutRequest({ logoutChallenge }, options),
  );
  return read("accept logout request", visitor, result, redirectOf);
}

export async function refuseLogout(logoutChallenge: string, visitor: Visitor): Promise<RequestResult<true>> {
  const result = await tellOAuth2("reject logout request", visitor, (options) =>
    oauth2Api().rejectOAuth2LogoutRequest({ logoutChallenge }, options),
  );
  return read("reject logout request", visitor, result, () => true as const);
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
