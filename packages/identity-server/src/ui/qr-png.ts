// A QR code as a PNG: one bit a pixel, a few hundred bytes. The encoder of the QR library takes ten times as long and
// makes a picture seven times as large, for every settings page.
import { deflateSync } from "node:zlib";

/** The light border that scanners need, in modules (ISO/IEC 18004). */
const QUIET_MODULES = 4;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BIT_DEPTH = 1;
const GREYSCALE = 0;

/** @param size of the square picture in pixels; a multiple of eight, large enough for the text */
export async function qrPng(text: string, size: number): Promise<Buffer> {
  const { default: qrcode } = await import("qrcode");
  // A screen neither tears nor fades: larger modules help a camera more than redundancy does.
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "L" });
  const scale = Math.floor(size / (modules.size + 2 * QUIET_MODULES));
  if (scale < 1) throw new Error(`A QR code of this text does not fit into ${String(size)} pixels.`);
  const margin = Math.floor((size - scale * modules.size) / 2);

  const rowBytes = size / 8;
  // Each row begins with the number of its filter: none.
  const rows = Buffer.alloc(size * (1 + rowBytes));
  for (let y = 0; y < size; y += 1) {
    const start = y * (1 + rowBytes) + 1;
    rows.fill(0xff, start, start + rowBytes);
    const row = Math.floor((y - margin) / scale);
    if (row < 0 || row >= modules.size) continue;
    for (let x = margin; x < margin + scale * modules.size; x += 1) {
      if (modules.get(row, Math.floor((x - margin) / scale)) === 0) continue;
      const at = start + (x >> 3);
      rows[at] = (rows[at] ?? 0) & ~(0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header[8] = BIT_DEPTH;
  header[9] = GREYSCALE;
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(12 + data.length);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, "latin1");
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length);
  return framed;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** @see https://www.w3.org/TR/png-3/#D-CRCAppendix */
function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
