/** The sign of a provider on its button: its mark where we know it, else a letter or two. It decorates; the label names it. */
import { KeyIcon } from "@/components/ui/icons";
import type { InputNode } from "./nodes";
import { isMarkName, ProviderMark } from "./provider-marks";
import { providerLabel, providerName } from "./provider-name";

/** Of those whose mark is not free to be drawn here, where it is not their first letter. */
const MONOGRAMS = { amazon: "a", linkedin: "in", yandex: "Я" } as const;

const isMonogram = (name: string): name is keyof typeof MONOGRAMS => Object.hasOwn(MONOGRAMS, name);

/** @param node  a button of the group `oidc` or `saml` */
export function ProviderIcon({ node }: { node: InputNode }) {
  const name = providerName(node, (each) => isMarkName(each) || isMonogram(each));
  if (name !== undefined && isMarkName(name)) return <ProviderMark name={name} />;
  const initial = /^[^\p{L}\p{N}]*([\p{L}\p{N}])/u.exec(providerLabel(node))?.[1]?.toUpperCase();
  const letters = name === undefined ? initial : MONOGRAMS[name];
  if (letters === undefined) return <KeyIcon className="shrink-0" />;
  return (
    <span
      aria-hidden="true"
      className="grid size-5 shrink-0 place-items-center rounded-pill bg-sunken text-[0.6875rem] leading-none font-bold text-ink"
    >
      {letters}
    </span>
  );
}
