// Sign-up, sign-in, and the sign-in repeated.
import fc from "fast-check";
import { nativeSignIn, settle, settleToken } from "../invariants.js";
import { asText, send } from "../http.js";
import { demand, pick, type Account, type Expected, type Flow, type World } from "../world.js";
import { action, browserIndex, flowChoice, which, who } from "./action.js";

const passwordChoice = fc.constantFrom("right", "right", "right", "wrong", "former");

function passwordOf(account: Account | undefined, choice: string): string {
  if (!account) return "nobody-has-this-one";
  if (choice === "right") return account.password;
  return (choice === "former" && account.formerPasswords.at(-1)) || "nobody-has-this-one";
}

function addAccount(world: World, id: string, email: string, password: string): Account {
  const account: Account = { id, email, password, formerPasswords: [], state: "active", isVerified: false };
  world.accounts.push(account);
  return account;
}

function idIn(body: { identity?: unknown }): string {
  const { identity } = body;
  return typeof identity === "object" && identity !== null && "id" in identity ? asText(identity.id) : "";
}

const signUp = action(
  "sign up",
  4,
  fc.record({ browser: browserIndex, who, flow: flowChoice }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const email = world.emails[drawn.who];
    if (!browser || email === undefined) return;
    const flow = await chosenFlow(world, browser, "registration", drawn.flow);
    if (!flow) return;
    const before = browser.session();
    const mayWork = world.mayUse(browser, flow) && !world.sessionOf(browser) && !world.account(email);
    const password = world.newPassword();
    const answer = await world.submit(browser, flow, { method: "password", password, traits: { email } });
    demand((answer.status === 200) === mayWork, () => `a sign-up was answered with ${String(answer.status)}`);
    if (!mayWork) return settle(world, browser, before, { kind: "unchanged" });
    flow.isOver = true;
    const account = addAccount(world, idIn(answer.body), email, password);
    return settle(world, browser, before, { kind: "new", account, aal: "aal1" });
  },
);

const signUpAtOnce = action("sign up twice at once", 1, fc.record({ who }), async (world, drawn) => {
  const email = world.emails[drawn.who];
  if (email === undefined || world.account(email)) return;
  const flows = await Promise.all([0, 1].map(() => send(world.public("/self-service/registration/api"))));
  const tries = flows.map(({ body }) => ({ id: asText(body.id), password: world.newPassword() }));
  const answers = await Promise.all(
    tries.map(({ id, password }) =>
      send(world.public(`/self-service/registration?flow=${id}`), {
        json: { method: "password", password, traits: { email } },
      }),
    ),
  );
  const winners = answers.flatMap((answer, index) => (answer.status === 200 ? [{ answer, index }] : []));
  const [winner] = winners;
  demand(
    winners.length === 1 && winner !== undefined,
    () => `${String(winners.length)} sign-ups got ${email}`,
  );
  const account = addAccount(world, idIn(winner.answer.body), email, tries[winner.index]?.password ?? "");
  await settleToken(world, winner.answer.body.session_token, { kind: "new", account, aal: "aal1" });
});

const signIn = action(
  "sign in",
  6,
  fc.record({ browser: browserIndex, who, flow: flowChoice, password: passwordChoice }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const email = world.emails[drawn.who];
    if (!browser || email === undefined) return;
    const flow = await chosenFlow(world, browser, "login", drawn.flow);
    if (!flow) return;
    const before = browser.session();
    const account = world.account(email);
    const password = passwordOf(account, drawn.password);
    const expected = expectedSignIn(world, browser, flow, account, password);
    const answer = await world.submit(browser, flow, { method: "password", identifier: email, password });
    demand(
      (answer.status === 200) === (expected.kind !== "unchanged"),
      () => `a sign-in was answered with ${String(answer.status)}`,
    );
    if (expected.kind !== "unchanged") flow.isOver = true;
    await settle(world, browser, before, expected);
  },
);

function expectedSignIn(
  world: World,
  browser: World["browsers"][number],
  flow: Flow,
  account: Account | undefined,
  password: string,
): Expected {
  const session = world.sessionOf(browser);
  const isProved = account?.state === "active" && password === account.password;
  if (!account || !isProved || !world.mayUse(browser, flow) || (session && !flow.isRefresh)) {
    return { kind: "unchanged" };
  }
  if (session?.account === account) return { kind: "raised", session, aal: session.aal };
  return { kind: "new", account, aal: "aal1" };
}

const signInAgain = action(
  "repeat the sign-in",
  4,
  fc.record({ browser: browserIndex, isLeft: fc.boolean() }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const session = browser && world.sessionOf(browser);
    const flow = session && (await world.start(browser, "login", { isRefresh: true }));
    if (!flow || drawn.isLeft) return;
    const { email, password } = session.account;
    const before = browser.session();
    const answer = await world.submit(browser, flow, { method: "password", identifier: email, password });
    demand(answer.status === 200, () => `a repeated sign-in was answered with ${String(answer.status)}`);
    flow.isOver = true;
    await settle(world, browser, before, { kind: "raised", session, aal: session.aal });
  },
);

const signInAtOnce = action(
  "sign in twice at once with one flow",
  1,
  fc.record({ browser: browserIndex, who }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const account = world.account(world.emails[drawn.who] ?? "");
    if (!browser || account?.state !== "active" || world.sessionOf(browser)) return;
    const flow = await world.start(browser, "login");
    if (!flow) return;
    const before = browser.session();
    const fields = { method: "password", identifier: account.email, password: account.password };
    const answers = await Promise.all([0, 1].map(() => world.submit(browser, flow, fields)));
    flow.isOver = true;
    const winners = answers.filter(({ status }) => status === 200);
    demand(winners.length === 1, () => `one flow signed in ${String(winners.length)} times`);
    await settle(world, browser, before, { kind: "new", account, aal: "aal1" });
  },
);

const signInNative = action(
  "sign in natively",
  3,
  fc.record({ who, password: passwordChoice }),
  async (world, drawn) => {
    const email = world.emails[drawn.who] ?? "";
    const account = world.account(email);
    const password = passwordOf(account, drawn.password);
    const isProved = account?.state === "active" && password === account.password;
    const answer = await nativeSignIn(world, email, password);
    const expected: Expected = isProved ? { kind: "new", account, aal: "aal1" } : { kind: "unchanged" };
    await settleToken(world, answer.body.session_token, expected);
  },
);

const leaveFlow = action(
  "begin something and leave it",
  2,
  fc.record({
    browser: browserIndex,
    kind: fc.constantFrom("login" as const, "registration" as const, "settings" as const),
  }),
  async (world, { browser: index, kind }) => {
    const browser = world.browsers[index];
    if (browser) await world.start(browser, kind);
  },
);

/** What somebody on another browser can make of a flow: nothing. */
const lookAtFlow = action(
  "look at a flow",
  2,
  fc.record({ browser: browserIndex, flow: which }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const flow = pick(world.flows, drawn.flow);
    if (!browser || !flow) return;
    const { status } = await browser.send(world.public(`/self-service/${flow.kind}/flows?id=${flow.id}`));
    const isOwn =
      flow.kind === "settings"
        ? world.sessionOf(browser)?.account === flow.owner
        : browser.csrf() !== undefined && browser.csrf() === flow.csrf;
    demand(isOwn || status !== 200, () => `${browser.name} can see a ${flow.kind} flow of another`);
  },
);

/** Two people who are there when a walk begins, each signed in on a browser of their own. */
export async function settleIn(world: World): Promise<void> {
  for (const index of [0, 1]) {
    const browser = world.browsers[index];
    const email = world.emails[index] ?? "";
    const flow = browser && (await world.start(browser, "registration"));
    if (!flow) throw new Error("nobody can sign up");
    const password = world.newPassword();
    const answer = await world.submit(browser, flow, { method: "password", password, traits: { email } });
    flow.isOver = true;
    const account = addAccount(world, idIn(answer.body), email, password);
    await settle(world, browser, undefined, { kind: "new", account, aal: "aal1" });
  }
}

async function chosenFlow(
  world: World,
  browser: World["browsers"][number],
  kind: Flow["kind"],
  choice: number | "new",
): Promise<Flow | undefined> {
  if (choice === "new") return world.start(browser, kind);
  return pick(
    world.flows.filter((flow) => flow.kind === kind),
    choice,
  );
}

export const entryActions = [
  signUp,
  signUpAtOnce,
  signIn,
  signInAgain,
  signInAtOnce,
  signInNative,
  leaveFlow,
  lookAtFlow,
];
