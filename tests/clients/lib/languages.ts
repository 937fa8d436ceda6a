// Other languages than this one: where there is one, its client is fetched once, into a folder outside of the
// repository. Where there is none, or the packages cannot be had, the test is skipped, with the reason in its name.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export type Prepared = { kind: "ready"; run: Run } | { kind: "missing"; why: string };

/** Runs the program. @returns its exit code, and what it wrote */
export type Run = (env: Record<string, string>) => Promise<Outcome>;

export interface Outcome {
  code: number;
  output: string;
}

const FETCH_MS = 180_000;
const RUN_MS = 60_000;

const clients = fileURLToPath(new URL("..", import.meta.url));

/** @param folder below tests/clients, with a requirements.txt @param program beside it */
export async function preparePython(folder: string, program: string): Promise<Prepared> {
  const source = join(clients, folder);
  const requirements = join(source, "requirements.txt");
  const cache = cacheFolder(`python-${digestOf(requirements)}`);
  const python = join(cache, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const done = join(cache, "installed");
  if (!existsSync(done)) {
    rmSync(cache, { recursive: true, force: true });
    const made = await run("python3", ["-m", "venv", cache], {}, FETCH_MS);
    if (made.code !== 0) return { kind: "missing", why: "no python3 with venv" };
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
    const installed = await run(python, install, {}, FETCH_MS);
    if (installed.code !== 0) return { kind: "missing", why: "the packages cannot be had" };
    writeFileSync(done, "");
  }
  return { kind: "ready", run: (env) => run(python, [join(source, program)], env, RUN_MS) };
}

/** @param folder below tests/clients, with a go.mod */
export async function prepareGo(folder: string): Promise<Prepared> {
  const source = join(clients, folder);
  const cache = cacheFolder("go");
  mkdirSync(cache, { recursive: true });
  if ((await run("go", ["version"], {}, RUN_MS)).code !== 0) return { kind: "missing", why: "no go" };
  const fetched = await run("go", ["mod", "download"], {}, FETCH_MS, source);
  if (fetched.code !== 0) return { kind: "missing", why: "the modules cannot be had" };
  const program = join(cache, `${folder.replaceAll("/", "-")}-${String(process.pid)}`);
  return {
    kind: "ready",
    run: async (env) => {
      const built = await run(
        "go",
        ["build", "-o", program, "."],
        { GOFLAGS: "-mod=readonly" },
        FETCH_MS,
        source,
      );
      if (built.code !== 0) return built;
      return run(program, [], env, RUN_MS).finally(() => rmSync(program, { force: true }));
    },
  };
}

function cacheFolder(name: string): string {
  const root = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(root, "foyer-clients", name);
}

function digestOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 12);
}

function run(
  program: string,
  args: string[],
  env: Record<string, string>,
  timeout: number,
  cwd?: string,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, timeout, ...(cwd !== undefined && { cwd }) };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === "number" ? error.code : 1) : 0;
      resolve({ code, output: `${stdout}${stderr}` });
    });
  });
}
