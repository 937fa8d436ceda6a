import "server-only";
import { cache } from "react";
import { headers } from "next/headers";
import type { Locale } from "./languages";
import { localeOf } from "./negotiate";

/** The language of this request, for pages, actions and handlers. */
export const getLocale = cache(async (): Promise<Locale> => localeOf(await headers()));
