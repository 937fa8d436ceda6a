// XChaCha20-Poly1305, which Node's crypto lacks: HChaCha20 makes a key of the first 16 bytes of the long nonce, and
// ChaCha20-Poly1305 does the rest. @see https://datatracker.ietf.org/doc/html/draft-irtf-cfrg-xchacha-03
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 24;
const TAG_BYTES = 16;

/** @param key 32 bytes @returns nonce, ciphertext and tag */
export function sealXChaCha(plain: Buffer, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("chacha20-poly1305", hChaCha20(key, nonce), shortNonce(nonce), {
    authTagLength: TAG_BYTES,
  });
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when it was not sealed with this key */
export function openXChaCha(sealed: Buffer, key: Buffer): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("chacha20-poly1305", hChaCha20(key, nonce), shortNonce(nonce), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

function shortNonce(nonce: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(4), nonce.subarray(16)]);
}

const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

export function hChaCha20(key: Buffer, nonce: Buffer): Buffer {
  const state = new Uint32Array(16);
  state.set(CONSTANTS);
  for (let word = 0; word < 8; word += 1) state[4 + word] = key.readUInt32LE(word * 4);
  for (let word = 0; word < 4; word += 1) state[12 + word] = nonce.readUInt32LE(word * 4);
  for (let round = 0; round < 10; round += 1) {
    for (const column of [0, 1, 2, 3]) quarterRound(state, column, column + 4, column + 8, column + 12);
    quarterRound(state, 0, 5, 10, 15);
    quarterRound(state, 1, 6, 11, 12);
    quarterRound(state, 2, 7, 8, 13);
    quarterRound(state, 3, 4, 9, 14);
  }
  const output = Buffer.alloc(32);
  [0, 1, 2, 3, 12, 13, 14, 15].forEach((word, index) => output.writeUInt32LE(state[word] ?? 0, index * 4));
  return output;
}

function quarterRound(state: Uint32Array, a: number, b: number, c: number, d: number): void {
  mix(state, a, b, d, 16);
  mix(state, c, d, b, 12);
  mix(state, a, b, d, 8);
  mix(state, c, d, b, 7);
}

function mix(state: Uint32Array, sum: number, by: number, turned: number, bits: number): void {
  state[sum] = ((state[sum] ?? 0) + (state[by] ?? 0)) >>> 0;
  const value = ((state[turned] ?? 0) ^ (state[sum] ?? 0)) >>> 0;
  state[turned] = ((value << bits) | (value >>> (32 - bits))) >>> 0;
}
