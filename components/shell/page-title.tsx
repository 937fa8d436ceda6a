import { brand } from "@/identity/brand";

/** The document's title: what this page is, then whose. Pages set it here and not by `metadata`, for it follows the flow's state. */
export function PageTitle({ children }: { children: string }) {
  return <title>{children === brand.name ? brand.name : `${children} · ${brand.name}`}</title>;
}
