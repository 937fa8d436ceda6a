/** What one agrees to by signing up: a line below the forms, where the brand has such pages. */
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { brand } from "@/identity/brand";
import { useTranslations } from "@/lib/i18n";

export function Agreement() {
  const t = useTranslations("registration.agree");
  const shell = useTranslations("shell");
  const { terms, privacy } = brand.links;
  if (terms === undefined && privacy === undefined) return null;
  // What has been typed stays where it is: both open beside the form.
  const to = (href: string | undefined) => (text: ReactNode) => (
    <Link href={href ?? ""} target="_blank" rel="noopener">
      {text}
      <span className="sr-only"> ({shell("newTab")})</span>
    </Link>
  );
  const variant = terms === undefined ? "privacy" : privacy === undefined ? "terms" : "both";
  return (
    <p className="mt-6 text-sm text-muted" data-testid="agreement">
      {t.rich(variant, { terms: to(terms), privacy: to(privacy) })}
    </p>
  );
}
