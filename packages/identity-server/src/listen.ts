// The two listeners, and their end: requests in hand are answered, idle connections closed, all within a second.
import { createAdaptorServer, type ServerType } from "@hono/node-server";

/** What still runs after this long is cut off. */
const DRAIN_MS = 800;

/** An address that names 500 ids, which the admin API takes, is larger than what Node allows by itself. */
const MAX_HEADER_BYTES = 64 * 1024;

export interface Listener {
  port: number;
  close(): Promise<void>;
}

/** A listener could not be opened; the message names the key to change. */
export class ListenError extends Error {}

export interface ListenOptions {
  host: string;
  port: number;
  /** `serve.public` or `serve.admin`. */
  key: string;
}

/** A Hono app, or anything else that answers requests. */
type App = Pick<Parameters<typeof createAdaptorServer>[0], "fetch">;

/** @throws ListenError when the port is taken or not allowed */
export async function listen(app: App, { host, port, key }: ListenOptions): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { maxHeaderSize: MAX_HEADER_BYTES },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: Error) => {
      reject(listenError(error, host, port, key));
    });
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    close: () => drain(server),
  };
}

function listenError(error: Error, host: string, port: number, key: string): ListenError {
  const code = "code" in error ? String(error.code) : error.message;
  const choice = `${key}.port (${key.replaceAll(".", "_").toUpperCase()}_PORT)`;
  switch (code) {
    case "EADDRINUSE":
      return new ListenError(
        `Port ${String(port)} on ${host} is in use. Stop what listens there, or set ${choice} to another one.`,
      );
    case "EACCES":
      return new ListenError(
        `Port ${String(port)} is not allowed for this user. Set ${choice} to another one.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ListenError(`${host} is no address of this machine (${key}.host).`);
    default:
      return new ListenError(`${host}:${String(port)} cannot be listened on (${key}): ${code}`);
  }
}

async function drain(server: ServerType): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ("closeIdleConnections" in server) server.closeIdleConnections();
  const cutOff = setTimeout(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
  }, DRAIN_MS);
  await closed;
  clearTimeout(cutOff);
}
