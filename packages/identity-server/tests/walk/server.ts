// The server of a walk: on ports of its own, on a file, and able to end well or badly.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../support/ports.js";
import { writeConfig, type Setup } from "./config.js";
import { createInProcess } from "./in-process.js";
import { createOwnProcess } from "./own-process.js";
import { startPeer, type Peer } from "./peer.js";

/** Where the server runs. */
export interface Home {
  /** Starts the server on what is on disk. */
  open(): Promise<void>;
  /** Ends it as it should end. */
  close(): Promise<void>;
  /** Ends it as `kill -9` does; at its last answer, where it has given one. */
  kill(): Promise<void>;
  /** What it logged as errors. */
  errors(): readonly string[];
}

/** What a home is made for. */
export interface Place {
  /** For the database. */
  folder: string;
  /** The configuration. */
  config: string;
  publicPort: number;
  adminPort: number;
  publicUrl: string;
  adminUrl: string;
}

export interface WalkServer {
  publicUrl: string;
  adminUrl: string;
  /** The provider that people can sign in with. */
  peer: Peer;
  errors(): readonly string[];
  /** Ends the server as it should end, and starts it again. */
  restart(): Promise<void>;
  /** Kills it, and starts it again. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export async function startServer(setup: Setup): Promise<WalkServer> {
  const root = mkdtempSync(join(tmpdir(), "foyer-walk-"));
  const peer = await startPeer();
  const [publicPort = 0, adminPort = 0] = await freePorts();
  const place: Place = {
    folder: root,
    config: writeConfig(root, setup, peer.url),
    publicPort,
    adminPort,
    publicUrl: `http://127.0.0.1:${String(publicPort)}`,
    adminUrl: `http://127.0.0.1:${String(adminPort)}`,
  };
  const home = setup.isProcess ? createOwnProcess(place) : createInProcess(place);
  await home.open();
  return {
    publicUrl: place.publicUrl,
    adminUrl: place.adminUrl,
    peer,
    errors: () => home.errors(),
    restart: async () => {
      await home.close();
      await home.open();
    },
    crash: async () => {
      await home.kill();
      await home.open();
    },
    close: async () => {
      await home.close();
      await peer.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
