/** What the scripts and the migrations import, for `npm run standalone`. Next.js has gathered its own. */
export const PACKAGES = ["yaml", "@next/env", "kysely", "zod", "pg", "libsql", "pino"];

/** The native parts of the identity server, which is bundled but for them. */
export const IDENTITY_PACKAGES = ["@node-rs/argon2", "@node-rs/bcrypt"];
