// Starts identity servers as processes: the same command line and environment for the real Kratos and for Foyer's.
import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configurationOf, deliversMessages, inDevelopment } from "../config/variants";
import { olderConfiguration } from "../config/v0alpha2";
import type { Addresses } from "./client";
import { generationOf } from "./generation";
import { openOlderDatabase } from "./older-database";
import { PEER, startPeer } from "./peer";
import { RECEIVER, startReceiver } from "./receiver";

/** The program and what comes before `serve`. */
export type Command = [program: string, ...args: string[]];

export interface Server {
  addresses: Addresses;
  stop: () => Promise<void>;
}

const startWithinMs = 20_000;
const pollEveryMs = 25;

/** What must not outlive this process, however that ends. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts a server on free loopback ports with an empty database, and waits until it is ready.
 * Throws, with what the process wrote, when it ends or is not ready in time.
 *
 * @param options `isKratos`: the real one, of the variant's generation; Kratos 0.8.2 reads its own older configuration
 */
export async function startServer(
  command: Command,
  variant: string,
  { isKratos }: { isKratos: boolean },
): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "foyer-contract-"));
  const configuration = join(folder, "kratos.yml");
  const isOlderApi = generationOf(variant) === "v0alpha2";
  const isOlderKratos = isKratos && isOlderApi;
  const settings = configurationOf(variant);
  // JSON is YAML.
  const text = JSON.stringify(isOlderKratos ? olderConfiguration(settings) : settings, null, 2);
  const peer = text.includes(PEER) ? await startPeer() : undefined;
  const receiver = text.includes(RECEIVER) ? await startReceiver() : undefined;
  writeFileSync(
    configuration,
    text.replaceAll(PEER, peer?.url ?? "").replaceAll(RECEIVER, receiver?.url ?? ""),
  );
  const database = isOlderKratos ? openOlderDatabase(command, folder) : undefined;
  const [publicPort, adminPort] = await freePorts();
  const addresses: Addresses = {
    publicUrl: `http://127.0.0.1:${publicPort}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    ...(database && { mailsTo: database.mailsTo }),
    ...(peer && { peerUrl: peer.url }),
    ...(receiver && { receiver }),
  };
  const [program, ...args] = command;
  const child = spawn(
    program,
    [
      ...args,
      "serve",
      "-c",
      configuration,
      ...(inDevelopment(variant) ? ["--dev"] : []),
      ...(deliversMessages(variant) ? ["--watch-courier"] : []),
    ],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        NODE_ENV: "development",
        DSN: database?.dsn ?? "memory",
        ...(isOlderApi && !isKratos && { LEGACY_V0ALPHA2: "true" }),
        // One client asks here what many would ask: Foyer's limits on guesses and mails are not what is tested.
        FOYER_IDENTITY_LIMITS: "off",
        SERVE_PUBLIC_PORT: String(publicPort),
        SERVE_PUBLIC_HOST: "127.0.0.1",
        SERVE_PUBLIC_BASE_URL: `${addresses.publicUrl}/`,
        SERVE_ADMIN_PORT: String(adminPort),
        SERVE_ADMIN_HOST: "127.0.0.1",
        SERVE_ADMIN_BASE_URL: `${addresses.adminUrl}/`,
      },
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const output: string[] = [];
  const collect = (chunk: Buffer) => {
    output.push(chunk.toString("utf8"));
    if (output.length > 200) output.shift();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  running.add(child);
  const stop = async () => {
    database?.close();
    await end(child);
    await peer?.stop();
    await receiver?.stop();
    running.delete(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(child, addresses, () => output.join(""));
  } catch (error) {
    await stop();
    throw error;
  }
  return { addresses, stop };
}

async function ready(child: ChildProcess, addresses: Addresses, output: () => string): Promise<void> {
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  const end = Date.now() + startWithinMs;
  while (
    !(await answers(`${addresses.publicUrl}/health/ready`)) ||
    !(await answers(`${addresses.adminUrl}/health/ready`))
  ) {
    if (failure) throw new Error(`The identity server could not be started: ${failure.message}`);
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The identity server ended at its start:\n${output()}`);
    }
    if (Date.now() > end) {
      throw new Error(`The identity server was not ready in ${startWithinMs / 1000} seconds:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", headers: { connection: "close" } });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await gone;
  clearTimeout(impatience);
}

/**
 * Two ports that nobody listens on. Below those that the system gives to outgoing connections: one of them might be
 * taken again before the server listens there.
 */
async function freePorts(): Promise<[number, number]> {
  const ports: number[] = [];
  while (ports.length < 2) {
    const port = randomInt(12_000, 32_000);
    if (!ports.includes(port) && (await isFree(port))) ports.push(port);
  }
  return [ports[0] ?? 0, ports[1] ?? 0];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const holder = createServer();
    holder.once("error", () => resolve(false));
    holder.listen(port, "127.0.0.1", () => holder.close(() => resolve(true)));
  });
}
