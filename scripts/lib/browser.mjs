// Finds a Chromium-like browser for the tests and screenshots, or says where one was looked for.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, posix, win32 } from "node:path";
import { promisify } from "node:util";
import { UserError } from "./user-error.mjs";

/**
 * @typedef {{ path: string, source: string }} Browser
 * @typedef {Record<string, string | undefined>} Environment
 */

/** Variables that name a browser's program, first come first served. */
export const BROWSER_VARIABLES = ["FOYER_BROWSER", "CHROME_PATH"];

const LINUX_NAMES = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge-stable",
  "microsoft-edge",
];
const LINUX_PATHS = ["/opt/google/chrome/chrome", "/usr/lib/chromium/chromium", "/snap/bin/chromium"];
const MAC_APPLICATIONS = ["Google Chrome", "Chromium", "Microsoft Edge"];
const WINDOWS_PATHS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Looks in the environment, then for Playwright's own download, then in the usual places.
 *
 * @param {Environment} [env]
 * @returns {Promise<Browser | undefined>}
 * @throws {UserError} when the environment names a program that can't be run
 */
export async function findBrowser(env = process.env) {
  const variable = BROWSER_VARIABLES.find((name) => env[name]);
  if (variable) {
    const path = env[variable] ?? "";
    if (await starts(path)) return { path, source: variable };
    throw new UserError(
      `${variable} is "${path}", which can't be started. Name a Chrome or Chromium program, or unset it.`,
    );
  }
  const candidates = [
    { path: await playwrightBrowser(), source: "Playwright" },
    ...usualPlaces(process.platform, env).map((path) => ({ path, source: "installed" })),
  ];
  for (const { path, source } of candidates) if (path && (await starts(path))) return { path, source };
  return undefined;
}

/**
 * @param {NodeJS.Platform} platform
 * @param {Environment} env
 * @returns {string[]} programs that may exist, best first
 */
export function usualPlaces(platform, env) {
  if (platform === "darwin") {
    const folders = ["/Applications", ...(env.HOME ? [posix.join(env.HOME, "Applications")] : [])];
    return MAC_APPLICATIONS.flatMap((name) =>
      folders.map((folder) => posix.join(folder, `${name}.app/Contents/MacOS/${name}`)),
    );
  }
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
      (each) => each !== undefined,
    );
    return WINDOWS_PATHS.flatMap((path) => folders.map((folder) => win32.join(folder, path)));
  }
  const folders = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return [
    ...LINUX_NAMES.flatMap((name) => folders.map((folder) => posix.join(folder, name))),
    ...LINUX_PATHS,
  ];
}

/** Chromium refuses its sandbox to root, as which containers often run. */
export function launchArguments() {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

/** @returns {Promise<string | undefined>} where Playwright would put its Chromium */
async function playwrightBrowser() {
  try {
    const { chromium } = createRequire(import.meta.url)("@playwright/test");
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

/**
 * Some systems have a program in place that only tells how to install the real one, and a downloaded browser may lack
 * libraries; so it is started once.
 *
 * @param {string} path
 */
async function starts(path) {
  try {
    await access(path, constants.X_OK);
    // On Windows, and on a Mac for a browser that is running, asking for the version opens a window.
    if (process.platform === "linux") {
      await promisify(execFile)(path, ["--version"], { timeout: 20_000 });
    }
    return true;
  } catch {
    return false;
  }
}
