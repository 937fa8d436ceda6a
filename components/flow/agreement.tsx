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
  const newTab = shell("newTab");
  const to = (href: string | undefined, text: ReactNode) => (
    <Beside href={href ?? ""} note={newTab}>
      {text}
    </Beside>
  );
  const variant = terms === undefined ? "privacy" : privacy === undefined ? "terms" : "both";
  return (
    <p className="mt-6 text-sm text-muted" data-testid="agreement">
      {t.rich(variant, {
        terms: (text) => to(terms, text),
        privacy: (text) => to(privacy, text),
      })}
    </p>
  );
}

/** A link that leaves the form where it is, with what has been typed into it. */
function Beside({ href, note, children }: { href: string; note: string; children: ReactNode }) {
  return (
    <Link href={href} target="_blank" rel="noopener">
      {children}
      <span className="sr-only"> ({note})</span>
    </Link>
  );
}
