// Assurance level 2: when it is asked for, how it is reached, what it opens.
import type { Topic } from "../lib/scenario";
import {
  byBackupCode,
  byTotp,
  code,
  earlierCode,
  firstFactor,
  laterCode,
  open,
  own,
  owner,
  prove,
  reader,
  secondFactor,
  setUpCodes,
  setUpTotp,
  withFactors,
} from "./second-factor-steps";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  otherPassword,
  password,
  person,
  refused,
  request,
  scenario,
  signIn,
  start,
  submit,
  ui,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const startPath = (as: Visitor, kind = "login") =>
  `/self-service/${kind}/${as === "native" ? "api" : "browser"}`;
const optional = { variant: "optional-second-factor" };
const right = { method: "password", identifier: address("ada"), password };

export const secondFactorTopic: Topic = {
  topic: "second-factor",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `is asked of ${inWords[as]} after the password`,
        [owner("totp"), firstFactor(as, { recorded: true })],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is asked of ${inWords[as]} after the password, with the way back`,
        [owner("totp"), firstFactor(as, { recorded: true, query: `return_to=${ui}/dashboard` })],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `offers ${inWords[as]} what is set up`,
        [owner("totp", "codes"), firstFactor(as), secondFactor(as, { recorded: true })],
        withFactors,
      ),
    ),
    scenario(
      "offers only what is set up",
      [owner("codes"), firstFactor("spa"), secondFactor("spa", { recorded: true })],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `takes the app's code from ${inWords[as]}`,
        [
          owner("totp"),
          firstFactor(as),
          secondFactor(as),
          prove(as, byTotp(code)),
          whoami(reader(as), own(as)),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `takes a backup code from ${inWords[as]}`,
        [
          owner("codes"),
          firstFactor(as),
          secondFactor(as),
          prove(as, byBackupCode("{{backup-0}}")),
          whoami(reader(as), own(as)),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `does not take a wrong code of the app from ${inWords[as]}`,
        [
          owner("totp", "codes"),
          firstFactor(as),
          secondFactor(as),
          prove(as, byTotp("000000"), { fails: true }),
          ...(as === "html" ? [look("login")] : []),
          prove(as, byTotp(code), { step: "then the right one", brief: true }),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `does not take a wrong backup code from ${inWords[as]}`,
        [
          owner("totp", "codes"),
          firstFactor(as),
          secondFactor(as),
          prove(as, byBackupCode("nonesuch"), { fails: true }),
          ...(as === "html" ? [look("login")] : []),
          prove(as, byBackupCode("{{backup-0}}"), { step: "then a right one", brief: true }),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `does not take a backup code twice from ${inWords[as]}`,
        [
          owner("codes"),
          firstFactor(as),
          secondFactor(as),
          prove(as, byBackupCode("{{backup-0}}"), { step: "first", brief: true }),
          firstFactor("spa", { browser: "another" }),
          start("login", "spa", { browser: "another", query: "aal=aal2", flow: "again" }),
          submit("login", "spa", byBackupCode("{{backup-0}}"), {
            browser: "another",
            flow: "again",
            step: "again",
          }),
        ],
        withFactors,
      ),
    ),
    scenario(
      "names what is missing of a code",
      [
        owner("totp", "codes"),
        firstFactor("spa"),
        secondFactor("spa"),
        prove("spa", { method: "totp" }, { step: "no code of the app" }),
        prove("spa", byTotp(""), { step: "an empty code of the app" }),
        prove("spa", byTotp("123"), { step: "a short code of the app" }),
        prove("spa", byTotp("1234567"), { step: "a long code of the app" }),
        prove("spa", { method: "lookup_secret" }, { step: "no backup code" }),
        prove("spa", byBackupCode(""), { step: "an empty backup code" }),
        prove("spa", {}, { step: "no method" }),
      ],
      withFactors,
    ),
    scenario(
      "names to a browser what is missing of a code",
      [
        owner("totp", "codes"),
        firstFactor("html"),
        secondFactor("html"),
        prove("html", byTotp("123"), { step: "a short code of the app" }),
        look("login", { step: "the form after a short code" }),
        prove("html", byBackupCode(""), { step: "an empty backup code" }),
        look("login", { step: "the form after an empty backup code" }),
      ],
      withFactors,
    ),
    scenario(
      "takes odd types for none",
      [
        owner("totp", "codes"),
        firstFactor("spa"),
        secondFactor("spa"),
        prove("spa", { method: "totp", totp_code: 123456 }, { step: "a number for the app's code" }),
        prove("spa", { method: "lookup_secret", lookup_secret: ["x"] }, { step: "a list for a backup code" }),
      ],
      withFactors,
    ),
    scenario(
      "is not there for whom has not set it up",
      [
        owner("codes"),
        firstFactor("spa"),
        secondFactor("spa"),
        prove("spa", byTotp("123456"), { step: "the app's code" }),
      ],
      withFactors,
    ),
    scenario(
      "is not there without backup codes",
      [
        owner("totp"),
        firstFactor("spa"),
        secondFactor("spa"),
        prove("spa", byBackupCode("nonesuch"), { step: "a backup code" }),
      ],
      withFactors,
    ),
    scenario(
      "takes codes of the steps before and after",
      [
        owner("codes"),
        setUpTotp("native"),
        firstFactor("spa"),
        secondFactor("spa"),
        prove("spa", byTotp("{{secret|totp-3}}"), { step: "too old" }),
        prove("spa", byTotp("{{secret|totp+3}}"), { step: "too new" }),
        prove("spa", byTotp(laterCode), { step: "the one to come" }),
      ],
      withFactors,
    ),
    scenario(
      "takes the app's code once",
      [
        owner("totp"),
        firstFactor("native"),
        secondFactor("native", { flow: "one" }),
        prove("native", byTotp(code), { flow: "one", step: "first", brief: true }),
        firstFactor("native"),
        secondFactor("native", { flow: "two" }),
        prove("native", byTotp(code), { flow: "two", step: "again", fails: true }),
      ],
      withFactors,
    ),
    scenario(
      "takes the code once that set the app up",
      [
        owner("totp"),
        firstFactor("native"),
        secondFactor("native"),
        prove("native", byTotp(earlierCode), { fails: true }),
      ],
      withFactors,
    ),
    scenario(
      "does not take a first factor for a second",
      [owner("totp"), firstFactor("spa"), secondFactor("spa"), submit("login", "spa", right)],
      withFactors,
    ),
    scenario(
      "is no first factor",
      [
        owner("totp", "codes"),
        start("login", "spa"),
        submit("login", "spa", byTotp(code), { step: "the app's code" }),
        submit("login", "spa", byBackupCode("{{backup-0}}"), { step: "a backup code" }),
      ],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `is wanted of ${inWords[as]} before anybody is told who it is`,
        [
          owner("totp"),
          firstFactor(as),
          whoami(as, own(as)),
          request("the other sessions", as, "GET /sessions", own(as)),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is wanted of ${inWords[as]} before the settings`,
        [
          owner("totp"),
          firstFactor(as),
          request("start settings", as, `GET ${startPath(as, "settings")}`, own(as)),
          request(
            "start settings with a way back",
            as,
            `GET ${startPath(as, "settings")}?return_to=${ui}/dashboard`,
            own(as),
          ),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is wanted of ${inWords[as]} before settings that were begun without`,
        [
          person(),
          signIn(as),
          open("settings", as),
          ...(as === "native"
            ? [...signIn("native", { browser: "other" }), ...setUpElsewhere()]
            : [...signIn("native"), ...setUpTotp("native")]),
          look("settings", { as: reader(as), step: "the form", ...own(as), keepNothing: true }),
          submit(
            "settings",
            as,
            { method: "password", password: otherPassword },
            as === "native" ? bearer : {},
          ),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is not asked twice of ${inWords[as]}`,
        [
          owner("totp"),
          firstFactor(as),
          secondFactor(reader(as)),
          prove(reader(as), byTotp(code), { brief: true }),
          request("start again", as, `GET ${startPath(as)}?aal=aal2`, own(as)),
          request(
            "start again with a way back",
            as,
            `GET ${startPath(as)}?aal=aal2&return_to=${ui}/dashboard`,
            own(as),
          ),
          request("start without", as, `GET ${startPath(as)}`, own(as)),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is asked of ${inWords[as]} again with refresh`,
        [
          owner("totp", "codes"),
          firstFactor(as),
          secondFactor(reader(as)),
          prove(reader(as), byTotp(code), { step: "first", brief: true }),
          secondFactor(as, { query: "aal=aal2&refresh=true", recorded: true, flow: "refresh" }),
          prove(as, byTotp(laterCode), { flow: "refresh" }),
          whoami(reader(as), own(as)),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is asked of ${inWords[as]} with refresh, where it was not proved yet`,
        [
          owner("totp"),
          firstFactor(as),
          secondFactor(as, { query: "aal=aal2&refresh=true", recorded: true }),
          prove(as, byTotp(code)),
        ],
        withFactors,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `is kept by ${inWords[as]} when the password is asked again`,
        [
          owner("totp"),
          firstFactor(as),
          secondFactor(reader(as)),
          prove(reader(as), byTotp(code), { step: "first", brief: true }),
          open("login", as, { query: "refresh=true", recorded: true, flow: "refresh" }),
          submit("login", as, right, {
            flow: "refresh",
            ...own(as),
            ...(as === "native" && { keep: { token: "body.session_token" } }),
          }),
          whoami(reader(as), own(as)),
        ],
        withFactors,
      ),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `leads ${inWords[as]} to the address that was asked for`,
        [
          owner("totp"),
          firstFactor(as),
          secondFactor(as, { query: `aal=aal2&return_to=${ui}/dashboard` }),
          prove(as, byTotp(code)),
        ],
        withFactors,
      ),
    ),
    scenario(
      "leads a browser back to the settings that asked for it",
      [
        owner("totp"),
        firstFactor("html"),
        request("start settings", "html", `GET /self-service/settings/browser?return_to=${ui}/dashboard`, {
          keep: { back: "location.return_to" },
        }),
        secondFactor("html", { query: "aal=aal2&return_to={{back|url}}" }),
        prove("html", byTotp(code)),
      ],
      withFactors,
    ),
    scenario(
      "passes over a channel that is nobody's business",
      [
        owner("totp"),
        firstFactor("spa"),
        secondFactor("spa", { query: "aal=aal2&via=email", recorded: true }),
      ],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `is not taken from ${inWords[as]} that has signed out meanwhile`,
        [
          owner("totp"),
          firstFactor(as),
          secondFactor(as),
          as === "native"
            ? request("sign out", as, "DELETE /self-service/logout/api", {
                json: { session_token: "{{token}}" },
                brief: true,
              })
            : request("revoke", "admin", "DELETE /admin/identities/{{ada}}/sessions", { brief: true }),
          ...refused(prove(as, byTotp(code), { fails: true })),
        ],
        withFactors,
      ),
    ),
    scenario(
      "is not taken in the form of another browser",
      [
        owner("totp"),
        firstFactor("spa"),
        secondFactor("spa"),
        firstFactor("spa", { browser: "another" }),
        submit("login", "spa", byTotp(code), { browser: "another" }),
      ],
      withFactors,
    ),
    scenario(
      "is not taken from another site",
      [
        owner("totp", "codes"),
        firstFactor("spa"),
        secondFactor("spa"),
        submit("login", "spa", byTotp(code), { csrf: null, step: "the app's code" }),
        submit("login", "spa", byBackupCode("{{backup-0}}"), { csrf: null, step: "a backup code" }),
      ],
      withFactors,
    ),
    scenario(
      "is not taken a second time with the same form",
      [
        owner("totp"),
        firstFactor("spa"),
        secondFactor("spa"),
        prove("spa", byTotp(code), { step: "first", brief: true }),
        prove("spa", byTotp(laterCode), { step: "again" }),
      ],
      withFactors,
    ),
    ...visitors.map((as) =>
      scenario(
        `may be left out by ${inWords[as]} where level 1 is enough`,
        [
          owner("totp"),
          firstFactor(as, { recorded: true }),
          whoami(reader(as), own(as)),
          open("settings", as, { recorded: true }),
          secondFactor(as, { recorded: true, flow: "second" }),
          prove(as, byTotp(code), { flow: "second" }),
          { ...whoami(reader(as), own(as)), step: "who is signed in then" },
        ],
        optional,
      ),
    ),
    scenario(
      "is no more asked for once it is removed",
      [
        person(),
        signIn("spa"),
        setUpTotp("spa"),
        open("settings", "spa"),
        submit("settings", "spa", { totp_unlink: true }, { brief: true }),
        firstFactor("native", { recorded: true }),
        whoami("native", bearer),
        secondFactor("native", { recorded: true }),
      ],
      withFactors,
    ),
    scenario(
      "is still asked for while another is left",
      [
        person(),
        signIn("spa"),
        setUpTotp("spa"),
        setUpCodes("spa"),
        open("settings", "spa"),
        submit("settings", "spa", { totp_unlink: true }, { brief: true }),
        firstFactor("native", { recorded: true }),
        whoami("native", bearer),
      ],
      withFactors,
    ),
    scenario(
      "stands between a recovered account and its settings",
      [
        owner("totp"),
        start("recovery", "spa", { flow: "recovery" }),
        submit(
          "recovery",
          "spa",
          { method: "code", email: address("ada") },
          { flow: "recovery", step: "ask", brief: true },
        ),
        mail(address("ada"), 2, { sent: "code" }),
        submit(
          "recovery",
          "spa",
          { method: "code", code: "{{sent}}" },
          {
            flow: "recovery",
            step: "the code",
            keep: { flow: { parameter: "flow", of: "body.redirect_browser_to" } },
          },
        ),
        look("settings", { keepNothing: true, step: "the settings" }),
        whoami("spa"),
        secondFactor("spa", { flow: "second" }),
        prove("spa", byTotp(code), { flow: "second" }),
        look("settings", { keepNothing: true, step: "the settings then" }),
      ],
      withFactors,
    ),
    ...(["totp", "lookup_secret"] as const).map((type) =>
      scenario(
        `is removed by whoever administers the service (${type})`,
        [
          owner(type === "totp" ? "totp" : "codes"),
          request("the credentials", "admin", "GET /admin/identities/{{ada}}"),
          request("remove", "admin", `DELETE /admin/identities/{{ada}}/credentials/${type}`),
          request("remove again", "admin", `DELETE /admin/identities/{{ada}}/credentials/${type}`),
          request("the credentials then", "admin", "GET /admin/identities/{{ada}}"),
          firstFactor("native", { recorded: true }),
          whoami("native", bearer),
        ],
        withFactors,
      ),
    ),
    scenario(
      "stays with the account when its traits change",
      [
        owner("totp", "codes"),
        request("change", "admin", "PATCH /admin/identities/{{ada}}", {
          json: [{ op: "add", path: "/traits/name", value: { first: "Ada" } }],
        }),
        firstFactor("spa"),
        whoami("spa"),
      ],
      withFactors,
    ),
    scenario(
      "is not imported",
      [
        request("with an app", "admin", "POST /admin/identities", {
          json: {
            traits: { email: address("ada") },
            credentials: {
              totp: { config: { totp_url: "otpauth://totp/Foyer:ada?secret=GEZDGNBVGY3TQOJQ" } },
            },
          },
        }),
        request("with codes", "admin", "POST /admin/identities", {
          json: {
            traits: { email: address("ada") },
            credentials: { lookup_secret: { config: { recovery_codes: [{ code: "abcd1234" }] } } },
          },
        }),
      ],
      withFactors,
    ),
    scenario(
      "shows in the lists of the service",
      [
        owner("totp", "codes"),
        request("with the app", "admin", "GET /admin/identities?ids={{ada}}&include_credential=totp"),
        request(
          "with the codes",
          "admin",
          "GET /admin/identities?ids={{ada}}&include_credential=lookup_secret",
        ),
        request(
          "with both",
          "admin",
          "GET /admin/identities?ids={{ada}}&include_credential=totp&include_credential=lookup_secret",
        ),
        request("its sessions", "admin", "GET /admin/identities/{{ada}}/sessions"),
      ],
      withFactors,
    ),
  ],
};

function setUpElsewhere() {
  return setUpTotp("native").map((step) =>
    "mailTo" in step ? step : { ...step, headers: { "x-session-token": "{{token-other}}" } },
  );
}
