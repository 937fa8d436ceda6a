// Brings a browser to a machine that has none: Playwright's download, else the system's package manager.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { startProcess } from "./processes.mjs";
import { UserError } from "./user-error.mjs";

const DOWNLOAD_STALL_MS = 20_000;
const PACKAGES_STALL_MS = 120_000;

/** @typedef {{ program: string, commands: string[][] }} PackageManager */

/** @type {PackageManager[]} */
const PACKAGE_MANAGERS = [
  {
    program: "apt-get",
    commands: [
      ["apt-get", "update", "-qq"],
      ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
    ],
  },
  { program: "dnf", commands: [["dnf", "install", "-y", "chromium", "liberation-sans-fonts"]] },
  { program: "apk", commands: [["apk", "add", "--no-cache", "chromium", "font-liberation"]] },
  { program: "pacman", commands: [["pacman", "-Sy", "--noconfirm", "chromium", "ttf-liberation"]] },
];

/**
 * @param {(text: string) => void} say
 * @returns {Promise<import("./browser.mjs").Browser>} one that is there, or was installed
 * @throws {UserError} with what a person can do
 */
export async function requireBrowser(say) {
  const found = await findBrowser();
  if (found) return announce(found, say);
  say("No Chrome or Chromium was found. Downloading Playwright's ...");
  const download = await runUnlessStalled([process.execPath, playwrightCli(), "install", "chromium"], {
    stallMs: DOWNLOAD_STALL_MS,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" },
    shows: isProgress,
  });
  const downloaded = await findBrowser();
  if (downloaded) return announce(downloaded, say);
  say(
    download.isDone
      ? "It does not start here: it lacks libraries of the system."
      : `The download failed. ${download.problem}`,
  );

  const prefix = rootPrefix();
  const manager = PACKAGE_MANAGERS.find(({ program }) => process.platform === "linux" && isOnPath(program));
  if (manager && prefix) {
    for (const command of manager.commands) {
      say(`Running: ${[...prefix, ...command].join(" ")}`);
      const { isDone, problem } = await runUnlessStalled([...prefix, ...command], {
        stallMs: PACKAGES_STALL_MS,
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
        shows: () => true,
      });
      if (isDone) continue;
      say(`That failed. ${problem}`);
      break;
    }
    const installed = await findBrowser();
    if (installed) return announce(installed, say);
  }
  throw new UserError(
    `No browser could be installed. ${advice(manager)}\nOr name one that is elsewhere: FOYER_BROWSER=/path/to/chrome npm test`,
  );
}

/**
 * @param {import("./browser.mjs").Browser} browser
 * @param {(text: string) => void} say
 */
function announce(browser, say) {
  say(`Browser: ${browser.path} (${browser.source})`);
  return browser;
}

/**
 * Of the downloader's output, what tells how far it is; a failure fills pages.
 *
 * @param {string} line
 */
function isProgress(line) {
  return /^(Downloading|\|.*%)|downloaded to/.test(line);
}

/** @param {PackageManager | undefined} manager */
function advice(manager) {
  if (process.platform === "darwin") return "Install one: brew install --cask google-chrome";
  if (process.platform === "win32") return "Install one: winget install Google.Chrome";
  const commands = manager?.commands.map((command) => `sudo ${command.join(" ")}`).join(" && ");
  return commands
    ? `Install one: ${commands}`
    : "Install Chrome or Chromium with your system's package manager.";
}

/** @returns {string[] | undefined} what to put before a command that needs root, nothing where root is out of reach */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : undefined;
}

/** @param {string} program */
function isOnPath(program) {
  return spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;
}

function playwrightCli() {
  const packageFile = createRequire(import.meta.url).resolve("@playwright/test/package.json");
  return join(dirname(packageFile), "cli.js");
}

/**
 * Runs a command and shows its output; ends it once it has been silent for too long, as behind a closed network.
 *
 * @param {string[]} command
 * @param {object} options
 * @param {number} options.stallMs
 * @param {Record<string, string | undefined>} options.env
 * @param {(line: string) => boolean} options.shows which lines are worth showing
 * @returns {Promise<{ isDone: boolean, problem: string }>} problem: the first error in its output, or its silence
 */
async function runUnlessStalled([program = "", ...args], { stallMs, env, shows }) {
  let problem = "";
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const running = startProcess({
    name: program,
    command: program,
    args,
    env,
    writeLine(line) {
      watch();
      if (shows(line)) console.log(line);
      if (!problem && /^(error|e|fatal):/i.test(line)) problem = line;
    },
  });
  function watch() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      problem = `It was silent for ${stallMs / 1_000} seconds.`;
      void running.stop(1_000);
    }, stallMs);
  }
  watch();
  const { code } = await running.exited;
  clearTimeout(timer);
  return { isDone: code === 0, problem };
}
