// What must hold after every step of a walk.
import { asCookie, asText, asToken, type Answer, type Browser } from "./http.js";
import { isJsonObject, type JsonObject } from "../../src/json.js";
import { lifespans, providerId } from "./config.js";
import { demand, levelOf, type Account, type Credential, type Expected, type Session } from "./model.js";
import type { World } from "./world.js";

/** Holds a visitor's session cookie against what a submission should have made of it. */
export async function settle(
  world: World,
  browser: Browser,
  before: string | undefined,
  expected: Expected,
): Promise<void> {
  const value = browser.session();
  const isChanged = value !== undefined && value !== before;
  if (expected.kind === "unchanged") {
    demand(!isChanged, () => `${browser.name} got a session without a completed credential`);
    return;
  }
  demand(isChanged, () => `${browser.name} got no session cookie, expected: ${describe(expected)}`);
  await settleCredential(world, asCookie(value), expected);
}

/** The same for a native client's token. */
export async function settleToken(world: World, token: unknown, expected: Expected): Promise<void> {
  if (expected.kind === "unchanged") {
    demand(typeof token !== "string", () => "a native client got a session without a completed credential");
    return;
  }
  demand(typeof token === "string", () => `no session token, expected: ${describe(expected)}`);
  await settleCredential(world, asToken(token), expected);
}

async function settleCredential(
  world: World,
  headers: Record<string, string>,
  expected: Exclude<Expected, { kind: "unchanged" }>,
): Promise<void> {
  const shown = await whoami(world, headers);
  const account = expected.kind === "new" ? expected.account : expected.session.account;
  demand(
    shown.status === 200 && shown.identityId === account.id,
    () => `a new session is of ${shown.identityId ?? String(shown.status)}, expected ${account.email}`,
  );
  const known = world.sessions.find(({ id }) => id === shown.sessionId);
  world.tally.note(`session ${expected.kind}`);
  if (expected.kind === "new") {
    demand(known === undefined, () => "a sign-in gave out a session that was there before");
    const session: Session = {
      id: shown.sessionId ?? "",
      account,
      proved: new Set(["first"]),
      isLive: true,
      authenticatedAt: world.now,
      expiresAt: world.now + lifespans.session,
    };
    world.sessions.push(session);
    world.credentials.push({ headers, session, state: "good" });
    return;
  }
  const { session } = expected;
  demand(known === session, () => "a session changed its id while it rose");
  if (expected.kind !== "reissued") {
    // Whoever held the old token does not rise with the session.
    for (const other of world.credentials) if (other.session === session) other.state = "replaced";
    session.proved.add(expected.factor);
  }
  if (expected.kind === "raised") {
    session.authenticatedAt = world.now;
    session.expiresAt = world.now + lifespans.session;
  }
  world.credentials.push({ headers, session, state: "good" });
}

/** How many steps it takes until each of the older cookies and tokens was looked at again. */
const TURNS = 8;
const YOUNG = 16;

/** The younger cookies and tokens work exactly as long as they should, and so do those of the older ones whose turn it is. */
export async function checkSome(world: World): Promise<void> {
  const turn = world.nextTurn() % TURNS;
  const older = world.credentials.slice(0, -YOUNG).filter((_, index) => index % TURNS === turn);
  await check(world, [...older, ...world.credentials.slice(-YOUNG)]);
}

/** Every cookie and token there ever was works exactly as long as it should. */
export async function checkAll(world: World): Promise<void> {
  await check(world, world.credentials);
}

async function check(world: World, credentials: readonly Credential[]): Promise<void> {
  const asked = await Promise.all(
    credentials.map(async (credential) => ({
      credential,
      shown: await whoami(world, credential.headers),
    })),
  );
  for (const { credential, shown } of asked) {
    const { session } = credential;
    const who = `session ${session.id} of ${session.account.email}`;
    if (world.isGood(credential)) {
      demand(shown.status === 200, () => `${who} was lost: whoami answers ${String(shown.status)}`);
      demand(shown.sessionId === session.id, () => `${who} is shown as ${String(shown.sessionId)}`);
      demand(
        shown.identityId === session.account.id,
        () => `${who} is shown as of ${String(shown.identityId)}`,
      );
      const level = levelOf(session);
      demand(shown.aal === level, () => `${who} has ${String(shown.aal)}, proved is ${level}`);
    } else {
      demand(shown.status === 401, () => `${who} is over, but whoami answers ${String(shown.status)}`);
    }
  }
  const [error] = world.server.errors();
  demand(error === undefined, () => `the server logged an error: ${String(error)}`);
}

/** Everybody is there, and as they were left. */
export async function checkPeople(world: World): Promise<void> {
  for (const account of world.accounts) {
    await checkPerson(world, account);
    if (account.state !== "deleted") await checkPasswords(world, account);
  }
}

/** Somebody is there, and as they were left, as far as that shows without a sign-in. */
export async function checkPerson(world: World, account: Account): Promise<void> {
  const { status, body } = await world.admin("GET", `/identities/${account.id}`);
  if (account.state === "deleted") {
    demand(status === 404, () => `${account.email} was deleted and is there`);
    return;
  }
  demand(status === 200, () => `${account.email} signed up and is not there`);
  demand(
    body.state === account.state,
    () => `${account.email} is ${asText(body.state)}, not ${account.state}`,
  );
  const [address] = Array.isArray(body.verifiable_addresses) ? body.verifiable_addresses : [];
  demand(
    isJsonObject(address) && address.verified === account.isVerified,
    () => `${account.email}: verified is not ${String(account.isVerified)}`,
  );
  await checkFactors(world, account);
}

/** What somebody has set up is there, and nothing else; what was used up stays so. */
async function checkFactors(world: World, account: Account): Promise<void> {
  const types = ["totp", "lookup_secret", "webauthn", "passkey", "oidc"];
  const query = types.map((type) => `include_credential=${type}`).join("&");
  const { body } = await world.admin("GET", `/identities/${account.id}?${query}`);
  const credentials = isJsonObject(body.credentials) ? body.credentials : {};
  const configOf = (type: string): JsonObject => {
    const credential = credentials[type];
    return isJsonObject(credential) && isJsonObject(credential.config) ? credential.config : {};
  };
  const listed = (type: string, key: string) => {
    const list = configOf(type)[key];
    return Array.isArray(list) ? list.filter(isJsonObject) : [];
  };
  const hold = (what: string, isSo: boolean) => {
    demand(isSo, () => `${account.email}: ${what} is not as it was left: ${JSON.stringify(credentials)}`);
  };
  const url = asText(configOf("totp").totp_url);
  const { totp } = account;
  hold("the authenticator app", totp ? url.includes(`secret=${totp.secret}`) : url === "");
  const codes = listed("lookup_secret", "recovery_codes").map(
    ({ code, used_at: usedAt }) => `${asText(code)} ${String(usedAt !== null && usedAt !== undefined)}`,
  );
  hold(
    "the backup codes",
    isSame(
      codes,
      account.backupCodes.map(({ code, isUsed }) => `${code} ${String(isUsed)}`),
    ),
  );
  for (const [type, keys] of [["webauthn", account.keys] as const, ["passkey", account.passkeys] as const]) {
    const ids = listed(type, "credentials").map(({ id }) =>
      Buffer.from(asText(id), "base64").toString("hex"),
    );
    hold(
      `the keys (${type})`,
      isSame(
        ids,
        keys.map((key) => world.formIdOf(key)),
      ),
    );
  }
  const links = listed("oidc", "providers").map(
    ({ provider, subject }) => `${asText(provider)}:${asText(subject)}`,
  );
  hold(
    "the linked providers",
    isSame(
      links,
      [...account.subjects].map((subject) => `${providerId}:${subject}`),
    ),
  );
}

function isSame(left: string[], right: string[]): boolean {
  return [...left].sort().join() === [...right].sort().join();
}

async function checkPasswords(world: World, account: Account): Promise<void> {
  for (const password of [account.password, ...account.formerPasswords.slice(-2)]) {
    if (password === undefined) continue;
    const isRight = password === account.password && account.state === "active";
    const answer = await nativeSignIn(world, account.email, password);
    demand(
      (answer.status === 200) === isRight,
      () =>
        `${account.email} ${isRight ? "cannot sign in with the own" : "can sign in with an old"} password`,
    );
    if (isRight) await settleToken(world, answer.body.session_token, { kind: "new", account });
  }
}

export async function nativeSignIn(world: World, identifier: string, password: string): Promise<Answer> {
  const flow = await world.send("/self-service/login/api");
  return world.send(`/self-service/login?flow=${asText(flow.body.id)}`, {
    json: { method: "password", identifier, password },
  });
}

interface Shown {
  status: number;
  sessionId?: string;
  identityId?: string;
  aal?: string;
}

async function whoami(world: World, headers: Record<string, string>): Promise<Shown> {
  const { status, body } = await world.send("/sessions/whoami", { headers });
  if (status !== 200 || !isJsonObject(body.identity)) return { status };
  return {
    status,
    sessionId: asText(body.id),
    identityId: asText(body.identity.id),
    aal: asText(body.authenticator_assurance_level),
  };
}

function describe(expected: Expected): string {
  switch (expected.kind) {
    case "unchanged":
      return "none";
    case "new":
      return `one of ${expected.account.email}`;
    case "raised":
    case "extended":
    case "reissued":
      return `that of ${expected.session.account.email}, ${expected.kind}`;
  }
}
