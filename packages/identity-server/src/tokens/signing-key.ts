// The key that session tokens are signed with: the first one of a JSON Web Key Set.
import { importJWK, type CryptoKey } from "jose";
import * as z from "zod";

export interface SigningKey {
  alg: string;
  /** Empty where the key has none. */
  kid: string;
  key: CryptoKey | Uint8Array;
}

/** The key set holds nothing to sign with. The message says what is wrong, and nothing of the key. */
export class SigningKeyError extends Error {}

/** What Kratos signs with, by the kind of key. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.1 */
const ALGORITHMS: Record<string, readonly string[]> = {
  RSA: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  EC: ["ES256", "ES384", "ES512"],
  OKP: ["EdDSA"],
  oct: ["HS256", "HS384", "HS512"],
};

// Only what the key is made of: its use and operations don't matter to Kratos.
const keySchema = z.object({
  kty: z.string(),
  alg: z.string().default(""),
  kid: z.string().default(""),
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
  d: z.string().optional(),
  p: z.string().optional(),
  q: z.string().optional(),
  dp: z.string().optional(),
  dq: z.string().optional(),
  qi: z.string().optional(),
  k: z.string().optional(),
});
const setSchema = z.object({ keys: z.array(z.unknown()) });

const MAX_KEPT = 100;
const keptKeys = new Map<string, Promise<SigningKey>>();

/**
 * Takes the first key of a key set, or the one key that the document is. A set that was read before is known again.
 *
 * @param text the key set as JSON
 * @throws SigningKeyError when it cannot be read, is empty, or its first key cannot sign
 */
export async function readSigningKey(text: string): Promise<SigningKey> {
  const known = keptKeys.get(text);
  if (known) return known;
  if (keptKeys.size >= MAX_KEPT) keptKeys.clear();
  const key = importKey(firstKey(text));
  keptKeys.set(text, key);
  key.catch(() => keptKeys.delete(text));
  return key;
}

function firstKey(text: string): z.infer<typeof keySchema> {
  const document = parse(text);
  const set = setSchema.safeParse(document);
  if (set.success && set.data.keys.length === 0) throw new SigningKeyError("the key set is empty");
  const key = keySchema.safeParse(set.success ? set.data.keys[0] : document);
  if (!key.success) throw new SigningKeyError("its first key is no JSON Web Key");
  return key.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SigningKeyError("it is no JSON");
  }
}

async function importKey({ alg, kid, ...jwk }: z.infer<typeof keySchema>): Promise<SigningKey> {
  const possible = ALGORITHMS[jwk.kty];
  if (!possible) throw new SigningKeyError(`its first key is of the unknown kind "${jwk.kty}"`);
  if (!Object.values(ALGORITHMS).flat().includes(alg)) {
    const given = alg === "" ? 'its first key has no "alg"' : `the "alg" of its first key is "${alg}"`;
    throw new SigningKeyError(`${given}; possible are ${possible.join(", ")}`);
  }
  if (!possible.includes(alg)) {
    throw new SigningKeyError(`its first key is of the kind ${jwk.kty}, which cannot sign with ${alg}`);
  }
  if (jwk.d === undefined && jwk.k === undefined)
    throw new SigningKeyError("its first key has no private part");
  try {
    return { alg, kid, key: await importJWK(jwk, alg) };
  } catch (error) {
    throw new SigningKeyError(`its first key cannot be used with ${alg}`, { cause: error });
  }
}
