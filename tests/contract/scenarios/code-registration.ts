// Sign-up with a code that is sent: on one page, and as the second of two steps.
import type { JsonValue, Step } from "../lib/scenario";
import type { Topic } from "../lib/scenario";
import { personWithoutPassword, phone } from "./code-steps";
import {
  address,
  inWords,
  look,
  mail,
  password,
  person,
  refused,
  request,
  scenario,
  start,
  submit,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const variant = { variant: "code" };
const twoSteps = { variant: "code-two-step" };
const several = { variant: "code-addresses" };
const pages = ["html", "spa"] as const;

type Traits = { [key: string]: JsonValue };

const email = address("ada");
const traits: Traits = { email, name: { first: "Ada", last: "Byron" } };
const profile = { method: "profile", traits };

function askForCode(
  as: Visitor,
  {
    given = traits,
    brief = true,
    to = email,
    count = 1,
  }: {
    given?: Traits;
    brief?: boolean;
    to?: string;
    count?: number;
  } = {},
): Step[] {
  return [
    submit("registration", as, { method: "code", traits: given }, { step: "ask for a code", brief }),
    ...(as === "html" && !brief ? [look("registration")] : []),
    mail(to, count, { code: "code" }),
  ];
}

function enterCode(
  as: Visitor,
  code = "{{code}}",
  {
    step = "enter it",
    given = traits,
    keep,
  }: { step?: string; given?: Traits; keep?: Record<string, string> } = {},
) {
  return submit("registration", as, { method: "code", traits: given, code }, { step, ...(keep && { keep }) });
}

const identityOf = (as: Visitor) => (as === "html" ? [] : [{ ada: "body.identity.id" }]);

const stored = request("what is stored", "admin", "GET /admin/identities/{{ada}}?include_credential=code");

const wrongOnes = (as: Visitor) =>
  [1, 2, 3, 4, 5].map((count) => ({
    ...enterCode(as, "000000", { step: `wrong ${String(count)}` }),
    brief: true,
  }));

export const codeRegistration: Topic = {
  topic: "code-registration",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `offers a code beside the password to ${inWords[as]}`,
        start("registration", as, { recorded: true }),
        variant,
      ),
    ),
    scenario("offers the code alone", start("registration", "spa", { recorded: true }), {
      variant: "code-alone",
    }),
    ...visitors.map((as) =>
      scenario(
        `sends a code and signs ${inWords[as]} up with it`,
        [
          start("registration", as),
          askForCode(as, { brief: false }),
          enterCode(as),
          ...(as === "native" ? [] : [whoami("spa")]),
        ],
        variant,
      ),
    ),
    scenario(
      "stores the address as proved, and for sign-in by code",
      [
        start("registration", "native"),
        askForCode("native"),
        enterCode("native", "{{code}}", { keep: identityOf("native")[0] ?? {} }),
        stored,
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `names traits that are missing or wrong, for ${inWords[as]}`,
        [
          start("registration", as),
          submit("registration", as, { method: "code" }, { step: "none" }),
          submit(
            "registration",
            as,
            { method: "code", traits: { email: "none", name: { first: "A".repeat(101) } } },
            { step: "wrong ones" },
          ),
          ...(as === "html" ? [look("registration")] : []),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `finds an address taken once the code is right, for ${inWords[as]}`,
        [
          person(),
          start("registration", as),
          askForCode(as),
          enterCode(as),
          ...(as === "html" ? [look("registration")] : []),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `refuses a wrong code of ${inWords[as]}, and takes the right one after it`,
        [
          start("registration", as),
          askForCode(as),
          enterCode(as, "000000", { step: "a wrong one" }),
          ...(as === "html" ? [look("registration")] : []),
          enterCode(as),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `misses the code, for ${inWords[as]}`,
        [
          start("registration", as),
          askForCode(as),
          submit("registration", as, { method: "code", traits }, { step: "none" }),
          enterCode(as, "", { step: "an empty one" }),
          ...(as === "html" ? [look("registration")] : []),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `takes no more than five codes from ${inWords[as]}, not even the right one`,
        [
          start("registration", as),
          askForCode(as),
          ...wrongOnes(as),
          enterCode(as, "{{code}}", { step: "the right one" }),
          ...(as === "html" ? [look("registration")] : []),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends another code to ${inWords[as]}, and the first is void`,
        [
          start("registration", as),
          askForCode(as),
          submit("registration", as, { method: "code", traits, resend: "code" }, { step: "ask again" }),
          ...(as === "html" ? [look("registration")] : []),
          mail(email, 2, { newer: "code" }),
          enterCode(as, "{{code}}", { step: "the first" }),
          enterCode(as, "{{newer}}", { step: "the second" }),
        ],
        variant,
      ),
    ),
    scenario(
      "takes the code with other traits for none",
      [
        start("registration", "spa"),
        askForCode("spa"),
        enterCode("spa", "{{code}}", { step: "another address", given: { email: address("eve") } }),
        enterCode("spa", "{{code}}", { step: "another name", given: { ...traits, name: { first: "Eve" } } }),
        enterCode("spa", "{{code}}", { step: "a trait left out", given: { email } }),
      ],
      variant,
    ),
    scenario(
      "takes the code without traits for none",
      [
        start("registration", "spa"),
        askForCode("spa"),
        submit("registration", "spa", { method: "code", code: "{{code}}" }, { step: "no traits" }),
        enterCode("spa"),
      ],
      variant,
    ),
    scenario(
      "changes the address while it sends again",
      [
        start("registration", "spa"),
        askForCode("spa"),
        submit(
          "registration",
          "spa",
          { method: "code", traits: { email: address("eve") }, resend: "code" },
          { step: "ask again" },
        ),
        mail(address("eve"), 1, { newer: "code" }),
        enterCode("spa", "{{newer}}", { given: { email: address("eve") } }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `finds that a code came too late, for ${inWords[as]}`,
        [start("registration", as), askForCode(as), enterCode(as)],
        { variant: "code-late" },
      ),
    ),
    scenario(
      "takes a code once",
      [
        start("registration", "native"),
        askForCode("native"),
        { ...enterCode("native"), brief: true },
        enterCode("native", "{{code}}", { step: "again" }),
      ],
      variant,
    ),
    ...pages.map((as) =>
      scenario(
        `refuses a wrong token with the traits, from ${inWords[as]}`,
        [
          start("registration", as),
          ...refused(submit("registration", as, { method: "code", traits }, { csrf: "bm90IGEgdG9rZW4=" })),
        ],
        variant,
      ),
    ),
    scenario(
      "refuses a wrong token with the code",
      [
        start("registration", "spa"),
        askForCode("spa"),
        submit(
          "registration",
          "spa",
          { method: "code", traits, code: "{{code}}" },
          { csrf: "bm90IGEgdG9rZW4=" },
        ),
        enterCode("spa"),
      ],
      variant,
    ),
    scenario("does not sign up by code where that is off", [
      start("registration", "spa"),
      submit("registration", "spa", { method: "code", traits }),
    ]),
    scenario(
      "names fields of a wrong type",
      [
        start("registration", "spa"),
        submit("registration", "spa", { method: "code", traits: "ada" }, { step: "a text for traits" }),
        start("registration", "spa"),
        submit("registration", "spa", { method: "code", traits, resend: "mail" }, { step: "another resend" }),
        askForCode("spa"),
        submit("registration", "spa", { method: "code", traits, code: 5 }, { step: "a number for a code" }),
      ],
      variant,
    ),
    scenario(
      "takes a password after a code was sent",
      [
        start("registration", "spa"),
        askForCode("spa"),
        submit(
          "registration",
          "spa",
          { method: "password", traits, password: "short" },
          { step: "a short one" },
        ),
        submit("registration", "spa", { method: "password", traits, password }, { step: "a good one" }),
      ],
      variant,
    ),
    scenario(
      "needs a trait to send a code to",
      [
        start("registration", "spa"),
        submit("registration", "spa", {
          method: "code",
          traits: { username: "ada-{{run}}", email, terms: true, address: { city: "London" } },
        }),
      ],
      { variant: "code-unnamed" },
    ),
    scenario(
      "echoes what goes to the mail's template",
      [
        start("registration", "spa"),
        submit("registration", "spa", { method: "code", traits, transient_payload: { lang: "de" } }),
      ],
      variant,
    ),
    scenario(
      "sends each address a code of its own",
      [
        start("registration", "native"),
        submit(
          "registration",
          "native",
          { method: "code", traits: { email, backup: address("spare"), phone } },
          { step: "ask for a code" },
        ),
        mail(email, 1, { code: "code" }),
        mail(address("spare"), 1, { spare: "code" }),
        mail(phone, 1, { called: "code" }),
        // Which of the other two the answer names first is left to chance.
        {
          ...enterCode("native", "{{spare}}", { given: { email, backup: address("spare"), phone } }),
          brief: true,
        },
      ],
      several,
    ),
    scenario(
      "proves the address alone whose code was entered",
      [
        start("registration", "native"),
        submit(
          "registration",
          "native",
          { method: "code", traits: { email, backup: address("spare") } },
          { step: "ask for a code" },
        ),
        mail(email, 1, { code: "code" }),
        mail(address("spare"), 1, { spare: "code" }),
        enterCode("native", "{{spare}}", {
          given: { email, backup: address("spare") },
          keep: { ada: "body.identity.id" },
        }),
        stored,
      ],
      several,
    ),
    scenario(
      "signs up by phone",
      [
        start("registration", "native"),
        submit(
          "registration",
          "native",
          { method: "code", traits: { email, phone } },
          { step: "ask for a code" },
        ),
        mail(phone, 1, { code: "code" }),
        enterCode("native", "{{code}}", { given: { email, phone }, keep: { ada: "body.identity.id" } }),
        stored,
      ],
      several,
    ),
    scenario(
      "takes a phone number that is none for a mistake",
      [
        start("registration", "spa"),
        submit(
          "registration",
          "spa",
          { method: "code", traits: { email, phone: "12" } },
          { step: "ask for a code" },
        ),
      ],
      several,
    ),
    ...visitors.map((as) =>
      scenario(
        `begins with the profile, then asks ${inWords[as]} how to sign in`,
        [
          start("registration", as, { recorded: true }),
          submit("registration", as, profile, { step: "the profile" }),
          ...(as === "html" ? [look("registration")] : []),
          askForCode(as, { brief: false }),
          enterCode(as),
        ],
        twoSteps,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `goes back from the code to the choice, for ${inWords[as]}`,
        [
          start("registration", as),
          submit("registration", as, profile, { step: "the profile", brief: true }),
          askForCode(as),
          submit(
            "registration",
            as,
            { method: "profile", screen: "credential-selection", traits },
            { step: "back to the choice" },
          ),
          ...(as === "html" ? [look("registration")] : []),
          submit(
            "registration",
            as,
            { method: "profile", screen: "previous", traits },
            { step: "back to the profile" },
          ),
          ...(as === "html" ? [look("registration", { step: "the profile again" })] : []),
        ],
        twoSteps,
      ),
    ),
    scenario(
      "goes back from the code by the button alone, and takes another code",
      [
        start("registration", "html"),
        submit("registration", "html", profile, { step: "the profile", brief: true }),
        askForCode("html"),
        submit(
          "registration",
          "html",
          { screen: "credential-selection", traits },
          { step: "back to the choice" },
        ),
        look("registration"),
        askForCode("html", { count: 2, brief: false }),
        enterCode("html"),
      ],
      twoSteps,
    ),
    scenario(
      "goes back from the code to the profile at once",
      [
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        askForCode("spa"),
        submit("registration", "spa", { screen: "previous", traits }, { step: "back to the profile" }),
      ],
      twoSteps,
    ),
    scenario(
      "sends a code without the second step",
      [start("registration", "spa"), askForCode("spa", { brief: false }), enterCode("spa")],
      twoSteps,
    ),
    scenario(
      "refuses a wrong code in two steps",
      [
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        askForCode("spa"),
        enterCode("spa", "000000", { step: "a wrong one" }),
      ],
      twoSteps,
    ),
    scenario(
      "sends again in two steps",
      [
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        askForCode("spa"),
        submit("registration", "spa", { method: "code", traits, resend: "code" }, { step: "ask again" }),
      ],
      twoSteps,
    ),
    scenario(
      "finds an address taken in two steps",
      [
        personWithoutPassword(),
        start("registration", "spa"),
        submit("registration", "spa", profile, { step: "the profile", brief: true }),
        askForCode("spa"),
        enterCode("spa"),
      ],
      twoSteps,
    ),
  ],
};
