import { expect, test } from "vitest";
import { findBrowser, usualPlaces } from "./browser.mjs";

test("it takes the program that the environment names", async () => {
  // Any program that starts will do: it is not this test's business to have a browser.
  expect(await findBrowser({ FOYER_BROWSER: process.execPath, CHROME_PATH: "/nowhere" })).toEqual({
    path: process.execPath,
    source: "FOYER_BROWSER",
  });
});

test("it says so when the environment names a program that isn't there, rather than taking another", async () => {
  await expect(findBrowser({ CHROME_PATH: "/nowhere/chrome" })).rejects.toThrow(
    /^CHROME_PATH is "\/nowhere\/chrome"/,
  );
});

test("it looks along PATH on Linux", () => {
  const places = usualPlaces("linux", { PATH: "/a:/b" });
  expect(places).toContain("/b/chromium");
  expect(places.indexOf("/a/google-chrome")).toBeLessThan(places.indexOf("/a/chromium"));
});

test("it looks among the applications on a Mac, the person's own included", () => {
  const places = usualPlaces("darwin", { HOME: "/Users/ada" });
  expect(places).toContain("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  expect(places).toContain("/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium");
});

test("it looks in the program folders on Windows, as far as they are set", () => {
  const places = usualPlaces("win32", { PROGRAMFILES: "C:\\Program Files", LOCALAPPDATA: undefined });
  expect(places).toContain("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
  expect(places).toHaveLength(3);
});
