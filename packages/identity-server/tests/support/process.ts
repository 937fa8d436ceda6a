// The server as a process, on free ports, with a folder of its own.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePorts } from "./ports.js";

const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
const repository = fileURLToPath(new URL("../../../../", import.meta.url));
const cli = join(packageFolder, "dist/cli.js");

const READY_WITHIN_MS = 30_000;
const POLL_MS = 20;

/** Bundles the sources: a process test runs what is shipped. */
export async function bundle(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(packageFolder, "build.mjs")]);
}

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "foyer-identity-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface ServerProcess {
  publicUrl: string;
  adminUrl: string;
  /** What it has written so far. */
  output: () => string;
  /** Sends a signal and waits for the end. @returns the exit code, null when the signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
}

export interface ServerProcessOptions {
  /** In memory if not given. */
  databasePath?: string;
  /** The configuration; the starter's own if not given. */
  config?: string;
  /** Another program with the same command line: the real Kratos. */
  program?: string;
  env?: Record<string, string>;
  args?: string[];
  /** For the public and the admin API; free ones if not given. */
  ports?: readonly [number, number];
}

/** Starts `foyer-identity serve`, or what else is named, and waits until it is ready. @throws with its output when it ends instead */
export async function startProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const [publicPort = 0, adminPort = 0] = options.ports ?? (await freePorts());
  const publicUrl = `http://127.0.0.1:${String(publicPort)}`;
  const adminUrl = `http://127.0.0.1:${String(adminPort)}`;
  const { databasePath, config = "identity/kratos.yml", program } = options;
  const child = spawnProgram(program, ["serve", "-c", config, "--dev", ...(options.args ?? [])], {
    DSN: databasePath === undefined ? "memory" : `sqlite://${databasePath}`,
    SERVE_PUBLIC_PORT: String(publicPort),
    SERVE_ADMIN_PORT: String(adminPort),
    SERVE_PUBLIC_BASE_URL: `${publicUrl}/`,
    SERVE_ADMIN_BASE_URL: `${adminUrl}/`,
    SECRETS_COOKIE_0: "a-secret-for-tests-of-32-letters",
    HASHERS_ARGON2_MEMORY: "1MB",
    HASHERS_ARGON2_ITERATIONS: "1",
    FOYER_IDENTITY_LIMITS: "off",
    FOYER_IDENTITY_ANSWERS: "checked",
    ...options.env,
  });
  const server: ServerProcess = {
    publicUrl,
    adminUrl,
    output: child.output,
    signal: (signal) => child.process.kill(signal),
    end: (signal) => {
      child.process.kill(signal);
      return child.ended;
    },
  };
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(server))) {
    if (child.process.exitCode !== null || Date.now() > until) {
      child.process.kill("SIGKILL");
      throw new Error(`The server did not get ready:\n${child.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return server;
}

/** Runs a command to its end. */
export async function runCommand(
  args: string[],
  env: Record<string, string> = {},
  { input = "", program }: { input?: string; program?: string } = {},
): Promise<CommandResult> {
  const child = spawnProgram(program, args, env);
  child.process.stdin?.end(input);
  const code = await child.ended;
  return { code, output: child.output(), out: child.out() };
}

export interface CommandResult {
  code: number | null;
  /** Everything that was written, errors too. */
  output: string;
  /** The standard output alone. */
  out: string;
}

function spawnProgram(program: string | undefined, args: string[], env: Record<string, string>) {
  const [file, ...before] = program === undefined ? [process.execPath, cli] : [program];
  const process_ = spawn(file, [...before, ...args], {
    cwd: repository,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  const out: string[] = [];
  process_.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk.toString());
    out.push(chunk.toString());
  });
  process_.stderr.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const ended = new Promise<number | null>((resolve) => process_.once("close", resolve));
  const child: ChildProcess = process_;
  return { process: child, ended, output: () => chunks.join(""), out: () => out.join("") };
}

async function isReady({ publicUrl, adminUrl }: ServerProcess): Promise<boolean> {
  try {
    const answers = await Promise.all([publicUrl, adminUrl].map((url) => fetch(`${url}/health/ready`)));
    return answers.every((answer) => answer.ok);
  } catch {
    return false;
  }
}
