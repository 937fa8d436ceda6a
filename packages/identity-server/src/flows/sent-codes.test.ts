// Recovery and verification through the public API: what is promised about codes and links beyond the recorded answers.
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { createPublicApp } from "../http/public-app.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { createLimits } from "../limits/limits.js";
import { resumeMailRequests } from "../methods/mail-requests.js";
import { createRecoveryCode, createRecoveryLink } from "./admin-recovery.js";

const MINUTE_MS = 60_000;
let context: TestContext;
let app: ReturnType<typeof createPublicApp>;

async function open(env: Record<string, string> = {}): Promise<void> {
  context = await createTestContext(env);
  app = createPublicApp(context);
}

beforeEach(() => open());
afterEach(() => context.close());

interface FlowAnswer {
  id: string;
  state: string;
  ui: { messages?: { id: number }[]; nodes: { attributes: Record<string, unknown> }[] };
  redirect_browser_to?: string;
}

async function addPerson(email = "ann@example.org"): Promise<IdentityWithCredentials> {
  const now = context.now();
  const address = { id: randomUUID(), value: email, via: "email", createdAt: now, updatedAt: now } as const;
  const identity: IdentityWithCredentials = {
    id: randomUUID(),
    schemaId: "person",
    state: "active",
    stateChangedAt: now,
    traits: { email },
    metadataPublic: null,
    metadataAdmin: null,
    externalId: null,
    organizationId: null,
    availableAal: "aal0",
    verifiableAddresses: [
      { ...address, id: randomUUID(), verified: false, verifiedAt: null, status: "pending" },
    ],
    recoveryAddresses: [address],
    credentials: {},
    createdAt: now,
    updatedAt: now,
  };
  await context.store.write(() => {
    context.store.identities.insert(identity);
  });
  return identity;
}

type Kind = "recovery" | "verification";

async function start(kind: Kind): Promise<string> {
  const answer = await app.request(`/self-service/${kind}/api`);
  return ((await answer.json()) as FlowAnswer).id;
}

function post(kind: Kind, flow: string, body: object): Promise<Response> {
  return Promise.resolve(
    app.request(`/self-service/${kind}?flow=${flow}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    }),
  );
}

const ask = (kind: Kind, flow: string, email = "ann@example.org", more: object = {}) =>
  post(kind, flow, { method: "code", email, ...more });
const enter = (kind: Kind, flow: string, code: string) => post(kind, flow, { method: "code", code });

const mails = () => context.store.messages.list({ limit: 100 });
const lastData = () => mails()[0]?.templateData ?? {};

function lastCode(kind: Kind): string {
  const code = lastData()[`${kind}_code`];
  return typeof code === "string" ? code : "";
}

async function mailed(count: number): Promise<void> {
  await vi.waitFor(() => expect(mails()).toHaveLength(count));
}

async function askedCode(kind: Kind, email?: string): Promise<{ flow: string; code: string }> {
  const flow = await start(kind);
  const before = mails().length;
  await ask(kind, flow, email);
  await mailed(before + 1);
  return { flow, code: lastCode(kind) };
}

const messageIds = async (answer: Response) =>
  ((await answer.json()) as FlowAnswer).ui.messages?.map(({ id }) => id);

describe.each<Kind>(["recovery", "verification"])("a %s code", (kind) => {
  const rightStatus = kind === "recovery" ? 422 : 200;

  it("is six digits, kept as a digest alone", async () => {
    await addPerson();
    const { flow, code } = await askedCode(kind);
    expect(code).toMatch(/^\d{6}$/);
    const [stored] = context.store.codes.listUnused(flow);
    expect(stored?.digest).toHaveLength(32);
    expect(Buffer.from(stored?.digest ?? []).toString("latin1")).not.toContain(code);
  });

  it("is good once, also for two submissions at the same time", async () => {
    await addPerson();
    const { flow, code } = await askedCode(kind);
    const statuses = (await Promise.all([1, 2, 3].map(() => enter(kind, flow, code)))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === rightStatus)).toHaveLength(1);
  });

  it("is tried no more often than configured, also by many at once", async () => {
    await context.close();
    await open({ SELFSERVICE_METHODS_CODE_CONFIG_MAX_SUBMISSIONS: "3" });
    await addPerson();
    const { flow, code } = await askedCode(kind);
    const wrong = code === "000000" ? "111111" : "000000";
    await Promise.all(Array.from({ length: 8 }, () => enter(kind, flow, wrong)));
    const late = await enter(kind, flow, code);
    expect(late.status).not.toBe(rightStatus);
    expect(
      context.store.identities.findByVerifiableAddress("email", "ann@example.org")?.verifiableAddresses[0]
        ?.verified,
    ).toBe(false);
  });

  it("counts tries over all codes of a flow", async () => {
    await context.close();
    await open({ SELFSERVICE_METHODS_CODE_CONFIG_MAX_SUBMISSIONS: "2" });
    await addPerson();
    const { flow } = await askedCode(kind);
    await enter(kind, flow, "x");
    await enter(kind, flow, "x");
    await ask(kind, flow);
    await mailed(2);
    expect((await enter(kind, flow, lastCode(kind))).status).not.toBe(rightStatus);
  });

  it("is void when a newer one was asked for, before that one is even sent", async () => {
    await addPerson();
    const { flow, code } = await askedCode(kind);
    await ask(kind, flow);
    const answer = await enter(kind, flow, code);
    expect(await messageIds(answer)).toEqual([kind === "recovery" ? 4060006 : 4070006]);
  });

  it("is over after its time", async () => {
    await addPerson();
    const { flow, code } = await askedCode(kind);
    context.wait(15 * MINUTE_MS);
    expect((await enter(kind, flow, code)).status).not.toBe(rightStatus);
  });

  it("goes with white space around it", async () => {
    await addPerson();
    const { flow, code } = await askedCode(kind);
    expect((await enter(kind, flow, ` ${code}\n`)).status).toBe(rightStatus);
  });

  it("is not looked into while the answer is made", async () => {
    await addPerson();
    const putOff: (() => Promise<void>)[] = [];
    context.courier.defer = (work) => putOff.push(work);
    for (const email of ["ann@example.org", "nobody@example.org"]) await ask(kind, await start(kind), email);
    expect(mails()).toEqual([]);
    expect(context.store.mailRequests.listAll()).toHaveLength(2);
    for (const work of putOff) await work();
    expect(context.store.mailRequests.listAll()).toEqual([]);
    expect(mails().map(({ recipient }) => recipient)).toEqual(["ann@example.org"]);
  });

  it("is sent by the next process when the first one dies before", async () => {
    await addPerson();
    const flow = await start(kind);
    // The work that was put off never happens.
    context.courier.defer = () => undefined;
    await ask(kind, flow);
    expect(mails()).toHaveLength(0);
    await resumeMailRequests(context);
    expect(mails()).toHaveLength(1);
  });

  it("carries what the form brought along to the mail", async () => {
    await addPerson();
    const flow = await start(kind);
    await ask(kind, flow, "ann@example.org", { transient_payload: { lang: "de" } });
    await mailed(1);
    expect(lastData().transient_payload).toEqual({ lang: "de" });
    expect(lastData()).toMatchObject({
      to: "ann@example.org",
      expires_in_minutes: 15,
      identity: { traits: { email: "ann@example.org" } },
    });
  });

  it("is sent to an address so many times an hour and no more", async () => {
    await addPerson();
    context.limits = createLimits({ now: context.now, isOff: false });
    app = createPublicApp(context);
    const statuses: number[] = [];
    for (let time = 0; time < 11; time++)
      statuses.push((await ask(kind, await start(kind), "nobody@example.org")).status);
    expect(statuses.slice(0, 10)).toEqual(Array<number>(10).fill(200));
    expect(statuses[10]).toBe(429);
    context.wait(61 * MINUTE_MS);
    expect((await ask(kind, await start(kind), "nobody@example.org")).status).toBe(200);
  });
});

describe("secrets of the server", () => {
  it("can be rotated while codes are on their way", async () => {
    await addPerson();
    const { flow, code } = await askedCode("verification");
    const { secrets } = context.config();
    secrets.default = ["a-newer-secret-of-enough-length", ...secrets.default];
    expect((await enter("verification", flow, code)).status).toBe(200);
  });
});

describe("a verified address", () => {
  it("is marked as such, and keeps its state when it is asked for again", async () => {
    const { id } = await addPerson();
    const { flow, code } = await askedCode("verification");
    const stateOf = () => context.store.identities.find(id)?.verifiableAddresses[0];
    expect(stateOf()).toMatchObject({ verified: false, status: "sent" });
    await enter("verification", flow, code);
    expect(stateOf()).toMatchObject({ verified: true, status: "completed", verifiedAt: context.now() });
    await askedCode("verification");
    expect(stateOf()).toMatchObject({ verified: true, status: "completed" });
  });

  it("that was replaced meanwhile is not verified by its old code", async () => {
    const person = await addPerson();
    const { flow, code } = await askedCode("verification");
    const [address] = person.verifiableAddresses;
    if (!address) throw new Error("has an address");
    await context.store.write(() =>
      context.store.identities.update({
        ...person,
        verifiableAddresses: [{ ...address, id: randomUUID(), value: "new@example.org" }],
      }),
    );
    expect(await messageIds(await enter("verification", flow, code))).toEqual([4070006]);
  });
});

describe("recovery", () => {
  it("can sign out whoever else is in the account", async () => {
    await context.close();
    await open({ SELFSERVICE_FLOWS_RECOVERY_AFTER_HOOKS: '[{"hook":"revoke_active_sessions"}]' });
    const { id } = await addPerson();
    const first = await askedCode("recovery");
    await enter("recovery", first.flow, first.code);
    const second = await askedCode("recovery");
    await enter("recovery", second.flow, second.code);
    expect(context.store.sessions.listByIdentity(id).filter(({ active }) => active)).toHaveLength(1);
  });

  it("hands its token to the client alone", async () => {
    await context.close();
    await open({ FEATURE_FLAGS_USE_CONTINUE_WITH_TRANSITIONS: "true" });
    await addPerson();
    const { flow, code } = await askedCode("recovery");
    const answer = await (await enter("recovery", flow, code)).text();
    const [token = ""] = /ory_st_\w+/.exec(answer) ?? [];
    expect(token).not.toBe("");
    expect(JSON.stringify(context.store.flows.find("recovery", flow))).not.toContain("ory_st_");
  });
});

describe("the mail after a sign-up or sign-in", () => {
  const credentials = { method: "password", password: "correct horse battery" };

  async function enterBy(kind: "registration" | "login", body: object): Promise<Response> {
    const started = (await (await app.request(`/self-service/${kind}/api`)).json()) as FlowAnswer;
    return app.request(`/self-service/${kind}?flow=${started.id}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
    });
  }

  it("leads to a flow that has sent it already", async () => {
    const answer = await enterBy("registration", { ...credentials, traits: { email: "ann@example.org" } });
    const {
      continue_with: [next],
    } = (await answer.json()) as {
      continue_with: [{ action: string; flow: { id: string; verifiable_address: string } }];
    };
    expect(next).toMatchObject({
      action: "show_verification_ui",
      flow: { verifiable_address: "ann@example.org" },
    });
    expect(mails()).toHaveLength(1);
    expect((await enter("verification", next.flow.id, lastCode("verification"))).status).toBe(200);
  });

  it("is not sent without end", async () => {
    await context.close();
    await open({ SELFSERVICE_FLOWS_LOGIN_AFTER_HOOKS: '[{"hook":"verification"}]' });
    context.limits = createLimits({ now: context.now, isOff: false });
    app = createPublicApp(context);
    await enterBy("registration", { ...credentials, traits: { email: "ann@example.org" } });
    for (let time = 0; time < 11; time++) {
      expect((await enterBy("login", { ...credentials, identifier: "ann@example.org" })).status).toBe(200);
    }
    expect(mails()).toHaveLength(10);
  });
});

describe("recovery that an operator begins", () => {
  const requestUrl = new URL("http://admin.example/admin/recovery/code");

  it("goes by a code on a page that any browser can open", async () => {
    const { id } = await addPerson();
    const made = await createRecoveryCode(context, { identityId: id, requestUrl, flowType: "browser" });
    expect(made.recoveryCode).toMatch(/^\d{6}$/);
    expect(made.expiresAt).toBe(context.now() + 15 * MINUTE_MS);
    const flow = new URL(made.recoveryLink).searchParams.get("flow") ?? "";
    expect((await app.request(`/self-service/recovery/flows?id=${flow}`)).status).toBe(200);
    expect((await enter("recovery", flow, made.recoveryCode)).status).toBe(422);
    // Nobody has shown that the address is theirs.
    expect(context.store.identities.find(id)?.verifiableAddresses[0]?.verified).toBe(false);
  });

  it("goes by a link that works once", async () => {
    const { id } = await addPerson();
    const made = await createRecoveryLink(context, {
      identityId: id,
      requestUrl,
      lifespanMs: 60 * MINUTE_MS,
    });
    const link = new URL(made.recoveryLink);
    expect(link.searchParams.get("token")).toMatch(/^[A-Za-z0-9]{32}$/);
    const first = await app.request(link.href);
    expect(first.headers.get("location")).toContain("/settings?flow=");
    expect((await app.request(link.href)).headers.get("location")).toContain("/recovery?flow=");
    expect(context.store.sessions.listByIdentity(id)).toHaveLength(1);
  });
});
