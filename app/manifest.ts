/** What a browser needs to know to put the app on a home screen. */
import type { MetadataRoute } from "next";
import { brand, colors } from "@/identity/brand";
import { iconEntry, type IconName } from "@/lib/site/icons";

const icon = (name: IconName, purpose: "any" | "maskable") => {
  const { path, sizes, type } = iconEntry(name);
  return { src: path, sizes, type, purpose };
};

/** @see https://www.w3.org/TR/appmanifest/ */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: brand.name,
    short_name: brand.name,
    start_url: "/",
    scope: "/",
    display: "standalone",
    // A manifest knows no dark look; the pages themselves name theirs.
    background_color: colors.canvas.light,
    theme_color: colors.canvas.light,
    icons: (["192.png", "512.png"] as const).flatMap((name) => [icon(name, "any"), icon(name, "maskable")]),
  };
}
