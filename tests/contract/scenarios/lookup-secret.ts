// Backup codes in settings: made, confirmed, shown, removed. What they are good for at sign-in is in second-factor.ts.
import type { Topic } from "../lib/scenario";
import {
  byBackupCode,
  codesKept,
  firstFactor,
  open,
  own,
  owner,
  prove,
  reader,
  secondFactor,
  setUpCodes,
  withFactors,
} from "./second-factor-steps";
import { inWords, look, person, request, scenario, signIn, submit, visitors, whoami } from "./steps";

const make = { method: "lookup_secret", lookup_secret_regenerate: true };
const confirm = { method: "lookup_secret", lookup_secret_confirm: true };
const reveal = { method: "lookup_secret", lookup_secret_reveal: true };
const disable = { method: "lookup_secret", lookup_secret_disable: true };
const identityWithCodes = request(
  "the identity",
  "admin",
  "GET /admin/identities/{{ada}}?include_credential=lookup_secret",
);

export const lookupSecret: Topic = {
  topic: "lookup-secret",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `makes codes for ${inWords[as]} and keeps them once they are confirmed`,
        [
          person(),
          signIn(as),
          open("settings", as),
          submit("settings", as, make, { step: "make", ...own(as) }),
          ...(as === "html" ? [look("settings", { step: "the codes" })] : []),
          whoami(reader(as), own(as)),
          submit("settings", as, confirm, { step: "confirm", ...own(as) }),
          ...(as === "html" ? [look("settings")] : []),
          { ...whoami(reader(as), own(as)), step: "who is signed in then" },
          identityWithCodes,
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `shows its codes to ${inWords[as]}`,
        [
          person(),
          signIn(as),
          setUpCodes(as),
          open("settings", as, { recorded: true }),
          submit("settings", as, reveal, { step: "show", ...own(as) }),
          ...(as === "html" ? [look("settings")] : []),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is removed by ${inWords[as]}`,
        [
          person(),
          signIn(as),
          setUpCodes(as),
          open("settings", as),
          submit("settings", as, disable, own(as)),
          ...(as === "html" ? [look("settings")] : []),
          whoami(reader(as), own(as)),
          identityWithCodes,
        ],
        withFactors,
      ),
    ),
    scenario(
      "keeps no codes that were not made",
      [person(), signIn("spa"), open("settings", "spa"), submit("settings", "spa", confirm)],
      withFactors,
    ),
    scenario(
      "shows and removes no codes where there are none",
      [
        person(),
        signIn("spa"),
        open("settings", "spa"),
        submit("settings", "spa", reveal, { step: "show" }),
        submit("settings", "spa", disable, { step: "remove" }),
      ],
      withFactors,
    ),
    scenario(
      "shows a browser what is wrong",
      [
        person(),
        signIn("html"),
        open("settings", "html"),
        submit("settings", "html", reveal, { step: "show" }),
        look("settings", { step: "the form after showing" }),
        submit("settings", "html", confirm, { step: "confirm" }),
        look("settings", { step: "the form after confirming" }),
      ],
      withFactors,
    ),
    scenario(
      "keeps the codes that were made last",
      [
        person(),
        signIn("spa"),
        open("settings", "spa"),
        submit("settings", "spa", make, { step: "make", brief: true, keep: codesKept }),
        submit("settings", "spa", make, { step: "make again" }),
        submit("settings", "spa", confirm, { step: "confirm", brief: true }),
        firstFactor("native"),
        secondFactor("native"),
        prove("native", byBackupCode("{{backup-0}}"), { step: "a code of the first ones", fails: true }),
      ],
      withFactors,
    ),
    scenario(
      "keeps the old codes until new ones are confirmed",
      [
        person(),
        signIn("spa"),
        setUpCodes("spa"),
        open("settings", "spa"),
        submit("settings", "spa", make, { step: "make new ones" }),
        firstFactor("native"),
        secondFactor("native", { flow: "old" }),
        prove("native", byBackupCode("{{backup-0}}"), { flow: "old", step: "an old code", brief: true }),
        submit("settings", "spa", confirm, { step: "confirm the new ones" }),
        firstFactor("native"),
        secondFactor("native", { flow: "then" }),
        prove("native", byBackupCode("{{backup-1}}"), {
          flow: "then",
          step: "an old code then",
          fails: true,
        }),
      ],
      withFactors,
    ),
    scenario(
      "does not confirm codes in another form than the one that showed them",
      [
        person(),
        signIn("spa"),
        open("settings", "spa"),
        open("settings", "spa", { flow: "other" }),
        submit("settings", "spa", make, { step: "make", brief: true }),
        submit("settings", "spa", confirm, { step: "confirm in the other form", flow: "other" }),
        submit("settings", "spa", confirm, { step: "confirm", brief: true }),
        submit("settings", "spa", confirm, { step: "confirm once more" }),
      ],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `shows ${inWords[as]} which codes are used`,
        [
          owner("codes"),
          firstFactor(as),
          secondFactor(reader(as)),
          prove(reader(as), byBackupCode("{{backup-0}}"), { step: "use one", brief: true }),
          open("settings", as),
          submit("settings", as, reveal, { step: "show", ...own(as) }),
          ...(as === "html" ? [look("settings")] : []),
          identityWithCodes,
        ],
        withFactors,
      ),
    ),
    scenario(
      "does one thing when asked for several",
      [
        person(),
        signIn("spa"),
        setUpCodes("spa"),
        open("settings", "spa"),
        submit("settings", "spa", { ...make, ...reveal }, { step: "show and make" }),
        submit("settings", "spa", { ...make, ...disable }, { step: "make and remove" }),
      ],
      withFactors,
    ),
    scenario(
      "does nothing when asked for nothing",
      [
        person(),
        signIn("spa"),
        open("settings", "spa"),
        submit("settings", "spa", { method: "lookup_secret" }, { step: "the method alone" }),
        submit("settings", "spa", { ...make, lookup_secret_regenerate: false }, { step: "not to be made" }),
        submit("settings", "spa", { ...make, lookup_secret_regenerate: "true" }, { step: "as text" }),
        submit("settings", "spa", { lookup_secret_regenerate: true }, { step: "without a method" }),
      ],
      withFactors,
    ),
    scenario(
      "is not touched from another site",
      [
        person(),
        signIn("spa"),
        open("settings", "spa"),
        submit("settings", "spa", make, { csrf: null, step: "without a token" }),
        submit("settings", "spa", make, { csrf: "bm90IGEgdG9rZW4=", step: "with a wrong one" }),
      ],
      withFactors,
    ),
    scenario("does nothing where it is switched off", [
      person(),
      signIn("spa"),
      open("settings", "spa"),
      submit("settings", "spa", make, { step: "make" }),
      submit("settings", "spa", { method: "lookup_secret" }, { step: "the method alone" }),
    ]),
  ],
};
