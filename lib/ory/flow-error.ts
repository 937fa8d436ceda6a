/** Errors that end on `/error` though the service has not kept them: they travel sealed in the page's own address. */
import { open, seal } from "@/lib/security/seal";
import { type ServiceError, serviceErrorShape } from "./shapes";

/** Long enough to read, reload and send it to somebody. */
const LIFESPAN_SECONDS = 60 * 60;
const PREFIX = "sealed.";
/** What is long is for the log, not for an address. */
const MAX_TEXT = 600;

export async function errorHref(error: ServiceError): Promise<string> {
  return `/error?id=${PREFIX}${encodeURIComponent(await seal("error", shorten(error), LIFESPAN_SECONDS))}`;
}

/** @returns undefined where the id is none of ours, or too old. */
export async function openErrorId(id: string): Promise<ServiceError | undefined> {
  return id.startsWith(PREFIX) ? open("error", id.slice(PREFIX.length), serviceErrorShape) : undefined;
}

/** An address to return to that nobody is sent to. */
export function returnToRefused(value: string): ServiceError {
  return {
    id: "self_service_flow_return_to_forbidden",
    code: 400,
    status: "Bad Request",
    reason: `The return_to address ${JSON.stringify(value.slice(0, 300))} is not allowed.`,
  };
}

function shorten({ id, code, status, message, reason, details }: ServiceError): ServiceError {
  const cut = (text: string | undefined) => text?.slice(0, MAX_TEXT);
  const shown = details && JSON.stringify(details).length <= MAX_TEXT ? details : undefined;
  return { id, code, status, message: cut(message), reason: cut(reason), ...(shown && { details: shown }) };
}
