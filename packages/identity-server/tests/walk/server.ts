// The server of a walk: on ports of its own, on a file, and able to end well or badly.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createIdentityServer, type IdentityServer } from "../../src/index.js";
import { freePorts } from "../support/ports.js";
import { writeConfig, type Setup } from "./config.js";
import { startPeer, type Peer } from "./peer.js";

export interface WalkServer {
  publicUrl: string;
  adminUrl: string;
  /** The provider that people can sign in with. */
  peer: Peer;
  /** What the server logged as errors. */
  errors: string[];
  /** Ends the server as it should end, and starts it again. */
  restart(): Promise<void>;
  /** Goes on from what is on disk at this moment, as after `kill -9`. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(setup: Setup): Promise<WalkServer> {
  const root = mkdtempSync(join(tmpdir(), "foyer-walk-"));
  const peer = await startPeer();
  const config = writeConfig(root, setup, peer.url);
  const [publicPort = 0, adminPort = 0] = await freePorts();
  const publicUrl = `http://127.0.0.1:${String(publicPort)}`;
  const adminUrl = `http://127.0.0.1:${String(adminPort)}`;
  const errors: string[] = [];
  let generation = 0;
  let folder = newFolder();

  function newFolder(): string {
    generation += 1;
    const path = join(root, String(generation));
    mkdirSync(path);
    return path;
  }

  async function open(): Promise<IdentityServer> {
    const opened = await createIdentityServer({
      files: [config],
      env: {
        DSN: `sqlite://${join(folder, database)}`,
        SERVE_PUBLIC_HOST: "127.0.0.1",
        SERVE_PUBLIC_PORT: String(publicPort),
        SERVE_PUBLIC_BASE_URL: `${publicUrl}/`,
        SERVE_ADMIN_HOST: "127.0.0.1",
        SERVE_ADMIN_PORT: String(adminPort),
        SERVE_ADMIN_BASE_URL: `${adminUrl}/`,
      },
      isDev: true,
      withoutLimits: true,
      checksAnswers: true,
      log: pino({ level: "error" }, { write: (line) => void errors.push(line) }),
    });
    await opened.listen();
    return opened;
  }

  let server = await open();
  return {
    publicUrl,
    adminUrl,
    peer,
    errors,
    restart: async () => {
      await server.close();
      server = await open();
    },
    crash: async () => {
      const next = newFolder();
      // In one go: nothing else is written between the copies.
      for (const file of [database, `${database}-wal`]) {
        if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(next, file));
      }
      await server.close();
      folder = next;
      server = await open();
    },
    close: async () => {
      await server.close();
      await peer.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const database = "identity.sqlite";
