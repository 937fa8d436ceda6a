// Signing up and in through a provider, and linking one, there and back. The provider is lib/peer.ts.
import type { Topic } from "../../lib/scenario";
import { atProvider, back, known, leave, member, trip } from "../oidc-steps";
import {
  address,
  inWords,
  look,
  refused,
  request,
  start,
  submit,
  ui,
  visitors,
  whoami,
  withError,
} from "../steps";
import { open } from "../second-factor-steps";
import { person, scenario, signIn } from "./steps";

const withProvider = { variant: "v0alpha2-peer" };
const browsers = ["html", "spa"] as const;
const flows = ["login", "registration"] as const;

export const v0alpha2Providers: Topic = {
  topic: "v0alpha2/providers",
  scenarios: [
    ...visitors.flatMap((as) =>
      flows.map((kind) =>
        scenario(
          `leads ${inWords[as]} to the provider at ${kind}`,
          [start(kind, as), submit(kind, as, { method: "oidc", provider: "peer" })],
          withProvider,
        ),
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `signs ${inWords[as]} up through a provider`,
        [trip("registration", as), back("html"), whoami("spa", { keep: { ada: "body.identity.id" } })],
        withProvider,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `signs ${inWords[as]} in through a provider`,
        [member(), trip("login", as), back("html"), whoami("spa")],
        withProvider,
      ),
    ),
    scenario(
      "signs up at the sign-in whom the provider knows and we do not",
      [trip("login", "html"), back("html"), whoami("spa")],
      withProvider,
    ),
    scenario(
      "leads back to where the sign-up was asked to lead",
      [trip("registration", "html", { query: `return_to=${ui}/dashboard` }), back("html")],
      withProvider,
    ),
    scenario(
      "asks for what the provider did not tell",
      [
        start("registration", "html"),
        leave("registration", "html", { brief: true }),
        atProvider({ "claim.sub": "ada-{{run}}" }),
        back("html"),
        look("registration"),
      ],
      withProvider,
    ),
    scenario(
      "does not sign up with the address of somebody else",
      [person(), trip("registration", "html"), back("html"), look("registration")],
      withProvider,
    ),
    scenario(
      "tells of somebody who said no to the provider",
      [
        start("login", "html"),
        leave("login", "html", { brief: true }),
        atProvider({ deny: "access_denied" }),
        back("html"),
        look("login"),
      ],
      withProvider,
    ),
    scenario(
      "takes nobody's way back in another browser",
      [trip("login", "html"), ...withError({ ...back("html"), browser: "second" })],
      withProvider,
    ),
    scenario(
      "knows no other provider",
      [start("login", "spa"), ...refused(submit("login", "spa", { method: "oidc", provider: "unknown" }))],
      withProvider,
    ),
    scenario(
      "gives the operator what the provider gave",
      [
        trip("registration", "html"),
        back("html", { brief: true }),
        whoami("spa", { brief: true, keep: { ada: "body.identity.id" } }),
        request("with it", "admin", "GET /identities/{{ada}}?include_credential=oidc"),
        request("without it", "admin", "GET /identities/{{ada}}"),
        request("with another", "admin", "GET /identities/{{ada}}?include_credential=password"),
      ],
      withProvider,
    ),
    ...browsers.map((as) =>
      scenario(
        `links a provider for ${inWords[as]}, and takes it away again`,
        [
          person(),
          signIn("spa"),
          open("settings", as),
          leave("settings", as),
          atProvider(known("ada", { "claim.email": address("elsewhere") })),
          back("html", { keep: { flow: "location.flow" } }),
          look("settings"),
          submit("settings", as, { unlink: "peer" }, { step: "take it away" }),
          look("settings", { step: "the settings without it" }),
        ],
        withProvider,
      ),
    ),
    scenario(
      "links no provider that somebody else has linked",
      [
        member("bob"),
        person(),
        signIn("spa"),
        open("settings", "spa"),
        leave("settings", "spa", { brief: true }),
        atProvider(known("bob")),
        back("html", { keep: { flow: "location.flow" } }),
        look("settings"),
      ],
      withProvider,
    ),
    scenario(
      "does not take away the only way in",
      [
        trip("registration", "html"),
        back("html", { brief: true }),
        open("settings", "spa", { recorded: true }),
        submit("settings", "spa", { unlink: "peer" }),
      ],
      withProvider,
    ),
  ],
};
