import { ids, isTextId } from "./text-id";
import type { Translate } from "./translator";

/** Names a way by the protocol's name of its method, with the provider's behind a colon: `oidc:github`. */
export function wayName(way: string, t: Translate<"methods">): string {
  const [name = "", provider] = way.split(":");
  const method = isTextId(ids.methods, name) ? name : "other";
  if (method !== "oidc") return t(method);
  return provider ? t("oidc", { provider }) : t("oidcUnnamed");
}
