// The providers of the configuration.
import type { Config } from "../../config/index.js";
import type { Context } from "../../context.js";
import type { OidcProviderConfig } from "../../config/schema/methods.js";
import { publicUrl } from "../../flows/return-to.js";
import { notFound } from "../../http/errors.js";
import type { Provider, ProviderKind } from "./kind.js";

export const CALLBACK_PATH = "/self-service/methods/oidc/callback";

/** Those that a person may choose: providers of organizations are a feature of Ory Network. */
export function offeredProviders(config: Config): OidcProviderConfig[] {
  return config.selfservice.methods.oidc.config.providers.filter(
    ({ organization_id: organization }) => organization === undefined || organization === "",
  );
}

/** @throws ApiError 404 */
export function findProvider({ config: read, http }: Pick<Context, "config" | "http">, id: string): Provider {
  const config = read();
  const provider = config.selfservice.methods.oidc.config.providers.find((known) => known.id === id);
  if (!provider) throw notFound(`There is no provider ${JSON.stringify(id)} here.`);
  return { config: provider, redirectUri: redirectUri(config, provider), http };
}

/** What people read on a button. */
export function providerLabel({ label, id }: OidcProviderConfig): string {
  return label !== undefined && label !== "" ? label : id;
}

/** Whether PKCE is used, must be, or must not be. UAE PASS takes it and does not tell. */
export function pkceMode({ pkce, provider }: OidcProviderConfig): OidcProviderConfig["pkce"] {
  return provider === "uaepass" && pkce === "auto" ? "force" : pkce;
}

/** Loads the providers' adapters; most processes never need them. */
export async function kindOf({ config }: Provider): Promise<ProviderKind> {
  const { kinds } = await import("./kinds/index.js");
  return kinds[config.provider];
}

/** Where providers send people back to. As in Kratos, it names no provider where PKCE is forced. */
function redirectUri(config: Config, provider: OidcProviderConfig): string {
  const base = config.selfservice.methods.oidc.config.base_redirect_uri;
  const path =
    pkceMode(provider) === "force" ? CALLBACK_PATH : `${CALLBACK_PATH}/${encodeURIComponent(provider.id)}`;
  return base === undefined ? publicUrl(config, path) : `${base.replace(/\/$/, "")}${path}`;
}
