/** Who is signed in, and the ways to what is theirs: opens without script, over the nearest positioned element around it. */
import { initials, personAddress, personName } from "@/components/account/person";
import { ChevronIcon } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { getTranslations } from "@/lib/i18n";
import { hasRole } from "@/lib/session/roles";
import { getSignedIn } from "@/lib/session/session";

/** Nothing where nobody is signed in, or the service does not let the session count. */
export async function AccountMenu() {
  const identity = (await getSignedIn())?.identity;
  if (!identity) return null;
  const [shell, nav, settings, admin] = await Promise.all([
    getTranslations("shell"),
    getTranslations("nav"),
    getTranslations("settings"),
    getTranslations("admin.common"),
  ]);
  const address = personAddress(identity);
  const name = personName(identity) ?? address;
  const entries = [
    { href: "/dashboard", text: nav("dashboard") },
    { href: "/settings", text: nav("settings") },
    { href: "/sessions", text: nav("sessions") },
    { href: "/settings/activity", text: settings("pages.activity") },
    ...(hasRole(identity, "admin") ? [{ href: "/admin", text: admin("console") }] : []),
  ];
  return (
    <details data-menu data-testid="account-menu" className="group">
      <summary className="inline-flex min-h-10 list-none items-center gap-1.5 rounded-pill pe-1 text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <span
          aria-hidden="true"
          className="flex size-8 items-center justify-center rounded-pill bg-accent-soft text-xs font-semibold text-accent"
        >
          {initials(identity)}
        </span>
        <span className="sr-only">
          {shell("accountMenu")}
          {name !== undefined && `: ${name}`}
        </span>
        <ChevronIcon width="16" height="16" className="transition-transform group-open:rotate-180" />
      </summary>
      <div className="absolute end-0 top-full z-20 mt-2 w-72 max-w-[calc(100vw-2rem)] rounded-card border border-control bg-surface p-2 shadow-over">
        {name !== undefined && (
          <div className="mb-2 border-b border-line px-3 pt-1.5 pb-3 text-sm [overflow-wrap:anywhere]">
            <p className="font-semibold">{name}</p>
            {address !== undefined && address !== name && <p className="text-muted">{address}</p>}
          </div>
        )}
        <nav aria-label={shell("accountMenu")}>
          <ul>
            {entries.map(({ href, text }) => (
              <li key={href}>
                <Link
                  href={href}
                  look="plain"
                  className="flex min-h-10 items-center rounded-control px-3 text-[0.9375rem] hover:bg-sunken"
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </details>
  );
}
