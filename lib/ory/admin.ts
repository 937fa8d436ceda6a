/** Calls to the admin API of the identity service: for the app itself, never with a visitor's cookies. */
import "server-only";
import { Configuration, CourierApi, IdentityApi } from "@ory/client";
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import { env } from "@/lib/env";
import type { Visitor } from "@/lib/request";
import { askService, logNonsense, type ServiceResult, tellService } from "./client";
import { serviceErrorShape } from "./shapes";

let identities: IdentityApi | undefined;
let courier: CourierApi | undefined;

export function identityApi(): IdentityApi {
  return (identities ??= new IdentityApi(new Configuration({ basePath: env().adminUrl })));
}

export function courierApi(): CourierApi {
  return (courier ??= new CourierApi(new Configuration({ basePath: env().adminUrl })));
}

type Send = (options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>;

export type AdminResult<T> =
  | { kind: "ok"; value: T }
  /** The service won't; its reason is for people. */
  | { kind: "refused"; status: number; reason: string }
  | { kind: "unavailable" };

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

/**
 * What an answer of the admin API comes to.
 *
 * @param read  makes the value of the body; undefined where the body makes no sense
 */
export function adminResult<T>(
  operation: string,
  visitor: Visitor,
  result: ServiceResult,
  read: (body: unknown) => T | undefined,
): AdminResult<T> {
  if (result.kind === "unavailable") return result;
  const { status, body } = result;
  if (status >= 400) {
    const error = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
    const { reason, message } = serviceErrorShape.safeParse(error).data ?? {};
    return { kind: "refused", status, reason: reason ?? message ?? "" };
  }
  const value = read(body);
  if (value !== undefined) return { kind: "ok", value };
  logNonsense(operation, visitor, status);
  return { kind: "unavailable" };
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
