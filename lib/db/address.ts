/** Where the fork's own data is kept, as `DATABASE_URL` names it. */

export type DatabaseAddress =
  { kind: "sqlite"; /** of the file, or `:memory:` */ path: string } | { kind: "postgres"; url: string };

/**
 * @param text  `file:./folder/app.sqlite` (relative to where the process starts), `file::memory:`, or
 *   `postgres://user:password@host/database`
 * @returns undefined where it is neither
 */
export function parseDatabaseUrl(text: string): DatabaseAddress | undefined {
  if (text.startsWith("file:")) {
    const path = text.slice("file:".length).replace(/^\/\/(?=\/)/, "");
    return path === "" || path.startsWith("//") ? undefined : { kind: "sqlite", path };
  }
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname } = new URL(text);
  const isPostgres = protocol === "postgres:" || protocol === "postgresql:";
  return isPostgres && hostname !== "" ? { kind: "postgres", url: text } : undefined;
}
