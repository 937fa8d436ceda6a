import { describe, expect, it } from "vitest";
import { deviceName, devicePlace } from "./device";

describe("deviceName", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      "Chrome",
      "Linux",
      false,
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0",
      "Firefox",
      "Windows",
      false,
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
      "Safari",
      "macOS",
      false,
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
      "Safari",
      "iPhone",
      true,
    ],
    [
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
      "Chrome",
      "Android",
      true,
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
      "Edge",
      "Windows",
      false,
    ],
    ["node", undefined, undefined, false],
    [undefined, undefined, undefined, false],
  ])("reads %s", (userAgent, browser, system, isPhone) => {
    expect(deviceName(userAgent)).toEqual({ browser, system, isPhone });
  });
});

describe("devicePlace", () => {
  it.each([
    ["127.0.0.1:53624", "", "127.0.0.1"],
    ["[2001:db8::1]:4433", "", "2001:db8::1"],
    ["2001:db8::1", undefined, "2001:db8::1"],
    ["203.0.113.7", "Berlin, DE", "Berlin, DE · 203.0.113.7"],
    [undefined, "", undefined],
  ])("shows %s in %s", (ip_address, location, place) => {
    expect(devicePlace({ id: "1", ip_address, location })).toBe(place);
  });
});
