// As much of CBOR as a security key writes: whole numbers, texts, bytes and maps.
// See https://www.rfc-editor.org/rfc/rfc8949#section-3.1

export type Cbor = number | string | Uint8Array | Map<number | string, Cbor>;

export function encodeCbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, item]) => [encodeCbor(key), encodeCbor(item)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

/** A value's first bytes: what it is, and its size or amount. */
function head(majorType: number, amount: number): Buffer {
  const type = majorType << 5;
  if (amount < 24) return Buffer.from([type | amount]);
  if (amount < 0x100) return Buffer.from([type | 24, amount]);
  if (amount < 0x10000) return Buffer.from([type | 25, amount >> 8, amount & 0xff]);
  throw new Error(`No security key writes a value of the size ${amount}.`);
}
