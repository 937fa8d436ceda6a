import type { Metadata } from "next";
import { headers } from "next/headers";
import { createHash } from "node:crypto";
import { brand, colors } from "@/identity/brand";
import { requestOrigin } from "@/lib/request";
import { SHARE_SIZE } from "./share-card";

interface OpenPage {
  title: string;
  description: string;
  /** Its address in this app. */
  path: `/${string}`;
}

/** Named by what it shows, for other sites keep it for long. */
const version = createHash("sha256")
  .update(JSON.stringify([brand, colors]))
  .digest("hex")
  .slice(0, 8);

/**
 * What a page says of itself to search engines and to whoever shows a link to it. For pages that are the same for everybody:
 * all others keep the root layout's word that they are not to be listed.
 *
 * @see https://ogp.me/
 */
export async function openPage({ title, description, path }: OpenPage): Promise<Metadata> {
  const image = { url: `/share.png?${version}`, ...SHARE_SIZE, alt: `${brand.name}. ${brand.tagline}` };
  return {
    metadataBase: new URL(requestOrigin(await headers())),
    description,
    robots: { index: true, follow: true },
    alternates: { canonical: path },
    openGraph: { type: "website", siteName: brand.name, title, description, url: path, images: [image] },
    twitter: { card: "summary_large_image" },
  };
}
