// `npm run screenshots`: the pictures in docs/images, taken from the running product.
//
//   --all            every page in every state and look instead, into a folder of its own with an index.html to look through
//   --out <folder>   which folder; .foyer/screenshots if not given
//   --brand <file>   as if identity/brand.ts were this file: how a fork's colours, name and logo would look
//   --only <words>   the states whose group or name has these words
import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { NEXT } from "./lib/app-server.mjs";
import { buildWithBrand } from "./lib/brand-build.mjs";
import { launchArguments } from "./lib/browser.mjs";
import { writeContactSheet } from "./lib/contact-sheet.mjs";
import { buildIdentityServer } from "./lib/identity-server.mjs";
import { requireBrowser } from "./lib/install-browser.mjs";
import { ROOT, STATE_FOLDER } from "./lib/root.mjs";
import { runToEnd } from "./lib/run-to-end.mjs";
import { createCast, SHOTS } from "./lib/shots.mjs";
import { useTestDatabase } from "./lib/test-database.mjs";
import { startEmbeddedStack } from "./lib/test-stack.mjs";
import { runMain, UserError } from "./lib/user-error.mjs";

const DOCS_FOLDER = join(ROOT, "docs/images");
const DIST_DIR = process.env.FOYER_DIST_DIR ?? ".next-test";
const VIEWPORT = { width: 1200, height: 820 };

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      all: { type: "boolean" },
      out: { type: "string" },
      brand: { type: "string" },
      only: { type: "string" },
    },
  });
  const { path: browser } = await requireBrowser(console.log);
  await buildIdentityServer();
  if (values.all) {
    const distDir = values.brand ? await buildWithBrand(resolve(values.brand)) : await build();
    const folder = resolve(values.out ?? join(STATE_FOLDER, "screenshots"));
    return photographAll({ folder, distDir, only: values.only });
  }
  const needsAll = /** @type {const} */ (["out", "brand", "only"]).find((name) => values[name] !== undefined);
  if (needsAll) throw new UserError(`--${needsAll} is for the pictures of all states: add --all.`);
  return photographForDocs(await build(), browser);
});

/**
 * Pictures show the sources as they are now; a build given by name is taken as it is.
 *
 * @returns {Promise<string>} the build's folder
 */
async function build() {
  if (process.env.FOYER_DIST_DIR && existsSync(join(ROOT, DIST_DIR, "BUILD_ID"))) return DIST_DIR;
  const code = await runToEnd(process.execPath, [NEXT, "build"], {
    ...process.env,
    FOYER_DIST_DIR: DIST_DIR,
  });
  if (code !== 0) throw new UserError("The app cannot be built; the reason stands above.");
  return DIST_DIR;
}

/**
 * The states are those of tests/e2e/states, which know how each comes about.
 *
 * @param {{ folder: string, distDir: string, only: string | undefined }} options
 */
async function photographAll({ folder, distDir, only }) {
  // What it left last time may show states that there are no more.
  if (existsSync(join(folder, "index.html"))) await rm(folder, { recursive: true });
  await mkdir(folder, { recursive: true });
  const words = only === undefined ? [] : ["--grep", only];
  const code = await runToEnd(
    process.execPath,
    // One state takes a dozen pictures, and they may take their time.
    [join(ROOT, "scripts/e2e.mjs"), "states.spec", "--timeout=180000", ...words],
    { ...process.env, FOYER_DIST_DIR: distDir, FOYER_SHOTS: folder },
  );
  const count = await writeContactSheet(folder, "Every page, every state");
  console.log(
    `${count} pictures; look through them in ${relative(process.cwd(), join(folder, "index.html"))}`,
  );
  return code;
}

/**
 * @param {string} distDir
 * @param {string} executablePath of the browser
 */
async function photographForDocs(distDir, executablePath) {
  const removeDatabase = await useTestDatabase();
  const { stack, stop } = await startEmbeddedStack({ name: "screenshots", distDir });
  const browser = await chromium.launch({ executablePath, args: launchArguments() });
  try {
    await mkdir(DOCS_FOLDER, { recursive: true });
    await createCast(stack);
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      for (const shot of SHOTS) {
        const context = await browser.newContext({
          baseURL: stack.appUrl,
          colorScheme,
          viewport: VIEWPORT,
          deviceScaleFactor: 1.5,
          reducedMotion: "reduce",
          locale: "en-GB",
          timezoneId: "UTC",
        });
        const page = await context.newPage();
        await shot.open(page, stack);
        const file = `${shot.name}${colorScheme === "dark" ? "-dark" : ""}.png`;
        await page.screenshot({ path: join(DOCS_FOLDER, file), animations: "disabled" });
        console.log(`docs/images/${file}`);
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await stop();
    await removeDatabase();
  }
  return 0;
}
