// `npm run setup`: a fork's first decisions, written into the files that hold them.
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text as readStream } from "node:stream/consumers";
import { parse } from "yaml";
import { buildIdentityServer, hasIdentityServer, isBundleStale } from "./lib/identity-server.mjs";
import { dim } from "./lib/output.mjs";
import { ROOT } from "./lib/root.mjs";
import { runMain } from "./lib/user-error.mjs";
import { METHODS, readAnswers, USAGE } from "./setup/answers.mjs";
import { askAnswers } from "./setup/ask.mjs";
import { changesFor, describeChanges, tryChanges, writeChanges } from "./setup/changes.mjs";
import { BRAND, brandColors, brandLinks, brandName, CONFIG } from "./setup/edits.mjs";

await runMain(async () => {
  const given = await readAnswers(process.argv.slice(2), (path) =>
    path === "-" ? readStream(process.stdin) : readFile(path, "utf8"),
  );
  if (given.isHelp) {
    console.log(USAGE);
    return 0;
  }
  const answers =
    given.answers ??
    (await askAnswers({ input: process.stdin, output: process.stdout, current: await currentChoices() }));
  const changes = await changesFor(ROOT, answers);
  if (changes.length === 0) {
    console.log("Everything is like that already: nothing was changed.");
    return 0;
  }
  if (hasIdentityServer()) {
    if (await isBundleStale()) await buildIdentityServer();
    await tryChanges(ROOT, changes, join(ROOT, "packages/identity-server/dist/index.js"));
  }
  console.log(`\n${describeChanges(changes)}\n`);
  if (given.isDryRun) {
    console.log(dim("Nothing was written (--dry-run)."));
    return 0;
  }
  await writeChanges(ROOT, changes);
  console.log(`Changed ${changes.length} file${changes.length === 1 ? "" : "s"}.`);
  await advise(answers);
  return 0;
});

async function currentChoices() {
  const brand = await readFile(join(ROOT, BRAND), "utf8");
  const methods =
    /** @type {Record<string, { enabled?: boolean, passwordless_enabled?: boolean } | undefined>} */ (
      parse(await readFile(join(ROOT, CONFIG), "utf8")).selfservice?.methods ?? {}
    );
  const isOn = (/** @type {string} */ method) =>
    (method === "code" ? methods.code?.passwordless_enabled : methods[method]?.enabled) ?? false;
  return {
    name: brandName(brand),
    color: brandColors(brand).accent?.light ?? "",
    links: brandLinks(brand),
    methods: Object.fromEntries(METHODS.map((method) => [method, isOn(method)])),
  };
}

/** @param {import("./setup/answers.mjs").Answers} answers */
async function advise({ providers, traits, methods }) {
  const all =
    parse(await readFile(join(ROOT, CONFIG), "utf8")).selfservice?.methods?.oidc?.config?.providers ?? [];
  for (const { id } of providers) {
    const index = all.findIndex((/** @type {{ id: string }} */ each) => each.id === id);
    console.log(
      `\n${id}: set its secret, in .env.local for one, and allow the app's redirect address there (docs/add-a-provider.md):\n` +
        `  SELFSERVICE_METHODS_OIDC_CONFIG_PROVIDERS_${index}_CLIENT_SECRET=...`,
    );
  }
  if (traits.some(({ required }) => required) && existsSync(join(ROOT, ".foyer/identity.sqlite"))) {
    console.log("\nPeople who signed up before are asked for a required field when they save their profile.");
  }
  if (methods.passkey || methods.webauthn) {
    console.log("\nPasskeys and keys belong to a domain for good: settle it first (docs/configure.md).");
  }
}
