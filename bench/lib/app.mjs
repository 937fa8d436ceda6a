// What the app costs a visitor: client script of /login over that of an empty page, and redirects on the way to a form.
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { NEXT } from "../../scripts/lib/app-server.mjs";
import { launchArguments } from "../../scripts/lib/browser.mjs";
import { buildMigrateProgram, MIGRATE_PROGRAM } from "../../scripts/lib/db-migrate.mjs";
import { findFreePort } from "../../scripts/lib/ports.mjs";
import { startNode } from "../../scripts/lib/processes.mjs";
import { ROOT, STATE_FOLDER } from "../../scripts/lib/root.mjs";
import { generateSecret } from "../../scripts/lib/secrets.mjs";
import { UserError } from "../../scripts/lib/user-error.mjs";
import { waitForHttp } from "../../scripts/lib/wait-for-http.mjs";

// Inside of the repository, where the dependencies are found; git ignores it.
const COPY = join(STATE_FOLDER, "bench-app");

const SOURCES = [
  "components",
  "identity",
  "lib",
  "public",
  "scripts/lib/public-paths.mjs",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.js",
  "package.json",
  "postcss.config.mjs",
  "tailwind.config.ts",
  "tsconfig.base.json",
  "tsconfig.json",
];

/**
 * Builds a copy of the app that has an empty page beside its own, with nothing around it: what Next itself sends.
 */
export async function buildWithEmptyPage() {
  await rm(COPY, { recursive: true, force: true });
  await mkdir(COPY, { recursive: true });
  const skipTests = { recursive: true, filter: (/** @type {string} */ path) => !/\.test\.tsx?$/.test(path) };
  for (const name of SOURCES.filter((each) => existsSync(join(ROOT, each)))) {
    await cp(join(ROOT, name), join(COPY, name), skipTests);
  }
  // Two route groups have two root layouts; groups don't show in addresses.
  const site = join(COPY, "app/(site)");
  await cp(join(ROOT, "app"), site, skipTests);
  await deepenImports(site);
  const empty = join(COPY, "app/(empty)");
  await mkdir(join(empty, "empty"), { recursive: true });
  await writeFile(
    join(empty, "layout.tsx"),
    `import type { ReactNode } from "react";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`,
  );
  // Rendered for each request, as the app's pages are: a page from the build has no nonce, and its script would not run.
  await writeFile(
    join(empty, "empty/page.tsx"),
    'export const dynamic = "force-dynamic";\n\nexport default function Page() {\n  return <main />;\n}\n',
  );
  try {
    await promisify(execFile)(process.execPath, [NEXT, "build", relative(ROOT, COPY)], {
      cwd: ROOT,
      env: { ...process.env, FOYER_DIST_DIR: ".next", NEXT_TELEMETRY_DISABLED: "1" },
      maxBuffer: 1e8,
    });
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
    throw new UserError(`The app with an empty page cannot be built:\n\n${stdout}\n${stderr}`);
  }
}

/**
 * The files right in the folder have moved one level down; what they refer to above them has not.
 *
 * @param {string} folder
 */
async function deepenImports(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || !/\.(tsx?|css)$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll(/(["'])\.\.\//g, "$1../../"));
  }
}

/**
 * @param {import("./identity.mjs").Addresses} service
 * @returns {Promise<{ url: string, stop: () => Promise<unknown> }>}
 */
export async function startBuiltApp(service) {
  const port = await findFreePort(28_000 + Math.floor(Math.random() * 1_000));
  const url = `http://localhost:${port}`;
  /** @type {string[]} */
  const output = [];
  const env = {
    ...process.env,
    NODE_ENV: /** @type {const} */ ("production"),
    FOYER_DIST_DIR: ".next",
    FOYER_SECRET: generateSecret(),
    APP_URL: url,
    ORY_SDK_URL: service.publicUrl,
    ORY_ADMIN_URL: service.adminUrl,
    DATABASE_URL: `file:${join(COPY, "app.sqlite")}`,
  };
  await buildMigrateProgram();
  await promisify(execFile)(process.execPath, [MIGRATE_PROGRAM], { cwd: ROOT, env });
  const running = startNode({
    name: "app",
    args: [NEXT, "start", relative(ROOT, COPY), "--port", String(port), "--hostname", "localhost"],
    env,
    writeLine: (line) => output.push(line),
  });
  const state = await waitForHttp(`${url}/health/live`, { isAlive: running.isRunning, timeoutMs: 30_000 });
  if (state !== "ready") {
    await running.stop();
    throw new UserError(`The app did not start:\n\n${output.join("\n")}`);
  }
  return { url, stop: () => running.stop() };
}

/**
 * The script that a browser really fetches for a page, compressed.
 *
 * @param {string} browserPath
 * @param {string[]} urls
 * @param {{ name: string, value: string }[]} cookies of whoever looks at them
 * @returns {Promise<number[]>} bytes for each
 */
export async function measureScripts(browserPath, urls, cookies) {
  const browser = await chromium.launch({ executablePath: browserPath, args: launchArguments() });
  try {
    const sizes = [];
    for (const url of urls) {
      const context = await browser.newContext();
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: new URL(url).origin })));
      const page = await context.newPage();
      /** @type {Map<string, Promise<number>>} */
      const scripts = new Map();
      page.on("response", (response) => {
        if (response.request().resourceType() !== "script") return;
        scripts.set(
          response.url(),
          response.body().then((body) => gzipSync(body).length),
        );
      });
      const answer = await page.goto(url, { waitUntil: "networkidle" });
      if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}.`);
      const bytes = await Promise.all(scripts.values());
      if (bytes.length === 0) throw new Error(`${url} ran no script, so there is nothing to compare.`);
      sizes.push(bytes.reduce((sum, each) => sum + each, 0));
    }
    return sizes;
  } finally {
    await browser.close();
  }
}
