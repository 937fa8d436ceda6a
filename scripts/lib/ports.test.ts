import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { findFreePort, parsePort, portState } from "./ports.mjs";

const servers: Server[] = [];

async function listen(host: string | undefined): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen({ port: 0, host }, resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

test.each([undefined, "127.0.0.1"])("it sees that a port is taken by a server on %s", async (host) => {
  expect(await portState(await listen(host))).toBe("taken");
});

test("it calls a port free once its server is gone", async () => {
  const port = await listen(undefined);
  const server = servers.pop();
  await new Promise((resolve) => server?.close(resolve));
  expect(await portState(port)).toBe("free");
});

test("it finds the next port that is neither taken nor spoken for", async () => {
  const taken = await listen(undefined);
  const first = await findFreePort(taken);
  expect(first).toBeGreaterThan(taken);
  expect(await findFreePort(taken, [first])).toBeGreaterThan(first);
});

test.each(["0", "65536", "-1", "3e3", "80x", ""])(
  'it refuses "%s" as a port and names where it came from',
  (value) => {
    expect(() => parsePort(value, "PORT")).toThrow(/^PORT is ".*"; a port is/);
  },
);

test("it reads a port", () => {
  expect(parsePort("4000", "--port")).toBe(4000);
});
