// How the parts of a stored hash are written.
import { timingSafeEqual } from "node:crypto";

/** Thrown for a hash that does not keep to its format; it then fits no password. */
export class HashFormatError extends Error {}

/** Standard base64 with its padding, and nothing that encodes the same bytes otherwise. @throws HashFormatError */
export function fromBase64(text: string | undefined): Buffer {
  const bytes = Buffer.from(text ?? "", "base64");
  if (text === undefined || bytes.toString("base64") !== text) {
    throw new HashFormatError("a part of the hash is no base64");
  }
  return bytes;
}

/** Standard base64 without padding. @throws HashFormatError */
export function fromRawBase64(text: string | undefined): Buffer {
  const bytes = Buffer.from(text ?? "", "base64");
  if (text === undefined || bytes.toString("base64").replace(/=+$/, "") !== text) {
    throw new HashFormatError("a part of the hash is no base64");
  }
  return bytes;
}

/** `i=1000,l=32` read by `i` and `l`, in this order. @throws HashFormatError */
export function readNumbers(text: string | undefined, names: readonly string[]): number[] {
  const pattern = new RegExp(`^${names.map((name) => `${name}=(\\d+)`).join(",")}$`);
  const match = pattern.exec(text ?? "");
  if (!match) throw new HashFormatError(`the hash lacks its parameters ${names.join(", ")}`);
  return match.slice(1).map(Number);
}

/** The parts between the dollar signs, of which there must be this many. @throws HashFormatError */
export function split(hash: string, parts: number): string[] {
  const found = hash.split("$");
  if (found.length !== parts) throw new HashFormatError("the hash has not the parts of its format");
  return found;
}

/** Takes the same time wherever the two differ. */
export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
