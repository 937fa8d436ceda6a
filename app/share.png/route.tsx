import { ImageResponse } from "next/og";
import { ShareCard, SHARE_SIZE } from "@/lib/site/share-card";

/** Drawn when the app is built. */
export const dynamic = "force-static";

/** A week: pages name the picture by what it shows, so a new one is another address. */
export function GET(): Response {
  return new ImageResponse(<ShareCard />, {
    ...SHARE_SIZE,
    headers: { "cache-control": "public, max-age=604800" },
  });
}
