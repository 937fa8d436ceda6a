/** All pages by name, as /welcome and /sessions list them. What does not apply at the moment has no target. */
import { Link } from "@/components/ui/link";
import { useTranslations } from "@/lib/i18n";

interface DirectoryProps {
  isSignedIn: boolean;
  logoutHref: string | null;
}

export function Directory({ isSignedIn, logoutHref }: DirectoryProps) {
  const nav = useTranslations("nav");
  const shell = useTranslations("shell");
  const entries = [
    { id: "login", href: isSignedIn ? undefined : "/login" },
    { id: "registration", href: isSignedIn ? undefined : "/registration" },
    { id: "recovery", href: isSignedIn ? undefined : "/recovery" },
    { id: "verification", href: "/verification" },
    { id: "settings", href: isSignedIn ? "/settings" : undefined },
    { id: "logout", href: isSignedIn ? (logoutHref ?? "/logout") : undefined },
  ] as const;
  return (
    <nav aria-label={shell("footerNav")}>
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {entries.map(({ id, href }) => (
          <li key={id} data-testid={id}>
            {href === undefined ? (
              <a aria-disabled="true" role="link" className="text-muted">
                {nav(id)} <span className="sr-only">({nav("notNow")})</span>
              </a>
            ) : (
              <Link href={href} look="quiet">
                {nav(id)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
