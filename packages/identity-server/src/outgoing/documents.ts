// Documents that the configuration points to and a request needs: mappers, templates, key sets.
import { loadResource } from "../config/index.js";
import type { HttpClient } from "./client.js";

const KEPT_MS = 60 * 60 * 1000;
const MAX_KEPT = 200;
const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const RETRIES = 2;

interface Kept {
  text: Promise<string>;
  until: number;
}

// By client, which stands for a server: two in one process share nothing.
const keptBy = new WeakMap<HttpClient, Map<string, Kept>>();

/**
 * Files are read anew each time, so that a change counts at once; what comes over the network is kept for an hour, as in
 * Kratos, and not asked for where `clients.http` keeps it out.
 *
 * @param key the configuration key that holds the address, for errors
 * @throws Error that names key and address
 */
export async function loadDocument(http: HttpClient, url: string, key: string): Promise<string> {
  if (!/^https?:\/\//i.test(url)) return loadResource(url, key);
  const kept = keptBy.get(http) ?? new Map<string, Kept>();
  keptBy.set(http, kept);
  const known = kept.get(url);
  if (known && known.until > Date.now()) return known.text;
  if (kept.size >= MAX_KEPT) kept.clear();
  const text = download(http, url, key);
  kept.set(url, { text, until: Date.now() + KEPT_MS });
  text.catch(() => kept.delete(url));
  return text;
}

/**
 * As `loadDocument`, and anew each time.
 *
 * @throws Error that names key and address
 */
export async function loadFresh(http: HttpClient, url: string, key: string): Promise<string> {
  return /^https?:\/\//i.test(url) ? download(http, url, key) : loadResource(url, key);
}

async function download(http: HttpClient, url: string, key: string): Promise<string> {
  const request = { method: "GET", url, headers: {} };
  try {
    const answer = await http.send(request, {
      retries: RETRIES,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
      refusesMore: true,
    });
    if (answer.status !== 200) throw new Error(`the answer was ${String(answer.status)}`);
    return answer.body;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${key}: ${url} cannot be loaded: ${reason}`, { cause: error });
  }
}
