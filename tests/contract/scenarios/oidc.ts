// Signing in and up through a provider.
import type { Topic } from "../lib/scenario";
import { atProvider, back, known, leave, member, trip } from "./oidc-steps";
import {
  address,
  inWords,
  look,
  otherPassword,
  password,
  person,
  refused,
  request,
  scenario,
  signIn,
  start,
  submit,
  visitors,
  whoami,
} from "./steps";

const variant = { variant: "oidc" };
const browsers = ["html", "spa"] as const;

export const oidcLogin: Topic = {
  topic: "oidc-login",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers ${inWords[as]} the providers and leads to the one that is chosen`,
        [
          ...start("login", as, { recorded: true }),
          ...(as === "html" ? [look("login", { step: "the form" })] : []),
          leave("login", as),
          ...(as === "native" ? [] : [look("login", { step: "the form, waiting" })]),
        ],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `signs ${inWords[as]} in through a provider`,
        [...member(), ...trip("login", as), back(as), whoami("spa")],
        variant,
      ),
    ),
    scenario(
      "signs up whoever is not known yet",
      [...trip("login", "html"), back("html"), whoami("spa")],
      variant,
    ),
    scenario(
      "asks whoever is not known yet for what is missing",
      [
        ...start("login", "html"),
        leave("login", "html", { brief: true }),
        atProvider({ "claim.sub": "ada-{{run}}", "claim.given_name": "Ada" }),
        back("html", { keep: { next: "location.flow" } }),
        look("registration", { flow: "next" }),
      ],
      variant,
    ),
    scenario(
      "returns to where the sign-in was asked for",
      [
        ...member(),
        ...trip("login", "html", { query: "return_to=http%3A%2F%2Flocalhost%3A3000%2Fdashboard" }),
        back("html"),
      ],
      variant,
    ),
    scenario(
      "hands parameters on to the provider, and none that it does not know",
      [
        ...start("login", "html"),
        leave("login", "html", {
          fields: {
            upstream_parameters: { login_hint: "ada@foyer.example", prompt: "select_account", scope: "all" },
          },
        }),
        ...start("login", "spa", { flow: "other" }),
        leave("login", "spa", {
          flow: "other",
          step: "as a script",
          fields: { upstream_parameters: { hd: "foyer.example", acr_values: "high", redirect_uri: "x" } },
        }),
      ],
      variant,
    ),
    scenario(
      "asks for claims where that is configured",
      [...start("login", "spa"), leave("login", "spa", { provider: "second" })],
      variant,
    ),
    ...browsers.map((as) =>
      scenario(
        `proves once more who is signed in, as ${inWords[as]}`,
        [
          ...trip("registration", "html"),
          back("html", { brief: true }),
          ...start("login", as, { query: "refresh=true", recorded: true }),
          ...(as === "html" ? [look("login", { step: "the form" })] : []),
          leave("login", as),
          atProvider(known("ada")),
          back(as, { step: "come back again" }),
          whoami("spa"),
        ],
        variant,
      ),
    ),
    scenario(
      "does not ask for a provider as a second factor",
      [
        person(),
        ...signIn("spa"),
        ...start("login", "spa", { query: "aal=aal2", recorded: true }),
        submit("login", "spa", { method: "oidc", provider: "peer" }),
      ],
      variant,
    ),
    scenario(
      "sends whoever is signed in already back",
      [
        ...member(),
        ...trip("login", "html"),
        ...start("login", "html", { flow: "other" }),
        leave("login", "html", { flow: "other", step: "another time", brief: true }),
        atProvider(known("ada")),
        back("html", { step: "come back for the other", brief: true }),
        leave("login", "html", { step: "choose again" }),
      ],
      variant,
    ),
    scenario(
      "tells a method from a provider",
      [
        ...start("login", "spa"),
        submit("login", "spa", { method: "password", provider: "peer" }, { step: "another method" }),
        submit("login", "spa", { provider: "peer" }, { step: "no method" }),
        submit("login", "spa", { method: "oidc" }, { step: "no provider" }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `does not know a provider that ${inWords[as]} makes up`,
        [
          ...start("login", as),
          ...refused(submit("login", as, { method: "oidc", provider: "nobody" })),
          ...(as === "html" ? [] : [look("login", { as })]),
        ],
        variant,
      ),
    ),
    scenario(
      "takes no form without its token",
      [
        ...start("login", "spa"),
        submit("login", "spa", { method: "oidc", provider: "peer" }, { csrf: null }),
      ],
      variant,
    ),
    scenario(
      "offers no provider where the method is switched off",
      [
        ...start("login", "spa", { recorded: true }),
        submit("login", "spa", { method: "oidc", provider: "peer" }),
        request("come back", "spa", "GET /self-service/methods/oidc/callback/peer?state=x&code=y"),
      ],
      { variant: "oidc-off" },
    ),
  ],
};

export const oidcRegistration: Topic = {
  topic: "oidc-registration",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers ${inWords[as]} the providers to sign up with`,
        [
          ...start("registration", as, { recorded: true }),
          ...(as === "html" ? [look("registration", { step: "the form" })] : []),
          leave("registration", as),
        ],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `signs ${inWords[as]} up through a provider`,
        [
          ...trip("registration", as, { more: { "claim.given_name": "Ada", "claim.team": "engines" } }),
          back(as),
          whoami("spa"),
        ],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `asks ${inWords[as]} for what the provider did not tell`,
        [
          ...start("registration", as),
          leave("registration", as, { brief: true }),
          atProvider({ "claim.sub": "ada-{{run}}", "claim.given_name": "Ada" }),
          back(as),
          look("registration", { step: "the form" }),
          leave("registration", as, {
            step: "fill in the rest",
            fields: { traits: { email: address("ada"), name: { first: "Augusta" } } },
          }),
          atProvider({ "claim.sub": "ada-{{run}}", "claim.given_name": "Ada" }),
          back(as, { step: "come back again" }),
          whoami("spa"),
        ],
        variant,
      ),
    ),
    scenario(
      "shows an address that is none",
      [
        ...start("registration", "html"),
        leave("registration", "html", { brief: true }),
        atProvider({ "claim.sub": "ada-{{run}}", "claim.email": "no-address" }),
        back("html"),
        look("registration", { step: "the form" }),
      ],
      variant,
    ),
    scenario(
      "signs in whoever signed up before",
      [...member(), ...trip("registration", "html"), back("html"), whoami("spa")],
      variant,
    ),
    scenario(
      "leaves an address unverified that the provider has not verified",
      [
        ...trip("registration", "html", { more: { "claim.email_verified": "false" } }),
        back("html"),
        whoami("spa"),
      ],
      variant,
    ),
    ...(["one", "two"] as const).map((steps) =>
      scenario(
        `offers the providers with a sign-up of ${steps === "one" ? "one step" : "two steps"}`,
        [
          ...start("registration", "spa", { recorded: true }),
          ...(steps === "one"
            ? []
            : [
                submit(
                  "registration",
                  "spa",
                  { method: "profile", traits: { email: address("ada") } },
                  { step: "the traits" },
                ),
              ]),
          leave("registration", "spa"),
          atProvider(known("ada")),
          back("spa"),
        ],
        { variant: steps === "one" ? "oidc" : "oidc-two-step" },
      ),
    ),
    scenario(
      "signs nobody in where no hook says so",
      [
        ...trip("registration", "html", { more: { "claim.email_verified": "false" } }),
        back("html"),
        whoami("spa"),
        ...trip("login", "html", { more: { "claim.email_verified": "false" }, flow: "login" }),
        back("html", { step: "come back to sign in" }),
      ],
      { variant: "oidc-hooks" },
    ),
  ],
};

const right = { method: "password", identifier: address("ada"), password };

export const oidcLinking: Topic = {
  topic: "oidc-linking",
  scenarios: [
    ...browsers.flatMap((as) =>
      ["oidc", "oidc-hints"].map((name) =>
        scenario(
          `lets ${inWords[as]} prove an account that has the address${name === "oidc" ? "" : ", with hints"}`,
          [
            person(),
            ...trip("registration", as),
            back(as, { keep: as === "html" ? { link: "location.flow" } : { link: "body.id" } }),
            look("login", { flow: "link", step: "the form to sign in" }),
            submit(
              "login",
              as,
              { ...right, password: otherPassword },
              { flow: "link", step: "wrong password" },
            ),
            look("login", { flow: "link", step: "after the wrong password" }),
            submit("login", as, right, { flow: "link", step: "right password" }),
            whoami("spa"),
            request("the credentials", "admin", "GET /admin/identities/{{ada}}"),
            ...trip("login", "html", { browser: "elsewhere", flow: "again" }),
            back("html", { browser: "elsewhere", step: "come back once linked" }),
          ],
          { variant: name },
        ),
      ),
    ),
    scenario(
      "lets a second provider be linked with the first",
      [
        ...member("ada"),
        ...trip("registration", "html", { provider: "second", more: { "claim.sub": "two-{{run}}" } }),
        back("html", { keep: { link: "location.flow" } }),
        look("login", { flow: "link", step: "the form to sign in" }),
        leave("login", "html", { flow: "link" }),
        atProvider(known("ada")),
        back("html", { step: "come back with the first" }),
        whoami("spa"),
        ...trip("login", "html", {
          browser: "elsewhere",
          flow: "again",
          provider: "second",
          more: { "claim.sub": "two-{{run}}" },
        }),
        back("html", { browser: "elsewhere", step: "come back with the second" }),
      ],
      { variant: "oidc-hints" },
    ),
    scenario(
      "refuses the proof of another account",
      [
        person(),
        person("eve"),
        ...trip("registration", "html"),
        back("html", { keep: { link: "location.flow" }, brief: true }),
        look("login", { flow: "link", brief: true }),
        submit("login", "html", { ...right, identifier: address("eve") }, { flow: "link" }),
        look("login", { flow: "link" }),
        request("the credentials", "admin", "GET /admin/identities/{{ada}}"),
      ],
      variant,
    ),
    scenario(
      "lets an account without a password be proved with its provider",
      [
        ...member("ada"),
        ...trip("login", "html", { provider: "second", more: { "claim.sub": "two-{{run}}" } }),
        back("html", { keep: { link: "location.flow" } }),
        look("login", { flow: "link", step: "the form to sign in" }),
      ],
      { variant: "oidc-hints" },
    ),
  ],
};
