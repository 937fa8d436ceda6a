import { ButtonLink } from "@/components/ui/button";
import { useMessageText } from "@/lib/i18n";
import type { AnchorNode } from "./nodes";
import { safeHref } from "./safe-href";

/** A link of a flow, where its address is one to follow. */
export function AnchorNodeView({
  node,
  origin,
  isMain,
}: {
  node: AnchorNode;
  origin: string;
  isMain: boolean;
}) {
  const say = useMessageText();
  const { href, id, title } = node.attributes;
  const target = safeHref(href, origin);
  if (target === undefined) return null;
  return (
    <ButtonLink
      href={target}
      id={id}
      data-testid={`node/anchor/${id}`}
      look={isMain ? "primary" : "secondary"}
      width="full"
    >
      {say(title)}
    </ButtonLink>
  );
}
