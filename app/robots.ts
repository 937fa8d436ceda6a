import type { MetadataRoute } from "next";
import { CLOSED_PATHS } from "@/lib/site/closed-paths";

/** @see https://www.rfc-editor.org/rfc/rfc9309 */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/", disallow: [...new Set(CLOSED_PATHS)] } };
}
