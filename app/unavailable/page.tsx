import { headers } from "next/headers";
import { AuthShell } from "@/components/shell/auth-shell";
import { Unavailable } from "@/components/shell/unavailable";
import { getTranslations } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";
import { isRequestId, requestIdOf } from "@/lib/request";
import { safeReturnTo } from "@/lib/return-to";

/** Where a visitor waits while the service is away; the way on leads back to the page that was asked for. */
export default async function UnavailablePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { from, reference } = await searchParams;
  const retryHref = safeReturnTo(typeof from === "string" ? from : undefined, "/");
  // Whoever was redirected here gets the id of the request that failed, not of this one.
  const requestId =
    typeof reference === "string" && isRequestId(reference) ? reference : requestIdOf(await headers());
  return (
    <AuthShell title={(await getTranslations("unavailable"))("title")} here={retryHref}>
      <Unavailable requestId={requestId} retryHref={retryHref} />
    </AuthShell>
  );
}
