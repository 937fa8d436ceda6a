// Changed files: shown, tried, and written all together or not at all.
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { dim, green, red } from "../lib/output.mjs";
import { UserError } from "../lib/user-error.mjs";
import {
  BRAND,
  brandName,
  CONFIG,
  DEPLOY,
  editBrand,
  editConfig,
  editDeploy,
  editMail,
  editReadme,
  editSchema,
  MAILS,
  MAPPER,
  mapperPath,
  README,
  SCHEMA,
} from "./edits.mjs";

/** @typedef {{ path: string, before: string, after: string }} Change */

/**
 * @param {string} root
 * @param {import("./answers.mjs").Answers} answers
 * @returns {Promise<Change[]>} the files that become others
 */
export async function changesFor(root, answers) {
  const read = (/** @type {string} */ path) => readFile(join(root, path), "utf8").catch(() => "");
  /** @type {Change[]} */
  const changes = [];
  const change = async (/** @type {string} */ path, /** @type {(text: string) => string} */ edit) => {
    const before = await read(path);
    const after = edit(before);
    if (after !== before) changes.push({ path, before, after });
    return { before, after };
  };
  const brand = await change(BRAND, (text) => editBrand(text, answers));
  await change(SCHEMA, (text) => editSchema(text, answers));
  await change(CONFIG, (text) => editConfig(text, answers));
  for (const { id } of answers.providers)
    await change(mapperPath(id), (text) => (text === "" ? MAPPER : text));
  if (brand.before !== brand.after) {
    for (const name of (await readdir(join(root, MAILS), { recursive: true })).sort()) {
      if (name.endsWith(".gotmpl"))
        await change(join(MAILS, name), (text) => editMail(text, brand.before, brand.after));
    }
  }
  await change(README, (text) => editReadme(text, brandName(brand.before), answers));
  await change(DEPLOY, (text) => editDeploy(text, answers));
  return changes;
}

/**
 * @param {Change[]} changes
 * @returns {string} for people: the lines that go and those that come
 */
export function describeChanges(changes) {
  return changes
    .map(({ path, before, after }) => `${path}\n${lineDiff(before, after).join("\n")}`)
    .join("\n\n");
}

/**
 * @param {string} before
 * @param {string} after
 */
function lineDiff(before, after) {
  const [old, renewed] = [before, after].map((text) => text.split("\n"));
  // The longest lines in common, from the end: files of a few hundred lines.
  const [from = [], to = []] = [old, renewed];
  const common = from.map(() => new Uint16Array(to.length + 1));
  common.push(new Uint16Array(to.length + 1));
  for (let a = from.length - 1; a >= 0; a--) {
    for (let b = to.length - 1; b >= 0; b--) {
      const [row, next] = [common[a], common[a + 1]];
      if (row && next)
        row[b] = from[a] === to[b] ? (next[b + 1] ?? 0) + 1 : Math.max(next[b] ?? 0, row[b + 1] ?? 0);
    }
  }
  const lines = [];
  for (let a = 0, b = 0; a < from.length || b < to.length;) {
    if (a < from.length && b < to.length && from[a] === to[b]) {
      a++;
      b++;
    } else if (
      b >= to.length ||
      (a < from.length && (common[a + 1]?.[b] ?? 0) >= (common[a]?.[b + 1] ?? 0))
    ) {
      lines.push(red(`  - ${from[a++]}`));
    } else {
      lines.push(green(`  + ${to[b++]}`));
    }
  }
  return lines.length > 40 ? [...lines.slice(0, 40), dim(`  … ${lines.length - 40} lines more`)] : lines;
}

/**
 * Starts the identity server's parts on the files as they would be, in a folder of their own.
 *
 * @param {string} root
 * @param {Change[]} changes
 * @param {string} server path of the identity server's bundle
 * @throws {UserError} with what the server says is wrong
 */
export async function tryChanges(root, changes, server) {
  const folder = await mkdtemp(join(tmpdir(), "foyer-setup-"));
  try {
    await cp(join(root, "identity"), join(folder, "identity"), { recursive: true });
    for (const { path, after } of changes)
      if (path.startsWith("identity")) await writeFile(join(folder, path), after);
    // Relative paths in the configuration are relative to where the server starts.
    await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", TRIAL, pathToFileURL(server).href],
      {
        cwd: folder,
        env: { PATH: process.env.PATH },
      },
    );
  } catch (error) {
    const said =
      error && typeof error === "object" && "stderr" in error ? String(error.stderr) : String(error);
    throw new UserError(
      `Nothing was changed, because the identity server would not start:\n\n${said.trim()}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const TRIAL = `
const { createIdentityServer } = await import(process.argv[1]);
try {
  const server = await createIdentityServer({ files: ["identity/kratos.yml"], env: { DSN: "memory" }, isDev: true });
  await server.close();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}`;

/**
 * @param {string} root
 * @param {Change[]} changes
 */
export async function writeChanges(root, changes) {
  const written = [];
  try {
    for (const { path, after } of changes) {
      const temporary = join(root, `${path}.${process.pid}.tmp`);
      written.push({ temporary, path: join(root, path) });
      await writeFile(temporary, after);
    }
    for (const { temporary, path } of written) await rename(temporary, path);
  } finally {
    for (const { temporary } of written) await rm(temporary, { force: true });
  }
}
