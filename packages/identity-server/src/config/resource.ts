// Documents that the configuration points to: schemas, mappers, templates.
import { readFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";

const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** The file that a `file://` address means; relative ones start at the folder the server was started in. */
export function filePathOf(url: string): string | undefined {
  if (!url.startsWith("file://")) return undefined;
  const path = decodeURIComponent(url.slice("file://".length));
  return isAbsolute(path) ? path : resolve(path);
}

/**
 * Loads a document by its address: `file://`, `https://`, `http://` or `base64://`.
 *
 * @param key the configuration key that holds the address, for the error
 * @throws Error that names key and address
 */
export async function loadResource(url: string, key: string): Promise<string> {
  try {
    const path = filePathOf(url);
    if (path !== undefined) return await readFile(path, "utf8");
    if (url.startsWith("base64://"))
      return Buffer.from(url.slice("base64://".length), "base64").toString("utf8");
    return await download(url);
  } catch (error) {
    // The text of a base64 address is the document itself, and no help here.
    const shown = url.startsWith("base64://") ? "base64://..." : url;
    throw new Error(
      `${key}: ${shown} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function download(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the answer was ${String(response.status)}`);
  const text = await response.text();
  if (text.length > MAX_BYTES) throw new Error("the document is larger than 1 MB");
  return text;
}
