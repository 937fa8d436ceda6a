/** What a session's device is, for people: browser, system and place, as far as they are known. */
import type { Session, SessionDevice } from "@ory/client";

export interface DeviceName {
  browser: string | undefined;
  system: string | undefined;
  isPhone: boolean;
}

// The first match counts: browsers name those they descend from as well.
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\/|\bEdgiOS\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
  [/\bcurl\//, "curl"],
];

const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** @param userAgent  the header as the service keeps it */
export function deviceName(userAgent: string | undefined): DeviceName {
  const find = (table: readonly [RegExp, string][]) =>
    userAgent === undefined ? undefined : table.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = find(systems);
  return {
    browser: find(browsers),
    system,
    isPhone: system === "iPhone" || (system === "Android" && /\bMobile\b/.test(userAgent ?? "")),
  };
}

/** The device a session began on; the service keeps no other. */
export function firstDevice(session: Session): SessionDevice | undefined {
  return session.devices?.[0];
}

/** Place and address, e.g. `Berlin, DE · 203.0.113.7`; the port that Kratos leaves on an address is cut off. */
export function devicePlace(device: SessionDevice | undefined): string | undefined {
  const address = device?.ip_address?.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");
  const parts = [device?.location, address].filter((part) => part !== undefined && part !== "");
  return parts.length > 0 ? parts.join(" · ") : undefined;
}
