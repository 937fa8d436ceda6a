/** The app's log: one line of JSON for each event, with the request's id and without anything secret. */
import pino from "pino";
import { env } from "@/lib/env";

let logger: pino.Logger | undefined;

/** Where a careless field would carry a secret or a person's data, it is cut out. */
const SECRET_FIELDS = [
  "cookie",
  "setCookie",
  "authorization",
  "token",
  "session_token",
  "password",
  "code",
  "totp_code",
  "lookup_secret",
  "csrf_token",
  "email",
  "identifier",
  "traits",
  "headers",
];

export function log(): pino.Logger {
  logger ??= createLogger(env().logLevel);
  return logger;
}

/** @param destination  where lines go; the process's output where none is given */
export function createLogger(level: string, destination?: pino.DestinationStream): pino.Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: "[cut]" },
    },
    // Synchronous: a line about a fault is out before a process can end by it.
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}
