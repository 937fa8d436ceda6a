// Sign-in, sign-up and second factor by code through the public API: what is promised beyond the recorded answers.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import {
  createBrowser,
  createVisitor,
  messageIds,
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
} from "../../tests/support/visitor.js";
import { createLimits } from "../limits/limits.js";

const HOUR_MS = 60 * 60_000;
const byCode = {
  SELFSERVICE_METHODS_CODE_PASSWORDLESS_ENABLED: "true",
  SELFSERVICE_FLOWS_REGISTRATION_AFTER_CODE_HOOKS: '[{"hook":"session"}]',
};
const asSecond = { SELFSERVICE_METHODS_CODE_MFA_ENABLED: "true" };
const email = "ann@example.org";

let context: TestContext;
let fetch: Fetch;

async function open(env: Record<string, string>): Promise<void> {
  context = await createTestContext(env);
  fetch = publicApi(context);
}

async function reopen(env: Record<string, string>): Promise<void> {
  await context.close();
  await open(env);
}

beforeEach(() => open(byCode));
afterEach(() => context.close());

const mails = () => context.store.messages.list({ limit: 100 });

async function mailed(count: number): Promise<string> {
  await vi.waitFor(() => expect(mails()).toHaveLength(count));
  const data = mails()[0]?.templateData ?? {};
  return textAt(data, "login_code" in data ? "login_code" : "registration_code");
}

async function addPerson(): Promise<void> {
  await signUp(createVisitor(fetch), email);
  await context.store.write(() => context.store.messages.deleteAll());
}

/** A native flow of login or registration. */
async function native(kind: "login" | "registration", headers?: Record<string, string>) {
  const visitor = createVisitor(fetch);
  const { action, flow } = await startFlow(visitor, `/self-service/${kind}/api`, headers);
  return { flow, post: (json: object) => visitor.request(action, { json, ...(headers && { headers }) }) };
}

async function askedToSignIn(identifier = email) {
  const { post } = await native("login");
  const before = mails().length;
  await post({ method: "code", identifier });
  return {
    code: await mailed(before + 1),
    enter: (code: string) => post({ method: "code", identifier, code }),
  };
}

const other = (code: string) => (code === "000000" ? "111111" : "000000");
const countOf = (answers: Answer[], status: number) =>
  answers.filter((answer) => answer.status === status).length;

describe("a code to sign in with", () => {
  beforeEach(addPerson);

  it("signs in once, also when it is sent twice at the same time", async () => {
    const { code, enter } = await askedToSignIn();
    const answers = await Promise.all([1, 2, 3].map(() => enter(code)));
    expect(countOf(answers, 200)).toBe(1);
  });

  it("is tried no more often than configured, also by many at once", async () => {
    const { code, enter } = await askedToSignIn();
    await Promise.all(Array.from({ length: 8 }, () => enter(other(code))));
    expect((await enter(code)).status).toBe(400);
  });

  it("is guessed at no more often over many flows", async () => {
    context.limits = createLimits({ now: context.now, isOff: false });
    fetch = publicApi(context);
    const tries: number[] = [];
    for (let flow = 0; flow < 5; flow += 1) {
      const { code, enter } = await askedToSignIn();
      for (let count = 0; count < 5; count += 1) tries.push((await enter(other(code))).status);
    }
    expect(tries.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 400));
    expect(tries.slice(20)).toEqual(Array.from({ length: 5 }, () => 429));
    context.wait(HOUR_MS);
    const { code, enter } = await askedToSignIn();
    expect((await enter(code)).status).toBe(200);
  });

  it("is sent no more often than a mailbox stands", async () => {
    context.limits = createLimits({ now: context.now, isOff: false });
    fetch = publicApi(context);
    const { post } = await native("login");
    const statuses: number[] = [];
    for (let count = 0; count < 11; count += 1) {
      statuses.push((await post({ method: "code", identifier: email, resend: "code" })).status);
    }
    expect(statuses.at(-2)).toBe(400);
    expect(statuses.at(-1)).toBe(429);
  });

  it("is kept as a digest alone", async () => {
    const { flow, post } = await native("login");
    await post({ method: "code", identifier: email });
    const code = await mailed(1);
    const [stored] = context.store.entryCodes.listUnused(textAt(flow, "id"));
    expect(stored?.digest).toHaveLength(32);
    expect(Buffer.from(stored?.digest ?? []).toString("latin1")).not.toContain(code);
  });

  it("is void once another was asked for, before that one is even sent", async () => {
    const { post } = await native("login");
    await post({ method: "code", identifier: email });
    const code = await mailed(1);
    context.courier.defer = () => undefined;
    await post({ method: "code", identifier: email, resend: "code" });
    const answer = await post({ method: "code", identifier: email, code });
    expect(messageIds(answer.body)).toEqual([4010008]);
  });

  it("is taken from a form that names the method unseen and by its button", async () => {
    const browser = createBrowser(fetch);
    const { flow, action, csrfToken } = await startFlow(browser, "/self-service/login/browser");
    const post = (body: string) =>
      fetch(
        new Request(action, {
          method: "POST",
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          },
          body: `${new URLSearchParams({ csrf_token: csrfToken, identifier: email }).toString()}&${body}`,
        }),
      );
    await post("method=code");
    const code = await mailed(1);
    const answer = await post(`method=code&code=${code}&method=code`);
    expect(answer.headers.get("location")).not.toContain(textAt(flow, "id"));
    expect(answer.headers.get("set-cookie")).toContain("ory_kratos_session");
  });

  it("does nothing for an account that was switched off meanwhile", async () => {
    const { code, enter } = await askedToSignIn();
    const identity = context.store.identities.findByIdentifier("code", email);
    if (!identity) throw new Error("has an account");
    await context.store.write(() => context.store.identities.update({ ...identity, state: "inactive" }));
    expect((await enter(code)).status).toBe(401);
  });
});

describe("where accounts are not to be told apart", () => {
  beforeEach(() => reopen({ ...byCode, SECURITY_ACCOUNT_ENUMERATION_MITIGATE: "true" }));

  it("an unknown address is answered as a known one, from asking to the last guess", async () => {
    await addPerson();
    const walk = async (identifier: string) => {
      const { post } = await native("login");
      const answers = [await post({ method: "code", identifier })];
      for (let count = 0; count < 6; count += 1) {
        answers.push(await post({ method: "code", identifier, code: "x" }));
      }
      return answers.map(({ status, body }) => ({ status, messages: messageIds(body), state: body.state }));
    };
    expect(await walk("eve@example.org")).toEqual(await walk(email));
  });

  it("nobody's address gets a mail, and the answer does not wait for it", async () => {
    const { post } = await native("login");
    const work: (() => Promise<void>)[] = [];
    context.courier.defer = (each) => work.push(each);
    await post({ method: "code", identifier: "eve@example.org" });
    for (const each of work) await each();
    expect(mails()).toEqual([]);
  });
});

describe("a code to sign up with", () => {
  const traits = { email };

  async function askedToSignUp() {
    const { post } = await native("registration");
    await post({ method: "code", traits });
    const code = await mailed(1);
    return { code, enter: (typed: string) => post({ method: "code", traits, code: typed }) };
  }

  it("makes one account, also when it is sent twice at the same time", async () => {
    const { code, enter } = await askedToSignUp();
    const answers = await Promise.all([1, 2, 3].map(() => enter(code)));
    expect(countOf(answers, 200)).toBe(1);
  });

  it("makes no account after too many tries", async () => {
    const { code, enter } = await askedToSignUp();
    await Promise.all(Array.from({ length: 5 }, () => enter(other(code))));
    expect((await enter(code)).status).toBe(400);
    expect(context.store.identities.findByIdentifier("code", email)).toBeUndefined();
  });

  it("proves no address that it was not sent to", async () => {
    const { post } = await native("registration");
    await post({ method: "code", traits });
    const code = await mailed(1);
    const mallory = { email: "mallory@example.org" };
    await post({ method: "code", traits: mallory, code });
    const answer = await post({ method: "code", traits: mallory, code });
    expect(messageIds(answer.body)).toEqual([4040003]);
  });
});

describe("a code as second factor", () => {
  let visitor: Visitor;

  beforeEach(async () => {
    await reopen(asSecond);
    await addPerson();
    visitor = createVisitor(fetch);
    await signIn(visitor, email, password);
  });

  async function asked(who = visitor) {
    const { action, csrfToken } = await startFlow(who, "/self-service/login/browser?aal=aal2");
    const code = await mailed(1);
    return {
      code,
      enter: (typed: string, from = who) =>
        from.request(action, { json: { method: "code", code: typed, csrf_token: csrfToken } }),
    };
  }

  it("raises the session once, also when it is sent twice at the same time", async () => {
    expect((await whoami(visitor)).status).toBe(403);
    const { code, enter } = await asked();
    const answers = await Promise.all([enter(code), enter(code)]);
    expect(countOf(answers, 200)).toBe(1);
    expect((await whoami(visitor)).body).toMatchObject({ authenticator_assurance_level: "aal2" });
  });

  it("is not sent to an address of somebody else", async () => {
    const { action, csrfToken } = await startFlow(visitor, "/self-service/login/browser?aal=aal2");
    await mailed(1);
    const answer = await visitor.request(action, {
      json: { method: "code", address: "eve@example.org", resend: "code", csrf_token: csrfToken },
    });
    expect(messageIds(answer.body)).toEqual([4000035]);
    expect(mails()).toHaveLength(1);
  });

  it("does not keep anybody from the form who had too many mails", async () => {
    context.limits = createLimits({ now: context.now, isOff: false });
    for (let count = 0; count < 10; count += 1) context.limits.count("mail-address", email);
    fetch = publicApi(context);
    const { flow } = await startFlow(visitor, "/self-service/login/browser?aal=aal2");
    expect(flow.state).toBe("choose_method");
  });
});
