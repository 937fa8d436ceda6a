// The string formats that an identity schema can ask for: those of Kratos, with its limits.
import type { PhoneParser } from "./normalise.js";

export type FormatCheck = (value: string) => boolean;

/** @param parsePhone undefined when the schema has no phone numbers */
export function createFormats(parsePhone: PhoneParser | undefined): Record<string, FormatCheck> {
  const isIpV4: FormatCheck = (value) =>
    /^\d{1,3}(\.\d{1,3}){3}$/.test(value) && value.split(".").every((part) => Number(part) <= 255);
  return {
    "date-time": isDateTime,
    date: isDate,
    time: isTime,
    hostname: isHostname,
    email: isEmail,
    tel: (value) => parsePhone?.(value) !== undefined,
    "ip-address": isIpV4,
    ipv4: isIpV4,
    ipv6: (value) => value.includes(":") && URL.canParse(`http://[${value}]/`),
    uri: isUri,
    iri: isUri,
    "uri-reference": isUriReference,
    uriref: isUriReference,
    "iri-reference": isUriReference,
    "uri-template": isUriTemplate,
    regex: isRegex,
    "json-pointer": isJsonPointer,
    "relative-json-pointer": (value) => /^(0|[1-9]\d*)(#|$|\/)/.test(value) && isRelativePointer(value),
    "no-validate": () => true,
  };
}

/**
 * An address as in mail: a local part of at most 64 bytes, a host name, 254 bytes in all.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1
 */
export function isEmail(value: string): boolean {
  if (Buffer.byteLength(value) > 254) return false;
  const at = value.lastIndexOf("@");
  if (at < 1) return false;
  const local = value.slice(0, at);
  if (Buffer.byteLength(local) > 64 || !isHostname(value.slice(at + 1))) return false;
  return DOT_ATOM.test(local) || QUOTED_STRING.test(local);
}

const DOT_ATOM = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const QUOTED_STRING = /^"([^"\\\r\n]|\\[^\r\n])+"$/u;

/** @see https://www.rfc-editor.org/rfc/rfc1123#section-2.1 */
function isHostname(value: string): boolean {
  const name = value.endsWith(".") ? value.slice(0, -1) : value;
  if (name.length > 253) return false;
  return name.split(".").every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
}

/** @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
function isDateTime(value: string): boolean {
  const [date, time, rest] = value.split("T");
  return date !== undefined && time !== undefined && rest === undefined && isDate(date) && isTime(time);
}

function isDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(match[3]);
}

function isTime(value: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(value);
}

function isUri(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(value) && isUriReference(value);
}

function isUriReference(value: string): boolean {
  return !hasControlCharacter(value) && !/%(?![0-9a-f]{2})/i.test(value) && !value.startsWith(":");
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((character) => character < " " || character === "\u007f");
}

function isUriTemplate(value: string): boolean {
  return isUriReference(value) && /^([^{}]|\{[^{}]*\})*$/.test(value);
}

function isRegex(value: string): boolean {
  try {
    new RegExp(value, "u");
    return true;
  } catch {
    return false;
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function isJsonPointer(value: string): boolean {
  return value === "" || (value.startsWith("/") && !/~(?![01])/.test(value));
}

function isRelativePointer(value: string): boolean {
  const rest = value.replace(/^\d+/, "");
  return rest === "#" || isJsonPointer(rest);
}
