import { Link } from "@/components/ui/link";
import { useTranslations } from "@/lib/i18n";

interface PagerProps {
  path: string;
  /** The filter, which every page keeps. */
  query: Record<string, string | undefined>;
  /** The token of the next page. */
  next: string | undefined;
  isFirst: boolean;
}

export function Pager({ path, query, next, isFirst }: PagerProps) {
  const common = useTranslations("admin.common");
  if (next === undefined && isFirst) return null;
  return (
    <p className="mt-4 flex gap-5 text-sm">
      {!isFirst && <Link href={hrefWith(path, query)}>{common("first")}</Link>}
      {next !== undefined && <Link href={hrefWith(path, { ...query, after: next })}>{common("next")}</Link>}
    </p>
  );
}

export function hrefWith(path: string, query: Record<string, string | undefined>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  return parameters.size > 0 ? `${path}?${parameters.toString()}` : path;
}
