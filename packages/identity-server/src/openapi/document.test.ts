import { CourierApi, FrontendApi, IdentityApi, MetadataApi } from "@ory/client";
import { V0alpha2Api } from "@ory/kratos-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { createAdminApp } from "../http/admin-app.js";
import { createPublicApp } from "../http/public-app.js";
import { createMatcher } from "./check/match.js";
import { describeApi, type Side } from "./document.js";
import type { Document, Operation } from "./model.js";
import { describeOlderApi } from "./older/document.js";

const sides: Side[] = ["public", "admin"];
const documents = { public: describeApi("public", "http://a/"), admin: describeApi("admin", "http://b/") };
const older = {
  public: describeOlderApi("public", "http://a/"),
  admin: describeOlderApi("admin", "http://b/"),
};
const all: [string, Document][] = [
  ["of the public API", documents.public],
  ["of the admin API", documents.admin],
  ["of the older public API", older.public],
  ["of the older admin API", older.admin],
];

function operationsOf({ paths }: Document): { verb: string; path: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({ verb, path, operation })),
  );
}

describe("the description", () => {
  it.each(all)("%s names each operation once, and each parameter of a path", (_, document) => {
    const operations = operationsOf(document);
    const ids = operations.flatMap(({ operation }) => operation.operationId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
      expect(given.map(({ name }) => name)).toEqual(named);
    }
  });

  it.each(all)("%s points to nothing that is not there, and has no schema to no use", (_, document) => {
    const { schemas } = document.components;
    const pointers = (value: unknown) =>
      [...JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
        ([, name = ""]) => name,
      );
    const reached = new Set<string>();
    const visit = (names: string[]) => {
      for (const name of names) {
        if (reached.has(name)) continue;
        reached.add(name);
        expect(schemas, name).toHaveProperty(name);
        visit(pointers(schemas[name]));
      }
    };
    visit(pointers(document.paths));
    expect(Object.keys(schemas).filter((name) => !reached.has(name))).toEqual([]);
  });

  it("has every operation of Ory's clients, by the same name", () => {
    const ours = sides.flatMap((side) =>
      operationsOf(documents[side]).map(({ operation }) => operation.operationId),
    );
    const theirs = [FrontendApi, IdentityApi, CourierApi, MetadataApi].flatMap((api) =>
      Object.getOwnPropertyNames(api.prototype).filter((name) => name !== "constructor"),
    );
    // Ory Network has these; Ory Kratos doesn't.
    const elsewhere = new Set([
      "createFedcmFlow",
      "createTestLoginFlow",
      "deleteTestLoginFlow",
      "getWellKnownChangePassword",
      "manageSessions",
      "updateFedcmFlow",
    ]);
    expect(theirs.filter((name) => !ours.includes(name) && !elsewhere.has(name))).toEqual([]);
  });

  it("has every operation of Ory's client of the older API, by the same name", () => {
    const ours = sides.flatMap((side) =>
      operationsOf(older[side]).map(({ operation }) => operation.operationId),
    );
    const theirs = Object.getOwnPropertyNames(V0alpha2Api.prototype).filter((name) => name !== "constructor");
    expect(theirs).toHaveLength(35);
    expect(theirs.filter((name) => !ours.includes(name))).toEqual([]);
  });
});

describe("the servers", () => {
  let context: TestContext;
  beforeAll(async () => {
    context = await createTestContext();
  });
  afterAll(() => context.close());

  it.each(sides)("answer on the %s port to nothing that is not described", async (side) => {
    const app = side === "public" ? createPublicApp(context) : createAdminApp(context);
    const matches = createMatcher(documents[side]);
    const undescribed = app.routes.filter(({ method, path }) => {
      const isOwn = !path.startsWith("/dev/") && !path.includes("*") && method !== "ALL";
      return isOwn && matches(method, path.replaceAll(/:\w+/g, "x")) === undefined;
    });
    for (const { method, path } of undescribed) {
      const { status } = await app.request(path.replaceAll(/:\w+/g, "x"), { method });
      // To the other port, or refused for want of a CSRF token.
      expect([307, 403], `${method} ${path}`).toContain(status);
    }
  });

  it.each(sides)("hand out the description of the older %s API where it is switched on", async (side) => {
    const create = side === "public" ? createPublicApp : createAdminApp;
    expect((await create(context).request("/openapi.v0alpha2.json")).status).toBe(404);
    const olderContext = await createTestContext({ LEGACY_V0ALPHA2: "true" });
    try {
      const response = await create(olderContext).request("/openapi.v0alpha2.json");
      expect(await response.json()).toMatchObject({
        openapi: "3.1.1",
        servers: [{ url: side === "public" ? "http://public.example" : "http://admin.example" }],
        paths: side === "public" ? { "/sessions/whoami": {} } : { "/recovery/link": {} },
      });
    } finally {
      await olderContext.close();
    }
  });

  it.each(sides)("hand out the description of the %s API", async (side) => {
    const app = side === "public" ? createPublicApp(context) : createAdminApp(context);
    const response = await app.request("/openapi.json");
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(await response.json()).toMatchObject({
      openapi: "3.1.1",
      servers: [{ url: side === "public" ? "http://public.example" : "http://admin.example" }],
      paths: { "/health/alive": {} },
    });
  });
});
