import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createAdminClient } from "./admin-client.js";
import type { Terminal } from "./command.js";

const terminal: Terminal = { env: {}, out: () => {}, error: () => {}, readInput: () => Promise.resolve("") };

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** An admin API that, as Kratos's, has schemas at its public address only. */
const sendingOnTo = (base: string) =>
  listen(({ url }, response) => response.writeHead(302, { location: `${base}/api/ory${url ?? ""}` }).end());

describe("the admin API of the commands", () => {
  it("is followed to where it sends on", async () => {
    const open = await listen(({ url }, response) => response.end(JSON.stringify({ url })));
    const client = createAdminClient({ endpoint: await sendingOnTo(open), config: [] }, terminal);
    expect((await client.request("GET", "/schemas/person")).body).toEqual({ url: "/api/ory/schemas/person" });
  });

  it("names the address it sends on to, where that is the one that cannot be reached", async () => {
    const client = createAdminClient(
      { endpoint: await sendingOnTo("http://127.0.0.1:1"), config: [] },
      terminal,
    );
    await expect(client.request("GET", "/schemas/person")).rejects.toThrow(
      /sends on to http:\/\/127\.0\.0\.1:1\/api\/ory\/schemas\/person, which cannot be reached.*base_url/,
    );
  });
});
