// MD4, which current builds of OpenSSL don't have any more: for HMAC hashes of very old systems alone.

const ROUNDS = [
  {
    constant: 0,
    mix: (x: number, y: number, z: number) => (x & y) | (~x & z),
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    constant: 0x5a827999,
    mix: (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    constant: 0x6ed9eba1,
    mix: (x: number, y: number, z: number) => x ^ y ^ z,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
];

/** @see https://www.rfc-editor.org/rfc/rfc1320 */
export function md4(message: Buffer): Buffer {
  const state = new Uint32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  const padded = pad(message);
  for (let at = 0; at < padded.length; at += 64) {
    const words = Array.from({ length: 16 }, (_, index) => padded.readUInt32LE(at + 4 * index));
    addBlock(state, words);
  }
  const result = Buffer.alloc(16);
  state.forEach((word, index) => result.writeUInt32LE(word, 4 * index));
  return result;
}

/** A one bit, zeros, and the length in bits as 64 bits, to whole blocks of 64 bytes. */
function pad(message: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  return padded;
}

function addBlock(state: Uint32Array, words: number[]): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (const { constant, mix, order, shifts } of ROUNDS) {
    order.forEach((index, step) => {
      const sum = (a + mix(b, c, d) + (words[index] ?? 0) + constant) >>> 0;
      const shift = shifts[step % 4] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    });
  }
  [a, b, c, d].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}
