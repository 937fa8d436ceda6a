import { notFound } from "next/navigation";
import { SettingsPage } from "@/components/account/settings-page";
import type { SearchParams } from "@/lib/ory/load-flow";
import { isSettingsSection } from "@/lib/settings/sections";

interface SectionPageProps {
  params: Promise<{ section: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function SettingsSectionPage({ params, searchParams }: SectionPageProps) {
  const { section } = await params;
  return isSettingsSection(section) ? (
    <SettingsPage section={section} searchParams={searchParams} />
  ) : (
    notFound()
  );
}
