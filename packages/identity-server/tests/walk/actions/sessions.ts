// The ends of sessions: by their owner, and by an administrator.
import fc from "fast-check";
import { asText } from "../http.js";
import { demand, pick, type Credential, type Session } from "../model.js";
import type { World } from "../world.js";
import { action, browserIndex, which, who } from "./action.js";

/** Which of all, or one that is named. */
const anyCredential: fc.Arbitrary<number | Credential> = which;

export const signOut = action("sign out", 2, fc.record({ browser: browserIndex }), async (world, drawn) => {
  const browser = world.browsers[drawn.browser];
  const session = browser && world.sessionOf(browser);
  if (!session) return;
  const link = await browser.send(world.public("/self-service/logout/browser"));
  const token = asText(link.body.logout_token);
  // The address of one browser is of no use in another.
  for (const other of world.browsers) {
    if (other === browser || world.sessionOf(other) === session) continue;
    const { status } = await other.send(world.public(`/self-service/logout?token=${token}`));
    demand(status !== 204, () => `${other.name} signed out with the link of ${browser.name}`);
  }
  const { status } = await browser.send(world.public(`/self-service/logout?token=${token}`));
  demand(status === 204, () => `signing out was answered with ${String(status)}`);
  session.isLive = false;
});

export const signOutNative = action(
  "sign out natively",
  1,
  fc.record({ credential: anyCredential }),
  async (world, drawn) => {
    const tokens = world.credentials.filter(({ headers }) => headers["x-session-token"] !== undefined);
    const { credential: chosen } = drawn;
    const credential = typeof chosen === "number" ? pick(tokens, chosen) : chosen;
    if (!credential) return;
    const { status } = await world.send("/self-service/logout/api", {
      method: "DELETE",
      json: { session_token: credential.headers["x-session-token"] ?? "" },
    });
    if (status === 204 && credential.state === "good") credential.session.isLive = false;
    demand(status === 204 || !world.isGood(credential), () => "a good token could not be signed out");
  },
);

/** Mostly a cookie or token that is good; sometimes any that there ever was. */
function someCredential(world: World, index: number | Credential): Credential | undefined {
  if (typeof index !== "number") return index;
  const good = world.credentials.filter((credential) => world.isGood(credential));
  return pick(index % 4 === 0 || good.length === 0 ? world.credentials : good, index);
}

export const endOthers = action(
  "end all other sessions",
  2,
  fc.record({ credential: anyCredential }),
  async (world, drawn) => {
    const credential = someCredential(world, drawn.credential);
    if (!credential) return;
    const mayAsk = world.isGood(credential);
    const { status } = await world.send("/sessions", {
      method: "DELETE",
      headers: credential.headers,
    });
    demand((status === 200) === mayAsk, () => `ending other sessions was answered with ${String(status)}`);
    if (!mayAsk) return;
    for (const session of world.sessions) {
      if (session.account === credential.session.account && session !== credential.session)
        session.isLive = false;
    }
  },
);

export const endOne = action(
  "end one session",
  3,
  fc.record({ credential: anyCredential, session: which }),
  async (world, drawn) => {
    const credential = someCredential(world, drawn.credential);
    const session = pick(world.sessions, drawn.session);
    if (!credential || !session) return;
    const mayAsk = world.isGood(credential);
    const { status } = await world.send(`/sessions/${session.id}`, {
      method: "DELETE",
      headers: credential.headers,
    });
    const isOwn = credential.session === session;
    demand(
      status === (mayAsk ? (isOwn ? 400 : 204) : 401),
      () => `ending a session was answered with ${String(status)}`,
    );
    // The sessions of others are left alone, whatever the answer says.
    if (mayAsk && !isOwn && session.account === credential.session.account) session.isLive = false;
  },
);

export const endByAdmin = action(
  "end a session as administrator",
  1,
  fc.record({ session: which, all: fc.boolean() }),
  async (world, drawn) => {
    const session = pick(world.sessions, drawn.session);
    if (!session) return;
    const { account } = session;
    if (drawn.all) {
      await world.admin("DELETE", `/identities/${account.id}/sessions`);
      for (const each of world.sessions) if (each.account === account) each.isLive = false;
      return;
    }
    const { status } = await world.admin("DELETE", `/sessions/${session.id}`);
    demand(status === 204 || status === 404, () => `disabling was answered with ${String(status)}`);
    session.isLive = false;
  },
);

const extend = action(
  "extend a session as administrator",
  1,
  fc.record({ session: which }),
  async (world, drawn) => {
    const session = pick(world.sessions, drawn.session);
    if (!session || !world.counts(session)) return;
    const { status, body } = await world.admin("PATCH", `/sessions/${session.id}/extend`);
    demand(status === 200, () => `extending was answered with ${String(status)}`);
    session.expiresAt = Date.parse(asText(body.expires_at));
  },
);

const lists = action("list the own sessions", 1, fc.record({ credential: which }), async (world, drawn) => {
  const credential = pick(world.credentials, drawn.credential);
  if (!credential) return;
  const answer = await world.send("/sessions", { headers: credential.headers });
  if (!world.isGood(credential)) {
    demand(answer.status === 401, () => `a dead session lists sessions: ${String(answer.status)}`);
    return;
  }
  const isOther = (session: Session) =>
    session.account === credential.session.account && session !== credential.session && world.counts(session);
  const expected = world.sessions.filter(isOther).map(({ id }) => id);
  demand(
    answer.list
      .map(({ id }) => asText(id))
      .sort()
      .join() === expected.sort().join(),
    () => "the list of the own sessions is not that of the sessions that count",
  );
});

export const switchAccount = action(
  "switch an account off or on",
  1,
  fc.record({ who }),
  async (world, drawn) => {
    const account = world.account(world.emails[drawn.who] ?? "");
    if (!account) return;
    const state = account.state === "active" ? "inactive" : "active";
    const { status } = await world.admin("PATCH", `/identities/${account.id}`, [
      { op: "replace", path: "/state", value: state },
    ]);
    demand(status === 200, () => `a switch was answered with ${String(status)}`);
    account.state = state;
  },
);

export const deleteAccount = action(
  "delete an account",
  1,
  fc.record({ who }),
  async (world: World, drawn) => {
    const account = world.account(world.emails[drawn.who] ?? "");
    if (!account) return;
    const { status } = await world.admin("DELETE", `/identities/${account.id}`);
    demand(status === 204, () => `a deletion was answered with ${String(status)}`);
    account.state = "deleted";
  },
);

/** Nobody handed these out. */
const guess = action(
  "make up a session",
  1,
  fc.record({ credential: which, position: fc.nat({ max: 30 }), letter: fc.constantFrom("A", "b", "7") }),
  async (world, drawn) => {
    const credential = pick(world.credentials, drawn.credential);
    if (!credential) return;
    const [[name, value] = ["", ""]] = Object.entries(credential.headers);
    const start = value.indexOf("=") + 1 + drawn.position;
    if (value[start] === drawn.letter || start >= value.length) return;
    const forged = value.slice(0, start) + drawn.letter + value.slice(start + 1);
    const { status } = await world.send("/sessions/whoami", { headers: { [name]: forged } });
    demand(status === 401, () => "a made-up session is good for something");
  },
);

export const sessionActions = [
  signOut,
  signOutNative,
  endOthers,
  endOne,
  endByAdmin,
  extend,
  lists,
  switchAccount,
  deleteAccount,
  guess,
];
