// Whether the server can work, and which version of the protocol it speaks.
import type { Context } from "../context.js";
import { ok, type AdminHandler } from "./answer.js";

/** The release of Kratos whose protocol is spoken; clients choose their behaviour by it. */
export const PROTOCOL_VERSION = "v26.2.0";

export interface ReadyAnswer {
  status: 200 | 503;
  body: { status: "ok" } | { errors: { database: string } };
}

export const version: AdminHandler = () => ok({ version: PROTOCOL_VERSION });

/** Asks the database. The reason why it does not answer goes to the log alone. */
export function ready(context: Context): ReadyAnswer {
  try {
    context.store.ping();
    return { status: 200, body: { status: "ok" } };
  } catch (error) {
    context.log.error({ err: error }, "the database does not answer");
    return { status: 503, body: { errors: { database: "the database does not answer" } } };
  }
}
