import type { LookupAddress, LookupAllOptions } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { isException, isPrivateAddress, lookupPublic } from "./private-addresses.js";

/** What names lead to, in the order in which they are asked for; the last one stays. */
type LookupCallback = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

interface Names {
  answers: Record<string, string[][]>;
  asked: string[];
}
const names = vi.hoisted((): Names => ({ answers: {}, asked: [] }));

vi.mock("node:dns", async (original) => {
  const actual = await original<{ lookup: (...given: [string, LookupAllOptions, LookupCallback]) => void }>();
  const lookup = (name: string, options: LookupAllOptions, callback: LookupCallback) => {
    const left = names.answers[name];
    if (!left) {
      actual.lookup(name, options, callback);
      return;
    }
    names.asked.push(name);
    const addresses = (left.length > 1 ? left.shift() : left[0]) ?? [];
    setImmediate(() => {
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    });
  };
  return { ...actual, default: { ...actual, lookup }, lookup };
});

const closing: (() => unknown)[] = [];
beforeEach(() => {
  names.answers = {};
  names.asked = [];
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Service {
  port: string;
  asked: string[];
}

/** Listens on loopback; `/to?...` redirects to what the query says. */
async function service(): Promise<Service> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://any");
    asked.push(pathname);
    if (pathname === "/to") {
      response.writeHead(307, { location: decodeURIComponent(search.slice(1)) });
    }
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: String((server.address() as AddressInfo).port), asked };
}

async function guarded(...exceptions: string[]): Promise<TestContext["http"]> {
  const context = await createTestContext({
    CLIENTS_HTTP_DISALLOW_PRIVATE_IP_RANGES: "true",
    ...(exceptions.length > 0 && { CLIENTS_HTTP_PRIVATE_IP_EXCEPTION_URLS: JSON.stringify(exceptions) }),
  });
  closing.push(() => context.close());
  return context.http;
}

const get = (url: string) => ({ method: "GET", url, headers: {} });
const refusal = /private network/;

describe("isPrivateAddress", () => {
  it.each([
    ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1"],
    [
      "172.31.255.255",
      "192.0.0.8",
      "192.0.2.1",
      "192.31.196.1",
      "192.52.193.1",
      "192.88.99.1",
      "192.168.1.1",
    ],
    [
      "192.175.48.1",
      "198.18.0.1",
      "198.51.100.1",
      "203.0.113.1",
      "224.0.0.1",
      "240.0.0.1",
      "255.255.255.255",
    ],
    ["::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::"],
    [
      "::ffff:127.0.0.1",
      "::ffff:7f00:1",
      "::ffff:93.184.215.14",
      "64:ff9b::7f00:1",
      "2620:4f:8000::1",
      "3fff::1",
    ],
  ])("keeps out %s, %s, %s and their like", (...addresses) => {
    expect(addresses.filter((address) => !isPrivateAddress(address))).toEqual([]);
  });

  it("lets public addresses through", () => {
    const open = [
      "1.1.1.1",
      "93.184.215.14",
      "172.15.0.1",
      "172.32.0.1",
      "2606:4700:4700::1111",
      "2a00:1450::1",
    ];
    expect(open.filter((address) => isPrivateAddress(address))).toEqual([]);
  });
});

describe("isException", () => {
  it.each([
    ["http://127.0.0.1:3000/hooks/*", "http://127.0.0.1:3000/hooks/one", true],
    ["http://127.0.0.1:3000/hooks/*", "http://127.0.0.1:3000/hooks/one?answer=2#top", true],
    ["http://127.0.0.1:3000/hooks/*", "http://127.0.0.1:3000/hooks/one/two", false],
    ["http://127.0.0.1:3000/hooks/**", "http://127.0.0.1:3000/hooks/one/two", true],
    ["http://127.0.0.1:3000/hooks", "http://127.0.0.1:3000/hooks/one", false],
    ["http://127.0.0.1:3000/*", "http://127.0.0.1:3001/hooks", false],
    ["http://*.internal/ok", "http://crm.internal/ok", true],
    ["http://*.internal/ok", "http://a.b.internal/ok", false],
    ["http://127.0.0.1/a?c", "http://127.0.0.1/abc", true],
    ["http://127.0.0.1/a?c", "http://127.0.0.1/a/c", false],
    ["http://{a,b}.internal/", "http://b.internal/", true],
    ["http://{a,b}.internal/", "http://c.internal/", false],
    ["http://a.internal/x,y", "http://a.internal/x,y", true],
    ["http://[::1]:3000/*", "http://[::1]:3000/hooks", true],
    ["http://a.internal/", "http://axinternal/", false],
    ["http://127.0.0.1:3000/hooks/*", "http://127.0.0.1:3000/hooks/../admin", false],
    ["http://127.0.0.1:3000/hooks/*", "http://user@127.0.0.1:3000/hooks/one", true],
  ])("reads %s for %s: %s", (pattern, url, expected) => {
    expect(isException(new URL(url), [pattern])).toBe(expected);
  });
});

describe("a guarded request", () => {
  it.each([
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "127.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "localhost",
    "LOCALHOST",
  ])("does not reach loopback as %s", async (host) => {
    const { port, asked } = await service();
    const http = await guarded();
    await expect(http.send(get(`http://${host}:${port}/`), { retries: 2 })).rejects.toThrow(refusal);
    expect(asked).toEqual([]);
  });

  it("does not follow a redirect into the private network", async () => {
    const { port, asked } = await service();
    const http = await guarded(`http://127.0.0.1:${port}/to`);
    const target = encodeURIComponent(`http://127.0.0.1:${port}/secret`);
    await expect(http.send(get(`http://127.0.0.1:${port}/to?${target}`))).rejects.toThrow(refusal);
    expect(asked).toEqual(["/to"]);
  });

  it("does not go by a name that leads into the private network", async () => {
    const { port, asked } = await service();
    names.answers["crm.example"] = [["127.0.0.1"]];
    const http = await guarded();
    await expect(http.send(get(`http://crm.example:${port}/`))).rejects.toThrow(refusal);
    expect(asked).toEqual([]);
  });

  it("refuses a name of which one address is private", async () => {
    const { port } = await service();
    names.answers["crm.example"] = [["93.184.215.14", "127.0.0.1"]];
    const http = await guarded();
    await expect(http.send(get(`http://crm.example:${port}/`))).rejects.toThrow(refusal);
  });

  it("hands on the address that was checked, and asks for no other", async () => {
    names.answers["rebind.example"] = [["93.184.215.14"], ["127.0.0.1"]];
    const connectedTo = await new Promise((resolve) => {
      lookupPublic("rebind.example", { all: true }, (_, addresses) => {
        resolve(addresses);
      });
    });
    expect(connectedTo).toEqual([{ address: "93.184.215.14", family: 4 }]);
    expect(names.asked).toEqual(["rebind.example"]);
  });

  it("asks a name once, whatever it says next", async () => {
    names.answers["rebind.example"] = [["127.0.0.1"], ["93.184.215.14"]];
    const http = await guarded();
    await expect(http.send(get("http://rebind.example/"), { retries: 2 })).rejects.toThrow(refusal);
    expect(names.asked).toEqual(["rebind.example"]);
  });

  it("does not go over a connection that an exception has left open", async () => {
    const { port, asked } = await service();
    const http = await guarded(`http://localhost:${port}/hooks/*`);
    await expect(http.send(get(`http://localhost:${port}/hooks/one`))).resolves.toMatchObject({
      status: 200,
    });
    await expect(http.send(get(`http://localhost:${port}/admin`))).rejects.toThrow(refusal);
    expect(asked).toEqual(["/hooks/one"]);
  });

  it("is not repeated when it was refused", async () => {
    names.answers["crm.example"] = [["10.0.0.1"]];
    const http = await guarded();
    await expect(http.send(get("http://crm.example/"), { retries: 5 })).rejects.toThrow(refusal);
    expect(names.asked).toEqual(["crm.example"]);
  });

  it("says nothing of the query, which may be a secret", async () => {
    const http = await guarded();
    const error: unknown = await http
      .send(get("http://127.0.0.1/hook?key=secret"))
      .catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain("secret");
  });
});

describe("a request that is not guarded", () => {
  it("goes where the configuration says", async () => {
    const { port } = await service();
    const context = await createTestContext();
    closing.push(() => context.close());
    await expect(context.http.send(get(`http://localhost:${port}/`))).resolves.toMatchObject({ status: 200 });
  });
});
