// What second factors promise beyond the recorded answers: single use, limits, tokens that change.
import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerCeremony, type Keys } from "../../../tests/contract/lib/authenticator.js";
import { isJsonObject, type JsonObject } from "../src/json.js";
import { createLimits } from "../src/limits/limits.js";
import { backupCodesOf } from "../src/methods/backup-codes.js";
import { secretOf, totpUrlOf } from "../src/methods/totp-key.js";
import { createTestContext, type TestContext } from "./support/context.js";
import {
  createVisitor,
  messageIds,
  nodeValue,
  password,
  publicApi,
  signIn,
  signUp,
  startFlow,
  textAt,
  whoami,
  type Answer,
  type Fetch,
  type Visitor,
} from "./support/visitor.js";

const STEP_MS = 30_000;
const ada = "ada@foyer.example";

let context: TestContext;
let fetch: Fetch;
/** Ada's own browser, in which she sets up what she has. */
let home: Visitor;

beforeEach(async () => {
  context = await createTestContext({
    SELFSERVICE_METHODS_TOTP_ENABLED: "true",
    SELFSERVICE_METHODS_LOOKUP_SECRET_ENABLED: "true",
  });
  fetch = publicApi(context);
  home = createVisitor(fetch);
  await signUp(home, ada);
});
afterEach(() => context.close());

function credentials() {
  const identity = context.store.identities.findByIdentifier("password", ada);
  if (!identity) throw new Error("Ada is not there.");
  return identity.credentials;
}

async function submit(visitor: Visitor, path: string, fields: JsonObject): Promise<Answer> {
  const { action, csrfToken } = await startFlow(visitor, path);
  return visitor.request(action, { json: { ...fields, csrf_token: csrfToken } });
}

const change = (visitor: Visitor, fields: JsonObject) =>
  submit(visitor, "/self-service/settings/browser", fields);
const prove = (visitor: Visitor, fields: JsonObject) =>
  submit(visitor, "/self-service/login/browser?aal=aal2", fields);

/** The code that an app with this secret shows. */
function codeOf(secret: string, offset = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: context.now() + offset * STEP_MS,
  });
}

/** Ada sets up an app and waits until the code that she used is over. @returns its secret */
async function setUpTotp(): Promise<string> {
  const { flow, action, csrfToken } = await startFlow(home, "/self-service/settings/browser");
  const secret = offeredSecret(flow);
  const answer = await home.request(action, {
    json: { method: "totp", totp_code: codeOf(secret), csrf_token: csrfToken },
  });
  expect(answer.status).toBe(200);
  context.wait(3 * STEP_MS);
  return secret;
}

function offeredSecret(flow: JsonObject): string {
  const [, secret] = /"text":\{"id":1050006,"text":"([A-Z2-7]{32})"/.exec(JSON.stringify(flow)) ?? [];
  if (secret === undefined) throw new Error("The form offers no secret.");
  return secret;
}

/** Ada makes backup codes. */
async function setUpCodes(): Promise<string[]> {
  const { action, csrfToken } = await startFlow(home, "/self-service/settings/browser");
  for (const name of ["lookup_secret_regenerate", "lookup_secret_confirm"]) {
    const answer = await home.request(action, { json: { [name]: true, csrf_token: csrfToken } });
    expect(answer.status).toBe(200);
  }
  return backupCodesOf(credentials().lookup_secret?.config).map(({ code }) => code);
}

/** Another browser, signed in with the password alone. */
async function elsewhere(): Promise<Visitor> {
  const visitor = createVisitor(fetch);
  expect((await signIn(visitor, ada)).status).toBe(422);
  return visitor;
}

const byTotp = (code: string) => ({ method: "totp", totp_code: code });
const byBackupCode = (code = "") => ({ method: "lookup_secret", lookup_secret: code });
const statuses = (answers: Answer[]) => answers.map(({ status }) => status).sort();

describe("a code of the authenticator app", () => {
  it("is good once, also for two submissions at the same time", async () => {
    const code = codeOf(await setUpTotp());
    const visitors = await Promise.all([elsewhere(), elsewhere(), elsewhere()]);
    const answers = await Promise.all(visitors.map((visitor) => prove(visitor, byTotp(code))));
    expect(statuses(answers)).toEqual([200, 400, 400]);
    expect(answers.filter(({ status }) => status === 400).map(({ body }) => messageIds(body))).toEqual([
      [4000008],
      [4000008],
    ]);
    const levels = await Promise.all(visitors.map(async (visitor) => (await whoami(visitor)).status));
    expect(levels.sort()).toEqual([200, 403, 403]);
  });

  it("is good once within one form, also for two submissions at the same time", async () => {
    const code = codeOf(await setUpTotp());
    const visitor = await elsewhere();
    const { action, csrfToken } = await startFlow(visitor, "/self-service/login/browser?aal=aal2");
    const json = { ...byTotp(code), csrf_token: csrfToken };
    const answers = await Promise.all([1, 2].map(() => visitor.request(action, { json })));
    expect(statuses(answers).filter((status) => status === 200)).toHaveLength(1);
  });

  it("leaves the codes of other steps good, each once", async () => {
    const secret = await setUpTotp();
    for (const [offset, status] of [
      [0, 200],
      [1, 200],
      [-1, 200],
      [0, 400],
      [-1, 400],
      [1, 400],
    ] as const) {
      expect((await prove(await elsewhere(), byTotp(codeOf(secret, offset)))).status).toBe(status);
    }
  });

  it("sets up one app for two forms at the same time", async () => {
    const forms = await Promise.all([1, 2].map(() => startFlow(home, "/self-service/settings/browser")));
    const answers = await Promise.all(
      forms.map(({ flow, action, csrfToken }) =>
        home.request(action, {
          json: { ...byTotp(codeOf(offeredSecret(flow))), csrf_token: csrfToken },
        }),
      ),
    );
    expect(statuses(answers)).toEqual([200, 400]);
    const winner = forms[answers.findIndex(({ status }) => status === 200)];
    expect(secretOf(totpUrlOf(credentials().totp?.config) ?? "")).toBe(offeredSecret(winner?.flow ?? {}));
  });

  it("counts anew for a new secret", async () => {
    await setUpTotp();
    expect((await change(home, { totp_unlink: true })).status).toBe(200);
    const secret = await setUpTotp();
    expect((await prove(await elsewhere(), byTotp(codeOf(secret)))).status).toBe(200);
  });

  it("proves nothing once the app was removed, in a form from before", async () => {
    const secret = await setUpTotp();
    const visitor = await elsewhere();
    const { action, csrfToken } = await startFlow(visitor, "/self-service/login/browser?aal=aal2");
    await change(home, { totp_unlink: true });
    const answer = await visitor.request(action, {
      json: { ...byTotp(codeOf(secret)), csrf_token: csrfToken },
    });
    expect(answer.status).toBe(400);
    expect(messageIds(answer.body)).toEqual([4000011]);
  });
});

describe("a backup code", () => {
  it("is good once, also for two submissions at the same time", async () => {
    const [code, other] = await setUpCodes();
    const visitors = await Promise.all([elsewhere(), elsewhere(), elsewhere()]);
    const answers = await Promise.all(visitors.map((visitor) => prove(visitor, byBackupCode(code))));
    expect(statuses(answers)).toEqual([200, 400, 400]);
    const used = backupCodesOf(credentials().lookup_secret?.config).filter(({ usedAt }) => usedAt !== null);
    expect(used).toEqual([{ code, usedAt: context.now() }]);
    expect((await prove(await elsewhere(), byBackupCode(other))).status).toBe(200);
  });

  it("loses none of two that are used at the same time", async () => {
    const codes = (await setUpCodes()).slice(0, 2);
    const visitors = await Promise.all(codes.map(elsewhere));
    const answers = await Promise.all(visitors.map((visitor, at) => prove(visitor, byBackupCode(codes[at]))));
    expect(statuses(answers)).toEqual([200, 200]);
    const left = backupCodesOf(credentials().lookup_secret?.config).filter(({ usedAt }) => usedAt === null);
    expect(left).toHaveLength(10);
  });

  it("is twelve of eight letters and digits, none like another", async () => {
    const codes = await setUpCodes();
    expect(new Set(codes).size).toBe(12);
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]{8}$/);
  });

  it("is taken as people type it", async () => {
    const [code = ""] = await setUpCodes();
    expect((await prove(await elsewhere(), byBackupCode(` ${code.toUpperCase()} `))).status).toBe(200);
  });
});

describe("guessing", () => {
  beforeEach(() => {
    context.limits = createLimits({ now: context.now, isOff: false });
  });

  it("ends after ten tries for an account, over however many forms and browsers", async () => {
    const secret = await setUpTotp();
    const [code] = await setUpCodes();
    for (let count = 0; count < 10; count += 1) {
      const guess = count % 2 === 0 ? byTotp("000000") : byBackupCode("nonesuch");
      expect((await prove(await elsewhere(), guess)).status).toBe(400);
    }
    const locked = await elsewhere();
    expect((await prove(locked, byTotp(codeOf(secret)))).status).toBe(429);
    expect((await prove(locked, byBackupCode(code))).status).toBe(429);
    context.wait(15 * 60_000 + 1);
    expect((await prove(locked, byTotp(codeOf(secret)))).status).toBe(200);
  });

  it("is forgotten with a right code", async () => {
    const codes = await setUpCodes();
    for (const code of codes.slice(0, 3)) {
      for (let count = 0; count < 9; count += 1) {
        expect((await prove(await elsewhere(), byBackupCode("nonesuch"))).status).toBe(400);
      }
      expect((await prove(await elsewhere(), byBackupCode(code))).status).toBe(200);
    }
  });
});

describe("a session", () => {
  it("keeps its id and changes its token when it rises, and the old token is worth nothing", async () => {
    const secret = await setUpTotp();
    const visitor = await elsewhere();
    const before = new Map(visitor.cookies);
    const answer = await prove(visitor, byTotp(codeOf(secret)));
    expect(answer.body).toMatchObject({ session: { authenticator_assurance_level: "aal2" } });
    const thief = createVisitor(fetch);
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect((await whoami(thief)).status).toBe(401);
    expect((await whoami(visitor)).body).toMatchObject({ authenticator_assurance_level: "aal2" });
  });

  it("changes its token when a factor is set up in a browser, and is signed in no later for it", async () => {
    const before = new Map(home.cookies);
    const { authenticated_at: signedInAt } = (await whoami(home)).body;
    context.wait(60_000);
    await setUpCodes();
    const thief = createVisitor(fetch);
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect((await whoami(thief)).status).toBe(401);
    expect((await whoami(home)).body).toMatchObject({
      authenticator_assurance_level: "aal2",
      authenticated_at: signedInAt,
    });
  });

  it("of a native client keeps the token with which a factor was set up", async () => {
    const native = createVisitor(fetch);
    const { action } = await startFlow(native, "/self-service/login/api");
    const signedIn = await native.request(action, {
      json: { method: "password", identifier: ada, password },
    });
    const headers = { "x-session-token": textAt(signedIn.body, "session_token") };
    const { action: settings } = await startFlow(native, "/self-service/settings/api", headers);
    for (const name of ["lookup_secret_regenerate", "lookup_secret_confirm"]) {
      expect((await native.request(settings, { json: { [name]: true }, headers })).status).toBe(200);
    }
    expect((await whoami(native, headers)).body).toMatchObject({ authenticator_assurance_level: "aal2" });
  });

  it("of somebody else is not raised by one's own factor", async () => {
    const secret = await setUpTotp();
    const bob = createVisitor(fetch);
    await signUp(bob, "bob@foyer.example");
    const answer = await prove(bob, byTotp(codeOf(secret)));
    expect(answer.status).toBe(400);
    expect(messageIds(answer.body)).toEqual([4000011]);
  });
});

describe("a security key", () => {
  beforeEach(async () => {
    await context.close();
    context = await createTestContext({
      SELFSERVICE_METHODS_WEBAUTHN_ENABLED: "true",
      SELFSERVICE_METHODS_WEBAUTHN_CONFIG_PASSWORDLESS: "false",
      SELFSERVICE_METHODS_WEBAUTHN_CONFIG_RP_ID: "localhost",
      SELFSERVICE_METHODS_WEBAUTHN_CONFIG_RP_DISPLAY_NAME: "Foyer",
      SELFSERVICE_METHODS_WEBAUTHN_CONFIG_RP_ORIGINS_0: "http://localhost:3000",
    });
    fetch = publicApi(context);
    home = createVisitor(fetch);
    await signUp(home, ada);
  });

  it("is asked for in the other sessions as soon as it is added, and no more once it is removed", async () => {
    const other = createVisitor(fetch);
    await signIn(other, ada);
    const { flow, action, csrfToken } = await startFlow(home, "/self-service/settings/browser");
    const options = nodeValue(flow, "webauthn_register_trigger");
    const keys: Keys = new Map();
    const step = { step: "", key: "key", does: "create" as const, options, keep: "" };
    const added = await home.request(action, {
      json: {
        webauthn_register: answerCeremony(step, options, keys),
        webauthn_register_displayname: "My key",
        csrf_token: csrfToken,
      },
    });
    expect(added.status).toBe(200);
    expect(await other.request("/self-service/settings/browser")).toMatchObject({ status: 403 });

    const id = keys.get("key")?.id.toString("hex") ?? "";
    expect(await change(home, { webauthn_remove: id })).toMatchObject({ status: 200 });
    expect(await other.request("/self-service/settings/browser")).toMatchObject({ status: 200 });
  });
});

describe("a settings form", () => {
  it("keeps codes that were not confirmed to itself", async () => {
    const answer = await change(home, { lookup_secret_regenerate: true });
    expect(messageIds(answer.body)).toEqual([]);
    expect(isJsonObject(answer.body.ui)).toBe(true);
    expect(credentials().lookup_secret).toBeUndefined();
    expect((await whoami(home)).body).toMatchObject({ authenticator_assurance_level: "aal1" });
  });
});
