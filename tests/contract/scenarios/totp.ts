// The authenticator app in settings: set up, removed. What it is good for at sign-in is in second-factor.ts.
import type { Topic } from "../lib/scenario";
import {
  byTotp,
  code,
  earlierCode,
  laterCode,
  offerTotp,
  open,
  own,
  reader,
  setUpTotp,
  withFactors,
} from "./second-factor-steps";
import {
  address,
  inWords,
  look,
  person,
  request,
  scenario,
  signIn,
  submit,
  ui,
  visitors,
  whoami,
} from "./steps";

const confirm = byTotp(code);
const unlink = { totp_unlink: true };
const identityWithTotp = request(
  "the identity",
  "admin",
  "GET /admin/identities/{{ada}}?include_credential=totp",
);

export const totp: Topic = {
  topic: "totp",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers ${inWords[as]} a secret`,
        [person(), signIn(as), offerTotp(as, { recorded: true })],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is set up by ${inWords[as]} with a code that shows it works`,
        [
          person(),
          signIn(as),
          offerTotp(as),
          submit("settings", as, confirm, own(as)),
          ...(as === "html" ? [look("settings")] : []),
          whoami(reader(as), own(as)),
          identityWithTotp,
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is not set up by ${inWords[as]} with a wrong code`,
        [
          person(),
          signIn(as),
          offerTotp(as),
          submit("settings", as, byTotp("000000"), own(as)),
          ...(as === "html" ? [look("settings")] : []),
          whoami(reader(as), own(as)),
          submit("settings", as, confirm, { ...own(as), step: "then the right one", brief: true }),
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
          setUpTotp(as),
          open("settings", as, { recorded: true }),
          submit("settings", as, unlink, own(as)),
          ...(as === "html" ? [look("settings")] : []),
          whoami(reader(as), own(as)),
          identityWithTotp,
        ],
        withFactors,
      ),
    ),
    scenario(
      "is not set up without a code",
      [
        person(),
        signIn("spa"),
        offerTotp("spa"),
        submit("settings", "spa", { method: "totp" }, { step: "none" }),
        submit("settings", "spa", byTotp(""), { step: "an empty one" }),
        submit("settings", "spa", byTotp("12345"), { step: "a short one" }),
        submit("settings", "spa", byTotp("1234567"), { step: "a long one" }),
        submit("settings", "spa", { method: "totp", totp_code: 123456 }, { step: "a number" }),
        submit("settings", "spa", { totp_code: code }, { step: "without a method" }),
      ],
      withFactors,
    ),
    scenario(
      "is set up with the code of the step before",
      [person(), signIn("spa"), offerTotp("spa"), submit("settings", "spa", byTotp(earlierCode))],
      withFactors,
    ),
    scenario(
      "is set up with the code of the step to come",
      [person(), signIn("spa"), offerTotp("spa"), submit("settings", "spa", byTotp(laterCode))],
      withFactors,
    ),
    scenario(
      "is not set up with codes from farther away",
      [
        person(),
        signIn("spa"),
        offerTotp("spa"),
        submit("settings", "spa", byTotp("{{secret|totp-3}}"), { step: "older" }),
        submit("settings", "spa", byTotp("{{secret|totp+3}}"), { step: "newer" }),
      ],
      withFactors,
    ),
    scenario(
      "is set up with a code between spaces",
      [person(), signIn("spa"), offerTotp("spa"), submit("settings", "spa", byTotp(` ${code} `))],
      withFactors,
    ),
    scenario(
      "is not set up a second time",
      [
        person(),
        signIn("spa"),
        setUpTotp("spa"),
        open("settings", "spa"),
        submit("settings", "spa", byTotp(code)),
        identityWithTotp,
      ],
      withFactors,
    ),
    scenario(
      "is not removed where there is none",
      [
        person(),
        signIn("spa"),
        offerTotp("spa"),
        submit("settings", "spa", unlink, { step: "alone" }),
        submit("settings", "spa", { ...unlink, method: "totp" }, { step: "with a method" }),
        submit("settings", "spa", { totp_unlink: false, method: "totp" }, { step: "not to be removed" }),
      ],
      withFactors,
    ),
    scenario(
      "is removed in words of several types",
      [
        person(),
        signIn("html"),
        setUpTotp("html"),
        open("settings", "html"),
        submit("settings", "html", { totp_unlink: "maybe" }, { step: "maybe" }),
        look("settings", { step: "the form after maybe" }),
        submit("settings", "html", { method: "totp", totp_unlink: "false" }, { step: "false" }),
        look("settings", { step: "the form after false" }),
        open("settings", "html"),
        submit("settings", "html", { method: "profile", totp_unlink: "true" }, { step: "by another method" }),
        look("settings", { step: "the form after another method" }),
      ],
      withFactors,
    ),
    scenario(
      "leads to the address that was asked for",
      [
        person(),
        signIn("html"),
        offerTotp("html", { query: `return_to=${ui}/dashboard` }),
        submit("settings", "html", confirm),
      ],
      withFactors,
    ),
    scenario(
      "is not set up from another site",
      [
        person(),
        signIn("spa"),
        offerTotp("spa"),
        submit("settings", "spa", confirm, { csrf: null, step: "without a token" }),
        submit("settings", "spa", confirm, { csrf: "bm90IGEgdG9rZW4=", step: "with a wrong one" }),
      ],
      withFactors,
    ),
    scenario("is not set up where it is switched off", [
      person(),
      signIn("spa"),
      open("settings", "spa"),
      submit("settings", "spa", byTotp("123456"), { step: "set up" }),
      submit("settings", "spa", unlink, { step: "remove" }),
    ]),
    scenario(
      "goes by the schema for the name of the account",
      [
        person("ada", {
          schema_id: "everything",
          traits: { email: address("ada"), username: "ada-{{run}}", terms: true },
        }),
        signIn("spa"),
        offerTotp("spa"),
        submit("settings", "spa", confirm, { brief: true }),
        identityWithTotp,
      ],
      withFactors,
    ),
  ],
};
