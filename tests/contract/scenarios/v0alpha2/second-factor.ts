// Authenticator apps and backup codes: set up in the settings, asked for at a second sign-in.
import type { Step, Topic } from "../../lib/scenario";
import {
  byBackupCode,
  byTotp,
  code,
  offerTotp,
  open,
  own,
  prove,
  reader,
  secondFactor,
  setUpCodes,
  setUpTotp,
} from "../second-factor-steps";
import {
  address,
  inWords,
  look,
  password,
  request,
  start,
  submit,
  visitors,
  whoami,
  type Visitor,
} from "../steps";
import { person, scenario, signIn } from "./steps";

const withFactors = { variant: "v0alpha2-second-factor" };
const right = { method: "password", password_identifier: address("ada"), password };

/** Ada, with an authenticator app or backup codes that a native client has set up. */
const owner = (setUp: (as: Visitor) => Step[]): Step[] => [
  ...person(),
  ...signIn("native"),
  ...setUp("native"),
];

/** Signs her in with the password alone; the token of a native client is kept. */
const firstFactor = (as: Visitor): Step[] => [
  ...start("login", reader(as), { flow: "first" }),
  submit("login", reader(as), right, {
    flow: "first",
    step: "sign in with the password",
    brief: true,
    ...(as === "native" && { keep: { token: "body.session_token" } }),
  }),
];

export const v0alpha2SecondFactor: Topic = {
  topic: "v0alpha2/second-factor",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers ${inWords[as]} an app and backup codes`,
        [person(), signIn(reader(as)), open("settings", as, { recorded: true })],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `sets up ${inWords[as]}'s app`,
        [
          person(),
          signIn(reader(as)),
          offerTotp(as),
          submit("settings", as, byTotp(code), own(as)),
          whoami(reader(as), own(as)),
        ],
        withFactors,
      ),
    ),
    scenario(
      "sets up no app with a wrong code",
      [person(), signIn("spa"), offerTotp("spa"), submit("settings", "spa", byTotp("000000"))],
      withFactors,
    ),
    scenario(
      "makes backup codes",
      [
        person(),
        signIn("spa"),
        open("settings", "spa", { flow: "codes" }),
        submit(
          "settings",
          "spa",
          { method: "lookup_secret", lookup_secret_regenerate: true },
          { flow: "codes", step: "make them" },
        ),
        submit(
          "settings",
          "spa",
          { method: "lookup_secret", lookup_secret_confirm: true },
          { flow: "codes", step: "confirm them" },
        ),
      ],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `leads ${inWords[as]} from the password to the second factor`,
        [owner(setUpTotp), start("login", as), submit("login", as, right), whoami(reader(as))],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `takes the app's code from ${inWords[as]}`,
        [
          owner(setUpTotp),
          firstFactor(as),
          secondFactor(as, { recorded: true }),
          prove(as, byTotp(code)),
          whoami(reader(as), own(as)),
        ],
        withFactors,
      ),
    ),
    scenario(
      "takes no wrong code of an app",
      [owner(setUpTotp), firstFactor("spa"), secondFactor("spa"), prove("spa", byTotp("000000"))],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `takes a backup code from ${inWords[as]}`,
        [
          owner(setUpCodes),
          firstFactor(as),
          secondFactor(as, { recorded: true }),
          prove(as, byBackupCode("{{backup-0}}")),
        ],
        withFactors,
      ),
    ),
    scenario(
      "takes a backup code once",
      [
        owner(setUpCodes),
        firstFactor("native"),
        secondFactor("native"),
        prove("native", byBackupCode("{{backup-0}}"), { brief: true }),
        firstFactor("native"),
        secondFactor("native"),
        prove("native", byBackupCode("{{backup-0}}"), { step: "once more", fails: true }),
      ],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `keeps the settings from ${inWords[as]} until the second factor`,
        [
          owner(setUpTotp),
          firstFactor(as),
          request(
            "start settings",
            as,
            `GET /self-service/settings/${as === "native" ? "api" : "browser"}`,
            own(as),
          ),
        ],
        withFactors,
      ),
    ),
    scenario(
      "removes the app",
      [
        person(),
        signIn("spa"),
        setUpTotp("spa"),
        open("settings", "spa"),
        submit("settings", "spa", { method: "totp", totp_unlink: true }),
        look("settings"),
      ],
      withFactors,
    ),
  ],
};
