// Sign-in and sign-up that an OAuth2 server asks for by a login challenge.
import type { ReceivedStep, Step, Topic } from "../lib/scenario";
import { askForCode, enterCode, personWithoutPassword } from "./code-steps";
import { code, setUpTotp } from "./second-factor-steps";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
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
  type Visitor,
} from "./steps";

const pages = ["html", "spa"] as const;
const variant = { variant: "oauth2" };
const right = { method: "password", identifier: address("ada"), password };
const traits = { email: address("ada"), name: { first: "Ada", last: "Byron" } };

const challenge = (kind: string) => `login_challenge=${kind}-{{run}}`;

/** What the OAuth2 server was told of the sign-in. */
const told = (kind = "new", count: ReceivedStep["received"] = 1): ReceivedStep => ({
  step: "what the OAuth2 server was told",
  received: count,
  path: `/hydra/admin/oauth2/auth/requests/login/accept?login_challenge=${kind}-{{run}}`,
});

const begin = (as: Visitor, kind = "new", more = ""): Step[] =>
  start("login", as, { query: `${challenge(kind)}${more}`, recorded: true });

const join = (as: Visitor): Step[] => [
  ...start("registration", as, { query: challenge("new"), recorded: true }),
  submit(
    "registration",
    as,
    { method: "password", traits, password },
    {
      step: "sign up",
      keep:
        as === "html" ? { verification: "location.flow" } : { verification: "body.continue_with.1.flow.id" },
    },
  ),
];

export const oauth2: Topic = {
  topic: "oauth2",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `signs ${inWords[as]} in for an OAuth2 server`,
        [
          person(),
          ...begin(as),
          submit("login", as, right, as === "native" ? { keep: { token: "body.session_token" } } : {}),
          told("new", as === "native" ? "none" : 1),
          whoami(as === "native" ? "native" : "spa", as === "native" ? bearer : {}),
        ],
        variant,
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `keeps the challenge through a wrong password, for ${inWords[as]}`,
        [
          person(),
          ...begin(as),
          submit("login", as, { ...right, password: "wrong" }, { step: "wrong" }),
          look("login"),
          submit("login", as, right, { step: "right" }),
          told(),
        ],
        variant,
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `asks ${inWords[as]} for the password again where the OAuth2 server wants a sign-in`,
        [person(), signIn(as), ...begin(as), submit("login", as, right), told()],
        variant,
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `goes on at once with ${inWords[as]} that the OAuth2 server knows`,
        [
          person(),
          signIn(as),
          request("start login", as, `GET /self-service/login/browser?${challenge("known")}`),
          told("known"),
        ],
        variant,
      ),
    ),
    scenario(
      "shows a form to somebody whom only the OAuth2 server knows",
      [person(), ...begin("spa", "known"), submit("login", "spa", right), told("known")],
      variant,
    ),
    ...pages.map((as) =>
      scenario(
        `tells ${inWords[as]} that the OAuth2 server does not know the challenge`,
        refused(request("start login", as, `GET /self-service/login/browser?${challenge("unknown")}`)),
        variant,
      ),
    ),
    scenario(
      "tells that the challenge is over",
      [
        request("start login", "spa", `GET /self-service/login/browser?${challenge("handled")}`),
        request(
          "start registration",
          "spa",
          `GET /self-service/registration/browser?${challenge("handled")}`,
        ),
      ],
      variant,
    ),
    scenario(
      "tells that the challenge is empty",
      [
        request("start login", "spa", "GET /self-service/login/browser?login_challenge="),
        request("start login natively", "native", "GET /self-service/login/api?login_challenge="),
        request("start registration", "spa", "GET /self-service/registration/browser?login_challenge="),
      ],
      variant,
    ),
    ...pages.map((as) =>
      scenario(
        `tells ${inWords[as]} that the OAuth2 server does not take the sign-in`,
        [person(), ...begin(as, "refused"), ...refused(submit("login", as, right)), whoami("spa")],
        variant,
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `signs ${inWords[as]} up for an OAuth2 server, which is told once the address is verified`,
        [
          ...join(as),
          told("new", "none"),
          mail(address("ada"), 1, { code: "code" }),
          look("verification", { flow: "verification" }),
          submit(
            "verification",
            as,
            { method: "code", code: "{{code}}" },
            { flow: "verification", step: "enter the code" },
          ),
          told(),
        ],
        variant,
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `signs ${inWords[as]} up for an OAuth2 server, which is told at once`,
        [
          ...start("registration", as, { query: challenge("new"), recorded: true }),
          submit("registration", as, { method: "password", traits, password }),
          told(),
          whoami("spa"),
        ],
        { variant: "oauth2-without-verification" },
      ),
    ),
    scenario(
      "keeps the challenge through a sign-up that fails",
      [
        ...start("registration", "spa", { query: challenge("new") }),
        submit("registration", "spa", { method: "password", traits, password: "short" }),
        look("registration"),
      ],
      variant,
    ),
    scenario(
      "takes who is signed in from sign-up to sign-in, or on at once",
      [
        person(),
        signIn("html"),
        request("start registration", "html", `GET /self-service/registration/browser?${challenge("new")}`),
        request("known", "html", `GET /self-service/registration/browser?${challenge("known")}`),
        told("known"),
      ],
      variant,
    ),
    ...pages.map((as) =>
      scenario(
        `returns to the OAuth2 client's request after detours, for ${inWords[as]}`,
        [
          person(),
          ...begin(as, "new", `&return_to=${encodeURIComponent("http://localhost:3000/elsewhere")}`),
          ...start("registration", as, { query: challenge("new"), recorded: true, flow: "sign-up" }),
          submit("login", as, right),
          told(),
          request(
            "start sign-up again",
            "html",
            `GET /self-service/registration/browser?${challenge("new")}`,
          ),
        ],
        { variant: "oauth2-return" },
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `asks ${inWords[as]} for a second factor before the OAuth2 server is told`,
        [
          person(),
          signIn("spa", { browser: "elsewhere" }),
          ...setUpTotp("spa").map((step) => ("send" in step ? { ...step, browser: "elsewhere" } : step)),
          ...begin(as),
          submit("login", as, right, { step: "the password" }),
          told("new", "none"),
          ...start("login", as, { query: `aal=aal2&${challenge("new")}`, recorded: true, flow: "second" }),
          submit("login", as, { method: "totp", totp_code: code }, { step: "the code", flow: "second" }),
          told(),
        ],
        { variant: "oauth2-second-factor" },
      ),
    ),
    ...pages.map((as) =>
      scenario(
        `signs ${inWords[as]} in by a code for an OAuth2 server`,
        [
          personWithoutPassword(),
          ...begin(as),
          askForCode(as, { brief: false }),
          enterCode(as),
          told(),
        ].flat(),
        { variant: "oauth2-code" },
      ),
    ),
  ],
};
