// Sign-up, sign-in, and the sign-in repeated.
import fc from "fast-check";
import { nativeSignIn, settle, settleToken } from "../invariants.js";
import { asText } from "../http.js";
import { demand, pick, type Account, type Expected } from "../model.js";
import { expectedSignIn, mayUse, signedIn } from "../rules.js";
import { action, browserIndex, chosenFlow, entryBrowser, flowChoice, idIn, which, who } from "./action.js";

const passwordChoice = fc.constantFrom("right", "right", "right", "wrong", "former");

function passwordOf(account: Account | undefined, choice: string): string {
  if (!account) return "nobody-has-this-one";
  if (choice === "right") return account.password ?? "nobody-has-this-one";
  return (choice === "former" && account.formerPasswords.at(-1)) || "nobody-has-this-one";
}

export const signUp = action(
  "sign up",
  4,
  fc.record({ browser: browserIndex, who, flow: flowChoice }),
  async (world, drawn) => {
    const browser = entryBrowser(world, drawn);
    const email = world.emails[drawn.who];
    if (!browser || email === undefined) return;
    const flow = await chosenFlow(world, browser, "registration", drawn.flow);
    // A form that asks for a code takes no password.
    if (!flow || flow.hasSent) return;
    const before = browser.session();
    const mayWork = mayUse(world, browser, flow) && !world.sessionOf(browser) && !world.account(email);
    const password = world.newPassword();
    const answer = await world.submit(browser, flow, { method: "password", password, traits: { email } });
    demand((answer.status === 200) === mayWork, () => `a sign-up was answered with ${String(answer.status)}`);
    if (!mayWork) return settle(world, browser, before, { kind: "unchanged" });
    flow.isOver = true;
    const account = world.addAccount(idIn(answer.body), email, { password });
    return settle(world, browser, before, { kind: "new", account });
  },
);

const signUpAtOnce = action("sign up twice at once", 1, fc.record({ who }), async (world, drawn) => {
  const email = world.emails[drawn.who];
  if (email === undefined || world.account(email)) return;
  const flows = await Promise.all([0, 1].map(() => world.send("/self-service/registration/api")));
  const tries = flows.map(({ body }) => ({ id: asText(body.id), password: world.newPassword() }));
  const answers = await Promise.all(
    tries.map(({ id, password }) =>
      world.send(`/self-service/registration?flow=${id}`, {
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
  const account = world.addAccount(idIn(winner.answer.body), email, {
    password: tries[winner.index]?.password,
  });
  await settleToken(world, winner.answer.body.session_token, { kind: "new", account });
});

export const signIn = action(
  "sign in",
  6,
  fc.record({ browser: browserIndex, who, flow: flowChoice, password: passwordChoice }),
  async (world, drawn) => {
    const browser = entryBrowser(world, drawn);
    const email = world.emails[drawn.who];
    if (!browser || email === undefined) return;
    const flow = await chosenFlow(world, browser, "login", drawn.flow);
    if (!flow) return;
    const before = browser.session();
    const account = world.account(email);
    const password = passwordOf(account, drawn.password);
    const isProved = account?.password !== undefined && password === account.password;
    const expected = expectedSignIn(world, browser, flow, isProved ? account : undefined);
    const answer = await world.submit(browser, flow, { method: "password", identifier: email, password });
    demand(
      (answer.status === 200) === (expected.kind !== "unchanged"),
      () => `a sign-in was answered with ${String(answer.status)}`,
    );
    if (account && expected.kind !== "unchanged") signedIn(flow, account);
    await settle(world, browser, before, expected);
  },
);

export const signInAgain = action(
  "repeat the sign-in",
  4,
  fc.record({ browser: browserIndex, isLeft: fc.boolean() }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const session = browser && world.sessionOf(browser);
    const flow = session && (await world.start(browser, "login", { isRefresh: true }));
    const { email, password } = session?.account ?? {};
    if (!flow || drawn.isLeft || email === undefined || password === undefined) return;
    const before = browser.session();
    const answer = await world.submit(browser, flow, { method: "password", identifier: email, password });
    demand(answer.status === 200, () => `a repeated sign-in was answered with ${String(answer.status)}`);
    flow.isOver = true;
    await settle(world, browser, before, { kind: "raised", session, factor: "first" });
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
    const { email: identifier, password } = account;
    const flow = password === undefined ? undefined : await world.start(browser, "login");
    if (!flow || password === undefined) return;
    const before = browser.session();
    const answers = await world.submitAtOnce(browser, flow, { method: "password", identifier, password }, 2);
    flow.isOver = true;
    const winners = answers.filter(({ status }) => status === 200);
    demand(winners.length === 1, () => `one flow signed in ${String(winners.length)} times`);
    await settle(world, browser, before, { kind: "new", account });
  },
);

export const signInNative = action(
  "sign in natively",
  3,
  fc.record({ who, password: passwordChoice }),
  async (world, drawn) => {
    const email = world.emails[drawn.who] ?? "";
    const account = world.account(email);
    const password = passwordOf(account, drawn.password);
    const isProved = account?.state === "active" && account.password === password;
    const answer = await nativeSignIn(world, email, password);
    const expected: Expected = isProved ? { kind: "new", account } : { kind: "unchanged" };
    await settleToken(world, answer.body.session_token, expected);
  },
);

export const leaveFlow = action(
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
export const lookAtFlow = action(
  "look at a flow",
  2,
  fc.record({ browser: browserIndex, flow: which }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const flow = pick([...world.flows].reverse(), drawn.flow);
    if (!browser || !flow) return;
    const shown = await world.show(browser, flow);
    const isOwn =
      flow.kind === "settings"
        ? world.sessionOf(browser)?.account === flow.owner
        : browser.csrf() !== undefined && browser.csrf() === flow.csrf;
    demand(isOwn || shown === undefined, () => `${browser.name} can see a ${flow.kind} flow of another`);
  },
);

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
