// Where Foyer's identity server is meant to answer otherwise than Kratos 26.2, and why. Each entry is held to: the
// test fails when the answer is no longer the one named here, so that no entry outlives its reason.
import type { JsonValue } from "./lib/scenario";

export interface WantedDifference {
  topic: string;
  scenario: string;
  step: string;
  /** Where in the recorded step; everything under it is covered. `""`: the whole step. */
  path: string;
  /** What Foyer answers there; left out where `path` covers more than one value. */
  instead?: JsonValue;
  reason: string;
}

const onlyPosts = "A link must not change an account: only a POST does.";
const flowIsOver = "A completed sign-in is over; it cannot be posted again.";

export const wantedDifferences: WantedDifference[] = [
  {
    topic: "recovery",
    scenario: "begins anew after five wrong codes of a native client",
    step: "the new flow",
    path: "body.ui.nodes",
    reason:
      "A native flow is bound to no cookie: its form has no token, also where it takes another's place.",
  },
  {
    topic: "verification",
    scenario: "answers a form that comes by get with its token",
    step: "ask",
    path: "",
    reason: onlyPosts,
  },
  {
    topic: "settings",
    scenario: "answers a form that comes by get with its token, from a browser",
    step: "get",
    path: "cookies",
    reason: onlyPosts,
  },
  {
    topic: "settings",
    scenario: "answers a form that comes by get with its token, from a script",
    step: "get",
    path: "",
    reason: onlyPosts,
  },
  {
    topic: "settings",
    scenario: "refuses a native client that sends an origin or a cookie",
    step: "cookie",
    path: "body.ui.messages",
    instead: ["4000001 error {reason:'<text>'}"],
    reason: "Each submission shows its own messages; those of the one before are gone.",
  },
  ...["a browser", "a script", "a native client"].map((who) => ({
    topic: "settings",
    scenario: `changes the password for ${who}`,
    step: "sign in with the old password",
    path: "status",
    instead: 410,
    reason: flowIsOver,
  })),
  {
    topic: "settings-privilege",
    scenario: "asks a native client to sign in again before the address changes",
    step: "submit",
    path: "cookies",
    reason:
      "A native client has no cookie to come back with: nothing is kept for it, it sends the change again.",
  },
  {
    topic: "odd-types",
    scenario: "answers settings with traits that are a list",
    step: "submit",
    path: "",
    reason: "A value of the wrong type is the sender's fault: 400 with the field named, not 500.",
  },
];
