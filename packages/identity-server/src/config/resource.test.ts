import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadResource } from "./resource.js";

describe("loadResource", () => {
  it("reads files", async () => {
    const folder = mkdtempSync(join(tmpdir(), "foyer-resource-"));
    writeFileSync(join(folder, "a b.json"), "{}");
    await expect(loadResource(`file://${folder}/a%20b.json`, "key")).resolves.toBe("{}");
    rmSync(folder, { recursive: true });
  });

  it("reads the address itself", async () => {
    await expect(loadResource("base64://eyJhIjoxfQ==", "key")).resolves.toBe('{"a":1}');
  });

  it("asks other servers, and takes only a good answer", async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/good" ? 200 : 500;
      response.end("text");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    await expect(loadResource(`${base}/good`, "key")).resolves.toBe("text");
    await expect(loadResource(`${base}/bad`, "identity.schemas.0.url")).rejects.toThrow(
      /^identity\.schemas\.0\.url: .*\/bad cannot be loaded: the answer was 500/,
    );
    server.close();
  });

  it("names the key of a document that isn't there", async () => {
    await expect(loadResource("file://no/such/file", "some.key")).rejects.toThrow(
      /^some\.key: file:\/\/no\/such/,
    );
  });
});
