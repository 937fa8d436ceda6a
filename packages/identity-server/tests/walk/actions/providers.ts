// Signing in and up through a provider, and linking it.
import fc from "fast-check";
import { providerId, lifespans } from "../config.js";
import { asText, type Browser } from "../http.js";
import { settle } from "../invariants.js";
import { demand, pick, type Account, type Departure, type Expected } from "../model.js";
import {
  countFirstFactors,
  freeBrowsers,
  isAdmitted,
  isExpired,
  isTaken,
  mayChange,
  mayUse,
  ownerOf,
  proved,
  signedIn,
} from "../rules.js";
import type { World } from "../world.js";
import { action, browserIndex, chosenFlow, entryBrowser, flowChoice, which, who } from "./action.js";
import { change, settingsBrowser } from "./settings.js";

export const depart = action(
  "leave for the provider",
  8,
  fc.record({
    kind: fc.constantFrom("login" as const, "login" as const, "registration" as const, "settings" as const),
    browser: browserIndex,
    flow: flowChoice,
    isRefresh: fc.boolean(),
    subject: who,
    isVerified: fc.boolean(),
    /** Who gets hold of the address that leads back. */
    thief: fc.option(browserIndex, { nil: undefined, freq: 1 }),
    comesBack: fc.boolean(),
    isRepeated: fc.boolean(),
  }),
  async (world, drawn) => {
    const { kind, isRefresh, isVerified } = drawn;
    const browser = (kind === "settings" ? settingsBrowser : entryBrowser)(world, drawn);
    const email = world.emails[drawn.subject] ?? "";
    const flow = browser && (await chosenFlow(world, browser, kind, drawn.flow, { isRefresh }));
    if (!flow || flow.hasSent || flow.isSecond) return;
    const mayLeave =
      kind === "settings"
        ? mayChange(world, browser, flow) && flow.owner?.subjects.size === 0
        : mayUse(world, browser, flow) &&
          (kind === "login" ? isAdmitted(world, browser, flow) : !world.sessionOf(browser));
    const before = browser.session();
    const fields = kind === "settings" ? { link: providerId } : { method: "oidc", provider: providerId };
    const { status, body } = await world.submit(browser, flow, fields);
    const authorizeUrl = asText(body.redirect_browser_to);
    const hasLeft = status === 422 && authorizeUrl.startsWith(world.server.peer.url);
    demand(hasLeft === mayLeave, () => `leaving for the provider was answered with ${String(status)}`);
    await settle(world, browser, before, { kind: "unchanged" });
    if (!hasLeft) return;
    for (const other of world.departures) if (other.browserName === browser.name) other.isOver = true;
    const subject = `person-${String(drawn.subject)}`;
    const departure: Departure = {
      browserName: browser.name,
      flow,
      subject,
      email,
      isVerified,
      back: world.server.peer.agree(authorizeUrl, { sub: subject, email, email_verified: isVerified }),
      at: world.now,
      isOver: false,
    };
    world.departures.push(departure);
    // Nobody is signed in there: whoever is, is sent on.
    const thief = drawn.thief === undefined ? undefined : pick(freeBrowsers(world), drawn.thief);
    if (thief && thief !== browser) await comeBack(world, thief, departure);
    if (drawn.comesBack) await comeBack(world, browser, departure);
    if (drawn.comesBack && drawn.isRepeated) await comeBack(world, browser, departure);
  },
);

export const returnFrom = action(
  "come back from the provider",
  4,
  fc.record({
    departure: fc.oneof(fc.constant(0), which),
    browser: fc.oneof(
      { weight: 3, arbitrary: fc.constant("own" as const) },
      { weight: 1, arbitrary: browserIndex },
    ),
  }),
  async (world, drawn) => {
    const departure = pick([...world.departures].reverse(), drawn.departure);
    const own = world.browsers.find(({ name }) => name === departure?.browserName);
    const browser = drawn.browser === "own" ? own : world.browsers[drawn.browser];
    if (departure && browser) await comeBack(world, browser, departure);
  },
);

async function comeBack(world: World, browser: Browser, departure: Departure): Promise<void> {
  const { flow, subject } = departure;
  const before = browser.session();
  const planned = plan(world, browser, departure);
  const response = await browser.send(departure.back, { headers: { accept: "text/html" } });
  if (planned.isResumed) departure.isOver = true;
  world.tally.note(`back from the provider: ${planned.kind}`);
  switch (planned.kind) {
    case "nothing":
      return settle(world, browser, before, { kind: "unchanged" });
    case "sign in":
      if (flow.kind === "login") signedIn(flow, planned.account);
      return settle(world, browser, before, planned.expected);
    case "sign up": {
      if (flow.kind === "registration") flow.isOver = true;
      const id = await idOf(world, departure.email);
      const account = world.addAccount(id, departure.email, {
        isVerified: departure.isVerified,
        subjects: new Set([subject]),
      });
      return settle(world, browser, before, { kind: "new", account });
    }
    case "prove the account": {
      await settle(world, browser, before, { kind: "unchanged" });
      const to = new URL(response.headers.get("location") ?? "http://nowhere.example/");
      const id = to.searchParams.get("flow") ?? "";
      const shown = await world.show(browser, { kind: "login", id });
      demand(shown !== undefined, () => `nobody is asked to prove ${departure.email}: ${to.href}`);
      world.addFlow(browser, "login", shown, { pending: { subject, email: departure.email } });
      return;
    }
    case "link": {
      const { session } = planned;
      session.account.subjects.add(subject);
      return settle(world, browser, before, { kind: "extended", session, factor: "first" });
    }
  }
}

type Plan = { isResumed: boolean } & (
  | { kind: "nothing" }
  | { kind: "sign in"; account: Account; expected: Expected }
  | { kind: "sign up" }
  | { kind: "prove the account" }
  | { kind: "link"; session: NonNullable<ReturnType<World["sessionOf"]>> }
);

/** What coming back must lead to. */
function plan(world: World, browser: Browser, departure: Departure): Plan {
  const { flow, subject, email } = departure;
  const session = world.sessionOf(browser);
  const isSettings = flow.kind === "settings";
  // Whoever is signed in is sent on, and may still come back later.
  if (session && !isSettings && !(flow.isRefresh && !flow.isOver))
    return { kind: "nothing", isResumed: false };
  const isResumed =
    !departure.isOver &&
    departure.browserName === browser.name &&
    world.now < departure.at + lifespans.departure;
  if (!isResumed || flow.isOver || isExpired(world, flow)) return { kind: "nothing", isResumed };
  if (isSettings) {
    const mayLink =
      session !== undefined &&
      mayChange(world, browser, { ...flow, csrf: browser.csrf() }) &&
      session.account.subjects.size === 0 &&
      !isTaken(world, subject, session.account);
    return mayLink ? { kind: "link", session, isResumed } : { kind: "nothing", isResumed };
  }
  const known = ownerOf(world, subject);
  if (known) {
    // From a sign-up it is a sign-in of its own, without what the form was about.
    const form = flow.kind === "login" ? flow : { ...flow, pending: undefined };
    const expected = proved(world, browser, form, known);
    return expected.kind === "unchanged"
      ? { kind: "nothing", isResumed }
      : { kind: "sign in", account: known, expected, isResumed };
  }
  return { kind: world.account(email) ? "prove the account" : "sign up", isResumed };
}

async function idOf(world: World, email: string): Promise<string> {
  const { list } = await world.admin(
    "GET",
    `/identities?credentials_identifier=${encodeURIComponent(email)}`,
  );
  return asText(list[0]?.id);
}

export const unlink = action(
  "unlink the provider",
  2,
  fc.record({ browser: browserIndex, flow: flowChoice }),
  async (world, drawn) => {
    const browser = settingsBrowser(world, drawn);
    const flow = browser && (await chosenFlow(world, browser, "settings", drawn.flow));
    const account = flow?.owner;
    if (!flow || !account) return;
    const session = await change(world, browser, flow, {
      fields: { unlink: providerId },
      isRight: account.subjects.size > 0 && countFirstFactors(world, account) > 1,
    });
    if (session) account.subjects.clear();
  },
);

export const providerActions = [depart, returnFrom, unlink];
