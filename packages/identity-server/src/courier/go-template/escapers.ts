// How a value is made harmless at its place in an HTML document, character for character as Go's html/template does.
import type { Escaper } from "./html-context.js";

export function escapeWith(escapers: readonly Escaper[], value: string): string {
  return escapers.reduce((text, name) => ESCAPERS[name](text), value);
}

const ESCAPERS: Record<Escaper, (text: string) => string> = {
  html: (text) => text.replace(/[\0"&'+<>]/g, reference),
  unquoted: (text) => text.replace(/[\0\t\n\v\f\r "&'+<=>`]/g, reference),
  "url-filter": (text) => (isSafeUrl(text) ? text : "#ZgotmplZ"),
  // Reserved characters and escapes that are there stay as they are.
  url: (text) => text.replace(/%(?![0-9a-f]{2})|[^!#$%&*+,\-./0-9:;=?@A-Z[\]_a-z~]/giu, percentEncode),
  // Comments are not sent.
  drop: () => "",
  "url-query": (text) => text.replace(/[^\-.0-9A-Z_a-z~]/gu, percentEncode),
};

function isSafeUrl(text: string): boolean {
  const scheme = /^([^:/]*):/.exec(text)?.[1];
  return scheme === undefined || /^(https?|mailto)$/i.test(scheme);
}

function reference(character: string): string {
  if (character === "\0") return "\uFFFD";
  if (character === "&") return "&amp;";
  if (character === "<") return "&lt;";
  if (character === ">") return "&gt;";
  return `&#${String(character.charCodeAt(0))};`;
}

function percentEncode(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}
