// Whatever is sent to whatever operation: no 5xx, and no answer that the description lacks. FOYER_FUZZ_SECONDS goes on
// for longer, FOYER_FUZZ_SEED repeats a run.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAdminApp } from "../../src/http/admin-app.js";
import { createPublicApp } from "../../src/http/public-app.js";
import { isJsonObject } from "../../src/json.js";
import { isOlderAddress } from "../../src/legacy/addresses.js";
import { checkedFetch } from "../../src/openapi/check/fetch.js";
import { describeApi, type Side } from "../../src/openapi/document.js";
import type { Document } from "../../src/openapi/model.js";
import { describeOlderApi } from "../../src/openapi/older/document.js";
import { createTestContext, type TestContext } from "../support/context.js";
import { createVisitor, failAt, signUp, startFlow, textAt } from "../support/visitor.js";
import { requestsTo } from "./requests.js";

const seconds = Number(process.env.FOYER_FUZZ_SECONDS ?? 4);
const seed = process.env.FOYER_FUZZ_SEED;

interface Api {
  name: string;
  side: Side;
  isOlder: boolean;
}

const apis: Api[] = [
  { name: "the public API", side: "public", isOlder: false },
  { name: "the admin API", side: "admin", isOlder: false },
  { name: "the older public API", side: "public", isOlder: true },
  { name: "the older admin API", side: "admin", isOlder: true },
];

let context: TestContext;
let olderContext: TestContext;
beforeAll(async () => {
  context = await createTestContext();
  olderContext = await createTestContext({ LEGACY_V0ALPHA2: "true" });
});
afterAll(async () => {
  await context.close();
  await olderContext.close();
});

describe("fuzzing", () => {
  it.each(apis)("finds nothing in $name", { timeout: (seconds + 60) * 1_000 }, async ({ side, isOlder }) => {
    const asked = isOlder ? olderContext : context;
    const app = side === "public" ? createPublicApp(asked) : createAdminApp(asked);
    const fetch = checkedFetch(side, app.fetch, failAt, isOlder ? isOlderAddress : undefined);
    const known = await meaningfulValues(asked);
    const base = side === "public" ? "http://public.example" : "http://admin.example";
    const document = isOlder ? describeOlderApi(side, base) : describeApi(side, base);
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        requestsTo(servedBy(app.routes, document), () => known),
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
  });
});

/** Without operations of methods that a build leaves out. */
function servedBy(routes: readonly { path: string }[], document: Document): Document {
  const shape = (path: string) => path.replace(/^\/admin(?=\/)/, "").replaceAll(/:\w+|\{\w+\}/g, "*");
  const served = new Set(routes.map(({ path }) => shape(path)));
  const paths = Object.entries(document.paths).filter(([path]) => served.has(shape(path)));
  return { ...document, paths: Object.fromEntries(paths) };
}

/** Ids and tokens of things that there are, so that more than "not found" is reached. */
async function meaningfulValues(asked: TestContext): Promise<string[]> {
  const fetch = createPublicApp(asked).fetch;
  const visitor = createVisitor(fetch);
  const email = `fuzz-${String(Date.now())}@foyer.example`;
  const signedUp = await signUp(visitor, email);
  const native = createVisitor(fetch);
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
