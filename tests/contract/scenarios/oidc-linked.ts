// Linking that asks for nothing, and linking that asks for both factors.
import type { Topic } from "../lib/scenario";
import { back, trip } from "./oidc-steps";
import { code, owner } from "./second-factor-steps";
import { address, inWords, look, password, person, request, scenario, start, submit, whoami } from "./steps";

const browsers = ["html", "spa"] as const;
const right = { method: "password", identifier: address("ada"), password };
const verifiedAddress = { value: address("ada"), verified: true, via: "email", status: "completed" };

export const oidcLinked: Topic = {
  topic: "oidc-linked",
  scenarios: [
    ...(["registration", "login"] as const).flatMap((kind) =>
      [
        { name: "an address that both have verified", isVerified: true, isVouched: true },
        { name: "an address that the account has not verified", isVerified: false, isVouched: true },
        {
          name: "an address that the provider has not verified",
          isVerified: true,
          isVouched: false,
        },
      ].flatMap(({ name, isVerified, isVouched }) =>
        browsers.map((as) =>
          scenario(
            `links, or not, ${name}, where that is automatic, at ${kind} of ${inWords[as]}`,
            [
              person("ada", isVerified ? { verifiable_addresses: [verifiedAddress] } : {}),
              ...trip(kind, as, isVouched ? {} : { more: { "claim.email_verified": "false" } }),
              back(as),
              whoami("spa"),
              request("the credentials", "admin", "GET /admin/identities/{{ada}}"),
            ],
            { variant: "oidc-automatic" },
          ),
        ),
      ),
    ),
    ...browsers.flatMap((as) => [
      scenario(
        `links once ${inWords[as]} has proved both factors`,
        [
          ...owner("totp"),
          ...trip("registration", as),
          back(as, { keep: as === "html" ? { link: "location.flow" } : { link: "body.id" }, brief: true }),
          look("login", { flow: "link", step: "the form to sign in" }),
          submit("login", as, right, { flow: "link", step: "the password" }),
          request("the credentials after one factor", "admin", "GET /admin/identities/{{ada}}"),
          ...start("login", "spa", { query: "aal=aal2", flow: "second", recorded: true }),
          submit(
            "login",
            as,
            { method: "totp", totp_code: code },
            { flow: "second", step: "the second factor" },
          ),
          whoami("spa"),
          request("the credentials after both", "admin", "GET /admin/identities/{{ada}}"),
        ],
        { variant: "oidc-second-factor" },
      ),
      scenario(
        `goes on to the second factor where ${inWords[as]} is led`,
        [
          ...owner("totp"),
          ...trip("registration", as),
          back(as, { keep: as === "html" ? { link: "location.flow" } : { link: "body.id" }, brief: true }),
          look("login", { flow: "link", brief: true }),
          submit("login", as, right, {
            flow: "link",
            step: "the password",
            keep: { second: as === "html" ? "location.flow" : "body.id" },
          }),
          look("login", { flow: "second", step: "the form for the second factor" }),
          submit(
            "login",
            as,
            { method: "totp", totp_code: code },
            { flow: "second", step: "the second factor" },
          ),
          whoami("spa"),
          request("the credentials after both", "admin", "GET /admin/identities/{{ada}}"),
          ...trip("login", "html", { browser: "elsewhere", flow: "again" }),
          back("html", { browser: "elsewhere", step: "come back once linked" }),
        ],
        { variant: "oidc-second-factor" },
      ),
    ]),
  ],
};
