import { SettingsPage } from "@/components/account/settings-page";
import type { SearchParams } from "@/lib/ory/load-flow";

export default function AllSettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <SettingsPage searchParams={searchParams} />;
}
