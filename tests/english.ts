/** In the place of lib/i18n/locale.ts where a component is rendered on its own, with no request to read a language from. */
import type { Locale } from "@/lib/i18n";

const english = Object.assign(Promise.resolve<Locale>("en"), { status: "fulfilled", value: "en" });

/** Settled for React too, which renders at once then. */
export const getLocale = () => english;
