/** The product's own pages that every visitor may look for: terms, privacy, support. Only those that there are. */
import { Link } from "@/components/ui/link";
import { brand } from "@/identity/brand";
import { useTranslations } from "@/lib/i18n";

const NAMES = ["terms", "privacy", "support"] as const;

export function ProductLinks() {
  const t = useTranslations("shell.links");
  const links = NAMES.flatMap((name) => {
    const href = brand.links[name];
    return href === undefined ? [] : [{ name, href }];
  });
  if (links.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-2" data-testid="product-links">
      {links.map(({ name, href }) => (
        <li key={name}>
          <Link href={href} look="quiet">
            {t(name)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
