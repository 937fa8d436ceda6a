/** The page: what the address asks for, and what comes of it. Nothing is kept but the cookie that script can't read. */
import type { Session } from "@ory/client-fetch";
import { element } from "./element";
import { flowView } from "./form";
import {
  type Flow,
  type FlowKind,
  isFlowKind,
  type Outcome,
  signOut,
  startFlow,
  submitFlow,
  whoIsSignedIn,
} from "./flows";

const TITLES: Record<FlowKind, string> = {
  login: "Sign in",
  registration: "Sign up",
  recovery: "Recover your account",
  verification: "Confirm your address",
  settings: "Settings",
};

const LINKS: Partial<Record<FlowKind, [href: string, text: string][]>> = {
  login: [
    ["#/recovery", "Forgot your password?"],
    ["#/registration", "Sign up"],
  ],
  registration: [["#/login", "Sign in"]],
  recovery: [["#/login", "Sign in"]],
  verification: [["#/", "Go on"]],
  settings: [["#/", "Go back"]],
};

const view = byId("view");
const notice = byId("notice");
const titleOfAll = document.title;
/** Where somebody goes on after they have signed in, or proved again who they are. */
let goOnAt: "#/" | "#/settings" = "#/";
let isSomebody = false;
let isFirstView = true;
/** Counts what was asked for: an answer that comes after another question is thrown away. */
let asked = 0;

byId("sign-out").addEventListener("click", () => void ask(signOut(), "You are signed out."));
addEventListener("hashchange", () => void open());
// A session can end while the tab is in the background: on another device, or because its time is over.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && isSomebody) void checkSession();
});
void open();

function open(): Promise<void> {
  const name = location.hash.slice(2);
  return ask(isFlowKind(name) ? startFlow(name) : whoIsSignedIn());
}

async function checkSession(): Promise<void> {
  const before = asked;
  const outcome = await whoIsSignedIn();
  // Somebody who is still signed in goes on undisturbed, and so does one who is offline for a while.
  if (before !== asked || outcome.kind === "session" || outcome.kind === "trouble") return;
  await show(outcome.kind === "nobody" ? { kind: "session-over" } : outcome, "");
}

/** @param said  to tell once it is done */
async function ask(question: Promise<Outcome>, said = ""): Promise<void> {
  const mine = ++asked;
  view.setAttribute("aria-busy", "true");
  const outcome = await question;
  if (mine !== asked) return;
  view.removeAttribute("aria-busy");
  await show(outcome, said);
}

async function show(outcome: Outcome, said: string): Promise<void> {
  switch (outcome.kind) {
    case "flow": {
      // What was asked for comes after what stands before it: a sign-in, a second factor, or a fresh proof.
      if (outcome.of === "login" && location.hash === "#/settings") goOnAt = "#/settings";
      if (outcome.of === "settings") isSomebody = true;
      return showFlow(outcome.of, outcome.flow, outcome.notice ?? said);
    }
    case "session": {
      isSomebody = true;
      const isOnItsWay = goOnAt === "#/settings";
      goOnAt = "#/";
      return isOnItsWay ? ask(startFlow("settings"), said) : showHome(outcome.session, said);
    }
    case "nobody":
      isSomebody = false;
      return showHome(undefined, said);
    case "session-over": {
      const reason = isSomebody ? "Your session is over. Sign in to go on." : "Sign in to go on.";
      isSomebody = false;
      return ask(startFlow("login"), reason);
    }
    case "leave":
      location.assign(outcome.href);
      return;
    case "trouble":
      tell(outcome.text, "error");
  }
}

function showFlow(kind: FlowKind, flow: Flow, said: string): void {
  const send = (fields: Record<string, unknown>) => void ask(submitFlow(kind, flow, fields));
  const links = (LINKS[kind] ?? []).map(([href, text]) => element("p", {}, [element("a", { href }, [text])]));
  showView(`#/${kind}`, TITLES[kind], [flowView(kind, flow, send), ...links], said);
}

function showHome(session: Session | undefined, said: string): void {
  const traits = (session?.identity?.traits ?? {}) as { email?: string };
  const until = session?.expires_at;
  showView(
    "#/",
    session ? "Welcome" : "Nobody is signed in",
    session
      ? [
          element("p", {}, [`You are signed in as ${traits.email ?? session.identity?.id ?? "somebody"}.`]),
          ...(until ? [element("p", {}, [`This session lasts until ${until.toLocaleString()}.`])] : []),
        ]
      : [element("p", {}, ["Sign in, or sign up if you are new here."])],
    said,
  );
}

/** @param address  where the view is found again; it takes the place of what led here */
function showView(address: string, title: string, content: Node[], said: string): void {
  if (location.hash !== address) history.replaceState(null, "", address);
  document.title = `${title} - ${titleOfAll}`;
  const heading = element("h1", { tabindex: "-1" }, [title]);
  view.replaceChildren(heading, ...content);
  for (const each of document.querySelectorAll<HTMLElement>("[data-for]")) {
    each.hidden = (each.dataset.for === "somebody") !== isSomebody;
  }
  tell(said, "info");
  // Keyboard and screen reader go on where something is to be done.
  const wrong = view.querySelector<HTMLElement>("[aria-invalid=true]");
  if (!isFirstView || wrong) (wrong ?? heading).focus();
  isFirstView = false;
}

/** Into a region that was there before, so that assistive tools tell what comes into it. */
function tell(text: string, type: "info" | "error"): void {
  const role = type === "error" ? { role: "alert" } : {};
  notice.replaceChildren(
    ...(text === "" ? [] : [element("p", { class: "message", "data-type": type, ...role }, [text])]),
  );
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}
