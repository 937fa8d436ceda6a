/** The brand's icons as PNG, drawn once when the app is built. */
import { ImageResponse } from "next/og";
import { HomeIcon } from "@/lib/site/home-icon";
import { iconSizes, isIconName } from "@/lib/site/icons";

export const dynamic = "force-static";
/** Another name than these is not found; nothing is drawn for a visitor. */
export const dynamicParams = false;

export function generateStaticParams() {
  return Object.keys(iconSizes).map((name) => ({ name }));
}

/** Long enough to be quick, short enough for a new logo to show. */
const CACHE = "public, max-age=86400";

export async function GET(_request: Request, { params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  if (!isIconName(name)) return new Response(null, { status: 404 });
  const side = iconSizes[name];
  return new ImageResponse(<HomeIcon side={side} />, {
    width: side,
    height: side,
    headers: { "cache-control": CACHE },
  });
}
