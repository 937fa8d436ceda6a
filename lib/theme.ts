import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";

export const themeSchema = z.enum(["light", "dark", "system"]);
export type Theme = z.infer<typeof themeSchema>;

export const THEME_COOKIE = "foyer_theme";

/** The visitor's choice; without one, the system's. */
export async function getTheme(): Promise<Theme> {
  const { success, data } = themeSchema.safeParse((await cookies()).get(THEME_COOKIE)?.value);
  return success ? data : "system";
}
