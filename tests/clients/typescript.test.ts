// Ory's TypeScript clients against the identity server: every operation that it has, once at least.
import * as axiosClient from "@ory/client";
import * as fetchClient from "@ory/client-fetch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type Server } from "../contract/lib/servers";
import { foyerCommand } from "../contract/lib/targets";
import { walkAll, type Answer, type Client } from "./operations";

/** Ory Network has these; Ory Kratos doesn't. */
const elsewhere = new Set([
  "createFedcmFlow",
  "createTestLoginFlow",
  "deleteTestLoginFlow",
  "getWellKnownChangePassword",
  "manageSessions",
  "updateFedcmFlow",
]);

const groups = ["FrontendApi", "IdentityApi", "CourierApi", "MetadataApi"] as const;

let server: Server;
beforeAll(async () => {
  server = await startServer(foyerCommand(process.env), "tokens", { isKratos: false });
});
afterAll(() => server.stop());

describe("a client of Ory's walks every operation", () => {
  it("with @ory/client", async () => {
    const { publicUrl, adminUrl } = server.addresses;
    const apis = groups.map((name) => new axiosClient[name](configOf(name, publicUrl, adminUrl)));
    const called = await walk(apis, (operation, parameters, headers) =>
      callAxios(apis, operation, parameters, headers),
    );
    expect(operationsOf(apis).filter((name) => !called.has(name) && !elsewhere.has(name))).toEqual([]);
  });

  it("with @ory/client-fetch", async () => {
    const { publicUrl, adminUrl } = server.addresses;
    const apis = groups.map((name) => new fetchClient[name](fetchConfigOf(name, publicUrl, adminUrl)));
    const called = await walk(apis, (operation, parameters, headers) =>
      callFetch(apis, operation, parameters, headers),
    );
    const names = operationsOf(apis).filter((name) => !name.endsWith("Raw") && !name.endsWith("RequestOpts"));
    expect(names.filter((name) => !called.has(name) && !elsewhere.has(name))).toEqual([]);
  });
});

type Send = (
  operation: string,
  parameters: Record<string, unknown>,
  headers: Record<string, string>,
) => Promise<Answer>;

/** @returns the operations that were called */
async function walk(apis: object[], send: Send): Promise<ReadonlySet<string>> {
  const called = new Set<string>();
  const client: Client = {
    call: (operation, parameters = {}, cookie = "") => {
      called.add(operation);
      return send(operation, parameters, cookie === "" ? {} : { cookie });
    },
  };
  expect(apis).toHaveLength(groups.length);
  await walkAll(client, (isSo, what) => expect(isSo, what).toBe(true));
  return called;
}

function isAdmin(name: string): boolean {
  return name === "IdentityApi" || name === "CourierApi" || name === "MetadataApi";
}

function configOf(name: string, publicUrl: string, adminUrl: string) {
  return new axiosClient.Configuration({
    basePath: isAdmin(name) ? adminUrl : publicUrl,
    baseOptions: { validateStatus: () => true },
  });
}

function fetchConfigOf(name: string, publicUrl: string, adminUrl: string) {
  return new fetchClient.Configuration({
    basePath: isAdmin(name) ? adminUrl : publicUrl,
    headers: { accept: "application/json" },
  });
}

async function callAxios(
  apis: object[],
  operation: string,
  parameters: Record<string, unknown>,
  headers: Record<string, string>,
): Promise<Answer> {
  const call = methodOf(apis, operation);
  const options = { headers: { accept: "application/json", ...headers } };
  const answer = (await (parameterless(operation) ? call(options) : call(parameters, options))) as {
    status: number;
    data: unknown;
    headers: { "set-cookie"?: string[] };
  };
  return answerOf(answer.status, answer.data, answer.headers["set-cookie"] ?? [], headers["cookie"] ?? "");
}

/** What a method of the fetch client resolves to, raw. */
interface RawAnswer {
  raw: Response;
  value: () => Promise<unknown>;
}

async function callFetch(
  apis: object[],
  operation: string,
  parameters: Record<string, unknown>,
  headers: Record<string, string>,
): Promise<Answer> {
  const call = methodOf(apis, `${operation}Raw`);
  const override = ({ init }: { init: { headers?: Record<string, string> } }) =>
    Promise.resolve({ headers: { ...init.headers, ...headers } });
  try {
    const answer = (await (parameterless(operation)
      ? call(override)
      : call(parameters, override))) as RawAnswer;
    const { status, headers: received } = answer.raw;
    return answerOf(status, await answer.value(), received.getSetCookie(), headers["cookie"] ?? "");
  } catch (error) {
    if (!(error instanceof fetchClient.ResponseError)) throw error;
    return answerOf(error.response.status, await bodyOf(error.response), [], headers["cookie"] ?? "");
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text.startsWith("{") ? JSON.parse(text) : text;
}

function parameterless(operation: string): boolean {
  return ["getVersion", "getWebAuthnJavaScript", "createNativeRecoveryFlow"].includes(operation);
}

function methodOf(apis: object[], name: string): (...parameters: unknown[]) => unknown {
  for (const api of apis) {
    const method: unknown = Reflect.get(api, name);
    if (typeof method === "function")
      return Object.assign(method.bind(api), {}) as (...all: unknown[]) => unknown;
  }
  throw new Error(`The client has no operation "${name}".`);
}

function operationsOf(apis: object[]): string[] {
  return apis.flatMap((api) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(api)).filter((name) => name !== "constructor"),
  );
}

function answerOf(status: number, data: unknown, setCookies: string[], cookieBefore: string): Answer {
  const jar = new Map(cookieBefore.split("; ").map((pair) => [pair.split("=")[0] ?? "", pair]));
  for (const line of setCookies) jar.set(line.split("=")[0] ?? "", line.split(";")[0] ?? "");
  const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return {
    status,
    data: isRecord(data) ? data : {},
    list: Array.isArray(data) ? data.filter(isRecord) : [],
    cookie: [...jar.values()].filter((pair) => pair !== "").join("; "),
  };
}
