/** Where to ask when something does not work. */
import { Link } from "@/components/ui/link";
import { brand } from "@/identity/brand";
import { useTranslations } from "@/lib/i18n";

export function SupportLine() {
  const t = useTranslations("shell");
  const { support } = brand.links;
  if (support === undefined) return null;
  return (
    <p className="mt-6 text-sm text-muted" data-testid="support">
      {t.rich("help", { support: (text) => <Link href={support}>{text}</Link> })}
    </p>
  );
}
