// What a login challenge changes about the start of a browser's sign-in or sign-up.
import type { Context } from "../context.js";
import type { FlowRequest } from "../flows/request.js";
import { fetchLoginRequest, readLoginChallenge, type LoginRequest } from "./login-request.js";

export interface OAuth2Start {
  challenge: string;
  loginRequest: LoginRequest;
}

/**
 * Asks the OAuth2 server what a challenge is about.
 *
 * @returns undefined where the start has none
 * @throws ApiError
 */
export async function beginOAuth2(context: Context, request: FlowRequest): Promise<OAuth2Start | undefined> {
  const challenge = readLoginChallenge(context, request.query);
  if (challenge === null) return undefined;
  return { challenge, loginRequest: await fetchLoginRequest(context, challenge) };
}

/** The address to come back to after any detour, where the configuration asks for it: the OAuth2 client's request. */
export function returnToClient(context: Context, { loginRequest }: OAuth2Start): Record<string, string> {
  const isAsked = context.config().oauth2_provider.override_return_to && loginRequest.requestUrl !== "";
  return isAsked ? { return_to: loginRequest.requestUrl } : {};
}

/** The same request with other parameters in its query. */
export function requestWith(request: FlowRequest, parameters: Record<string, string>): FlowRequest {
  if (Object.keys(parameters).length === 0) return request;
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  url.searchParams.sort();
  const changed = new Map<string | symbol, unknown>([
    ["url", url],
    ["query", url.searchParams],
  ]);
  return new Proxy(request, {
    get: (target, name) => {
      if (changed.has(name)) return changed.get(name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
