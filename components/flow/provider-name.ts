/** Which provider a button is for. A flow tells no kind, only the id and the label that the configuration has given. */
import { type InputNode, valueText } from "./nodes";

/** Other names under which configurations know them; `_v2` and the like are cut off before. */
const ALIASES: Readonly<Record<string, string>> = {
  aad: "microsoft",
  azure: "microsoft",
  entra: "microsoft",
  office365: "microsoft",
  gmail: "google",
  meta: "facebook",
  twitter: "x",
  vkontakte: "vk",
};

/** Words of the language as well, so they count only where they stand alone. */
const COMMON_WORDS: readonly string[] = ["line", "meta", "x"];

/**
 * @param node  a button of the group `oidc` or `saml`
 * @param isKnown  whether there is something to show for a name
 * @returns the first known name in its id (`github` of `github-work`), else in its label; undefined where there is none
 */
export function providerName<N extends string>(
  node: InputNode,
  isKnown: (name: string) => name is N,
): N | undefined {
  for (const text of [valueText(node.attributes.value) ?? "", providerLabel(node)]) {
    const words = text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => !/^(?:v?\d*|id|login|oauth2?|oidc)$/.test(word));
    const named = words
      .filter((word) => words.length === 1 || !COMMON_WORDS.includes(word))
      .map((word) => ALIASES[word] ?? word);
    const known = named.find(isKnown);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** What people read of it. */
export function providerLabel(node: InputNode): string {
  const context = node.meta.label?.context as { provider?: unknown } | undefined;
  return typeof context?.provider === "string" ? context.provider : (valueText(node.attributes.value) ?? "");
}
