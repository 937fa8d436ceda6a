// `npm run screenshots`: the pictures in docs/images, taken from the running product.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { NEXT } from "./lib/app-server.mjs";
import { launchArguments } from "./lib/browser.mjs";
import { buildIdentityServer } from "./lib/identity-server.mjs";
import { requireBrowser } from "./lib/install-browser.mjs";
import { ROOT } from "./lib/root.mjs";
import { runToEnd } from "./lib/run-to-end.mjs";
import { createAda, SHOTS } from "./lib/shots.mjs";
import { useTestDatabase } from "./lib/test-database.mjs";
import { startEmbeddedStack } from "./lib/test-stack.mjs";
import { runMain, UserError } from "./lib/user-error.mjs";

const FOLDER = join(ROOT, "docs/images");
const DIST_DIR = process.env.FOYER_DIST_DIR ?? ".next-test";
const VIEWPORT = { width: 1200, height: 760 };

await runMain(async () => {
  const { path } = await requireBrowser(console.log);
  await buildIdentityServer();
  // Pictures show the sources as they are now; a build given by name is taken as it is.
  if (!process.env.FOYER_DIST_DIR || !existsSync(join(ROOT, DIST_DIR, "BUILD_ID"))) {
    const code = await runToEnd(process.execPath, [NEXT, "build"], {
      ...process.env,
      FOYER_DIST_DIR: DIST_DIR,
    });
    if (code !== 0) throw new UserError("The app cannot be built; the reason stands above.");
  }

  const removeDatabase = await useTestDatabase();
  const { stack, stop } = await startEmbeddedStack({ name: "screenshots", distDir: DIST_DIR });
  const browser = await chromium.launch({ executablePath: path, args: launchArguments() });
  try {
    await mkdir(FOLDER, { recursive: true });
    await createAda(stack);
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
        await page.screenshot({ path: join(FOLDER, file), animations: "disabled" });
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
});
