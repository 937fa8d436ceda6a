// Whatever is sent to whatever operation: no 5xx, and no answer that the description lacks. FOYER_FUZZ_SECONDS goes on
// for longer, FOYER_FUZZ_SEED repeats a run.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAdminApp } from "../../src/http/admin-app.js";
import { createPublicApp } from "../../src/http/public-app.js";
import { isJsonObject } from "../../src/json.js";
import { checkedFetch } from "../../src/openapi/check/fetch.js";
import { describeApi, type Side } from "../../src/openapi/document.js";
import type { Document } from "../../src/openapi/model.js";
import { createTestContext, type TestContext } from "../support/context.js";
import { createVisitor, failAt, publicApi, signUp, startFlow, textAt } from "../support/visitor.js";
import { requestsTo } from "./requests.js";

const seconds = Number(process.env.FOYER_FUZZ_SECONDS ?? 7);
const seed = process.env.FOYER_FUZZ_SEED;

let context: TestContext;
beforeAll(async () => {
  context = await createTestContext();
});
afterAll(() => context.close());

describe("fuzzing", () => {
  it.each<Side>(["public", "admin"])(
    "finds nothing in the %s API",
    { timeout: (seconds + 60) * 1_000 },
    async (side) => {
      const app = side === "public" ? createPublicApp(context) : createAdminApp(context);
      const fetch = checkedFetch(side, app.fetch, failAt);
      const known = await meaningfulValues();
      const base = side === "public" ? "http://public.example" : "http://admin.example";
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(
          requestsTo(servedBy(app.routes, describeApi(side, base)), () => known),
          async (request) => {
            const { method, path, headers, body } = request;
            sent += 1;
            await fetch(new Request(base + path, { method, headers, ...(body !== undefined && { body }) }));
          },
        ),
        {
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: seconds * 1_000,
          markInterruptAsFailure: false,
          ...(seed !== undefined && { seed: Number(seed) }),
        },
      );
      expect(sent).toBeGreaterThan(50);
    },
  );
});

/** Without operations of methods that a build leaves out. */
function servedBy(routes: readonly { path: string }[], document: Document): Document {
  const shape = (path: string) => path.replace(/^\/admin(?=\/)/, "").replaceAll(/:\w+|\{\w+\}/g, "*");
  const served = new Set(routes.map(({ path }) => shape(path)));
  const paths = Object.entries(document.paths).filter(([path]) => served.has(shape(path)));
  return { ...document, paths: Object.fromEntries(paths) };
}

/** Ids and tokens of things that there are, so that more than "not found" is reached. */
async function meaningfulValues(): Promise<string[]> {
  const visitor = createVisitor(publicApi(context));
  const email = `fuzz-${String(Date.now())}@foyer.example`;
  const signedUp = await signUp(visitor, email);
  const native = createVisitor(publicApi(context));
  const flows = await Promise.all(
    ["login", "registration", "recovery", "verification"].map((kind) =>
      startFlow(native, `/self-service/${kind}/api`),
    ),
  );
  const login = flows[0]?.action ?? "";
  const password = "nunuwzhzg!!8";
  const signedIn = await native.request(login, { json: { method: "password", identifier: email, password } });
  const token = textAt(signedIn.body, "session_token");
  const settings = await startFlow(native, "/self-service/settings/api", { "x-session-token": token });
  const ids = [...flows, settings].map(({ flow }) => textAt(flow, "id"));
  const { identity } = signedUp.body;
  const identityId = isJsonObject(identity) ? textAt(identity, "id") : "";
  return [...ids, ...ids, token, token, email, identityId, password, "person", "code", "browser"];
}
