/** Calls to the admin API of the identity service: for the app itself, never with a visitor's cookies. */
import "server-only";
import { Configuration, IdentityApi } from "@ory/client";
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import { env } from "@/lib/env";
import type { Visitor } from "@/lib/request";
import { askService, type ServiceResult, tellService } from "./client";

let client: IdentityApi | undefined;

export function identityApi(): IdentityApi {
  client ??= new IdentityApi(new Configuration({ basePath: env().adminUrl }));
  return client;
}

type Send = (options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>;

/**
 * Asks for something that may be asked again.
 *
 * @param visitor  on whose behalf, for the log
 * @see askService
 */
export function askAdmin(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  return askService(operation, asNobody(visitor), (options) => send(withKey(options)));
}

/** Has something changed. @see tellService */
export function tellAdmin(operation: string, visitor: Visitor, send: Send): Promise<ServiceResult> {
  return tellService(operation, asNobody(visitor), (options) => send(withKey(options)));
}

function asNobody(visitor: Visitor): Visitor {
  return { ...visitor, cookie: "" };
}

/** Ory Network's admin API wants a key; a self-hosted one is kept off the network instead. */
function withKey(options: RawAxiosRequestConfig): RawAxiosRequestConfig {
  const { apiKey } = env();
  return apiKey === undefined
    ? options
    : { ...options, headers: { ...options.headers, authorization: `Bearer ${apiKey}` } };
}
