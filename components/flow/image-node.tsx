import { FieldMessages } from "@/components/ui/field";
import { useMessageText, useTranslations } from "@/lib/i18n";
import type { PlacedNode } from "./forms";
import { type ImageNode, nodeLabel } from "./nodes";
import { safeImageSource } from "./safe-href";

/** An image of a flow: the QR code of an authenticator app. White around it, so that a camera reads it in the dark theme too. */
export function ImageNodeView({ placed, origin }: { placed: PlacedNode<ImageNode>; origin: string }) {
  const { node, messages } = placed;
  const t = useTranslations("flow");
  const say = useMessageText();
  const { src, id, width, height } = node.attributes;
  const source = safeImageSource(src, origin);
  if (source === undefined) return null;
  const alternative = id === "totp_qr" ? t("qrAlternative") : nodeLabel(node, say);
  return (
    <div>
      {/* The image comes with the page, there is nothing for an image service to do. */}
      <img
        src={source}
        alt={alternative}
        width={width}
        height={height}
        data-testid={`node/image/${id}`}
        // As large as it is made: a camera reads whole pixels best.
        className="h-auto max-w-full rounded-control border border-line bg-white [image-rendering:pixelated]"
      />
      <FieldMessages messages={messages} />
    </div>
  );
}
