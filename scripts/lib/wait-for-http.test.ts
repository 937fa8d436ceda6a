import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { waitForHttp } from "./wait-for-http.mjs";

let server: Server | undefined;
afterEach(() => {
  // Not in one go: in the first versions of Node 20, close() returns nothing.
  server?.close();
  server?.closeAllConnections();
});

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("it waits until the status is the one that means ready", async () => {
  let asked = 0;
  const url = await listen((_request, response) => {
    asked += 1;
    response.writeHead(asked < 3 ? 503 : 200).end("body");
  });
  const state = await waitForHttp(url, { isAlive: () => true, timeoutMs: 5_000, intervalMs: 1 });
  expect([state, asked]).toEqual(["ready", 3]);
});

test("it waits for a server that does not listen yet", async () => {
  const url = await listen((_request, response) => response.end());
  const { port } = new URL(url);
  await new Promise((resolve) => server?.close(resolve));
  let looks = 0;
  const isAlive = () => {
    looks += 1;
    if (looks === 3) server?.listen(Number(port), "127.0.0.1");
    return true;
  };
  expect(await waitForHttp(url, { isAlive, timeoutMs: 5_000, intervalMs: 5 })).toBe("ready");
  expect(looks).toBeGreaterThanOrEqual(3);
});

test("it gives up when the process is gone, and when time is", async () => {
  const url = await listen(() => {});
  expect(await waitForHttp(url, { isAlive: () => false, timeoutMs: 5_000 })).toBe("ended");
  expect(await waitForHttp(url, { isAlive: () => true, timeoutMs: 50, intervalMs: 1 })).toBe("timeout");
});
