import { CourierApi, FrontendApi, IdentityApi, MetadataApi } from "@ory/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { createAdminApp } from "../http/admin-app.js";
import { createPublicApp } from "../http/public-app.js";
import { createMatcher } from "./check/match.js";
import { describeApi, type Side } from "./document.js";
import type { Operation } from "./model.js";

const sides: Side[] = ["public", "admin"];
const documents = { public: describeApi("public", "http://a/"), admin: describeApi("admin", "http://b/") };

function operationsOf(side: Side): { verb: string; path: string; operation: Operation }[] {
  return Object.entries(documents[side].paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({ verb, path, operation })),
  );
}

describe("the description", () => {
  it.each(sides)("of the %s API names each operation once, and each parameter of a path", (side) => {
    const operations = operationsOf(side);
    const ids = operations.flatMap(({ operation }) => operation.operationId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
      expect(given.map(({ name }) => name)).toEqual(named);
    }
  });

  it.each(sides)("of the %s API points to nothing that is not there, and has no schema to no use", (side) => {
    const { schemas } = documents[side].components;
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
    visit(pointers(documents[side].paths));
    expect(Object.keys(schemas).filter((name) => !reached.has(name))).toEqual([]);
  });

  it("has every operation of Ory's clients, by the same name", () => {
    const ours = sides.flatMap((side) => operationsOf(side).map(({ operation }) => operation.operationId));
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
