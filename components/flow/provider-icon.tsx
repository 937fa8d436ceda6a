/** The mark of a provider on its button: a letter or two, or a plain shape of our own. It decorates; the label names it. */
import { type InputNode, valueText } from "./nodes";

/** By the provider's id, as the configuration has it. Others get the first letter of their name. */
const MONOGRAMS: Record<string, string> = {
  github: "GH",
  gitlab: "GL",
  linkedin: "in",
  facebook: "f",
  x: "𝕏",
  yandex: "Я",
  vk: "VK",
  line: "L",
};

/** @param node a button of the group `oidc` */
export function ProviderIcon({ node }: { node: InputNode }) {
  const id = (valueText(node.attributes.value) ?? "").toLowerCase();
  if (id === "microsoft") return <Windows />;
  const mark = MONOGRAMS[id] ?? nameOf(node).trim().slice(0, 1).toUpperCase();
  return (
    <span
      aria-hidden="true"
      className="grid size-6 shrink-0 place-items-center rounded-pill bg-sunken text-xs leading-none font-bold text-ink"
    >
      {mark}
    </span>
  );
}

function nameOf(node: InputNode): string {
  const context = node.meta.label?.context as { provider?: unknown } | undefined;
  return typeof context?.provider === "string" ? context.provider : (valueText(node.attributes.value) ?? "");
}

function Windows() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" fill="currentColor" aria-hidden="true" focusable="false">
      <path d="M3 3h6.5v6.5H3zM10.5 3H17v6.5h-6.5zM3 10.5h6.5V17H3zM10.5 10.5H17V17h-6.5z" />
    </svg>
  );
}
