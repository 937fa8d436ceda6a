/** Calls to the admin API of an OAuth2 server (Ory Hydra): for the app itself, never with a visitor's cookies. */
import "server-only";
import { Configuration, OAuth2Api } from "@ory/client";
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import { env } from "@/lib/env";
import { askService, type ServiceResult, tellService } from "@/lib/ory/client";
import type { Visitor } from "@/lib/request";

let api: OAuth2Api | undefined;

/** Whether there is such a server at all: without it there are no pages about it. */
export function hasOAuth2Server(): boolean {
  return env().oauth2AdminUrl !== undefined;
}

export function oauth2Api(): OAuth2Api {
  return (api ??= new OAuth2Api(new Configuration({ basePath: env().oauth2AdminUrl })));
}

type Send = (options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>;

/** Asks for something that may be asked again. @see askService */
export function askOAuth2(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  return askService(operation, asNobody(visitor), (options) => send(withKey(options)));
}

/** Has something changed. @see tellService */
export function tellOAuth2(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  return tellService(operation, asNobody(visitor), (options) => send(withKey(options)));
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
