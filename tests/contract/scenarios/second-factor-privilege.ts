// Changes of second factors need a sign-in of not long ago.
import type { Topic } from "../lib/scenario";
import { byTotp, open, own, setUpCodes, setUpTotp } from "./second-factor-steps";
import {
  address,
  inWords,
  look,
  password,
  person,
  request,
  scenario,
  signIn,
  submit,
  type Visitor,
} from "./steps";

const right = { method: "password", identifier: address("ada"), password };
const brief = { variant: "brief-second-factor" };
const make = { method: "lookup_secret", lookup_secret_regenerate: true };

/** Repeats what may be repeated, in a form of its own, until the sign-in is too old for it. */
function grownOld(as: Visitor) {
  const flow = "waiting";
  return [
    ...open("settings", as, { flow }),
    submit("settings", as, make, {
      ...own(as),
      flow,
      step: "wait until the sign-in is too long ago",
      until: 403,
      brief: true,
    }),
  ];
}

export const secondFactorPrivilege: Topic = {
  topic: "second-factor-privilege",
  scenarios: [
    ...(["spa", "native"] as const).map((as) =>
      scenario(
        `asks ${inWords[as]} to sign in again before second factors change`,
        [
          person(),
          signIn(as),
          setUpTotp(as),
          open("settings", as),
          grownOld(as),
          submit("settings", as, { totp_unlink: true }, { ...own(as), step: "remove the app" }),
          submit("settings", as, make, { ...own(as), step: "make codes" }),
          submit(
            "settings",
            as,
            { method: "lookup_secret", lookup_secret_reveal: true },
            { ...own(as), step: "show codes" },
          ),
          submit(
            "settings",
            as,
            { method: "lookup_secret", lookup_secret_confirm: true },
            { ...own(as), step: "confirm codes" },
          ),
          submit(
            "settings",
            as,
            { method: "lookup_secret", lookup_secret_disable: true },
            { ...own(as), step: "remove codes" },
          ),
        ],
        brief,
      ),
    ),
    scenario(
      "asks to sign in again before it looks at a code",
      [
        person(),
        signIn("spa"),
        open("settings", "spa"),
        grownOld("spa"),
        submit("settings", "spa", byTotp("000000"), { step: "a wrong code" }),
        submit("settings", "spa", { method: "totp" }, { step: "no code" }),
      ],
      brief,
    ),
    scenario(
      "removes the app that was to be removed, after signing in again",
      [
        person(),
        signIn("html"),
        setUpTotp("html"),
        open("settings", "html"),
        grownOld("spa"),
        submit("settings", "html", { totp_unlink: true }, { step: "remove" }),
        open("login", "html", {
          query: "refresh=true&return_to={{public|url}}%2Fself-service%2Fsettings%3Fflow%3D{{flow}}",
          flow: "login",
          recorded: true,
        }),
        submit("login", "html", right, { flow: "login", step: "sign in again" }),
        request("return", "html", "GET /self-service/settings?flow={{flow}}"),
        look("settings"),
      ],
      brief,
    ),
    scenario(
      "shows the codes that were to be shown, after signing in again",
      [
        person(),
        signIn("html"),
        setUpCodes("html"),
        open("settings", "html"),
        grownOld("spa"),
        submit("settings", "html", { method: "lookup_secret", lookup_secret_reveal: true }, { step: "show" }),
        open("login", "html", {
          query: "refresh=true&return_to={{public|url}}%2Fself-service%2Fsettings%3Fflow%3D{{flow}}",
          flow: "login",
        }),
        submit("login", "html", right, { flow: "login", step: "sign in again", brief: true }),
        request("return", "html", "GET /self-service/settings?flow={{flow}}"),
        look("settings"),
      ],
      brief,
    ),
  ],
};
