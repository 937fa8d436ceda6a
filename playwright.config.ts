import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

/** `npm run test:e2e` starts what the suite needs and calls Playwright with this. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  fullyParallel: true,
  // Each has a browser, and all of them one app that works for them.
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 7_000 },
  reporter: "list",
  use: {
    trace: "off",
    screenshot: "only-on-failure",
    actionTimeout: 7_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.FOYER_BROWSER || undefined,
      // A browser of root has no sandbox to start in; containers and build machines run as root.
      chromiumSandbox: !isRoot,
      args: [
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
      ],
    },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
});
