import type { Topic } from "../../lib/scenario";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  password,
  refused,
  request,
  start,
  submit,
  ui,
  visitors,
  whoami,
} from "../steps";
import { person, scenario, signIn } from "./steps";

const right = { method: "password", password, traits: { email: address("ada") } };

export const v0alpha2Registration: Topic = {
  topic: "v0alpha2/registration",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`starts for ${inWords[as]}`, start("registration", as, { recorded: true })),
    ),
    ...visitors.map((as) =>
      scenario(`signs up with a password, for ${inWords[as]}`, [
        start("registration", as),
        submit("registration", as, { ...right, traits: { email: address("ada"), name: { first: "Ada" } } }),
        mail(address("ada"), 1),
        ...(as === "native" ? [] : [whoami("spa")]),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(
        `signs nobody in without the hook, for ${inWords[as]}`,
        [start("registration", as), submit("registration", as, right)],
        { variant: "v0alpha2-without-session" },
      ),
    ),
    ...visitors.map((as) =>
      scenario(`names missing fields to ${inWords[as]}`, [
        start("registration", as),
        submit("registration", as, { method: "password" }),
        ...(as === "html" ? [look("registration")] : []),
      ]),
    ),
    ...visitors.map((as) =>
      scenario(`refuses a taken address, of ${inWords[as]}`, [
        person(),
        start("registration", as),
        submit("registration", as, right),
        ...(as === "html" ? [look("registration")] : []),
      ]),
    ),
    scenario("refuses a short password", [
      start("registration", "spa"),
      submit("registration", "spa", { ...right, password: "kz7" }),
    ]),
    scenario("refuses a password like the address", [
      start("registration", "spa"),
      submit("registration", "spa", { ...right, password: address("ada") }),
    ]),
    scenario("refuses an address that is none", [
      start("registration", "spa"),
      submit("registration", "spa", { ...right, traits: { email: "ada" } }),
    ]),
    scenario("asks for a method when none is named", [
      start("registration", "spa"),
      submit("registration", "spa", { password, traits: right.traits }),
    ]),
    scenario("does not start for a native client who is signed in, with refresh either", [
      person(),
      signIn("native"),
      request("start", "native", "GET /self-service/registration/api?refresh=true", bearer),
    ]),
    ...visitors.map((as) =>
      scenario(`does not start for ${inWords[as]} who is signed in`, [
        person(),
        signIn(as === "native" ? "native" : "spa"),
        request("start", as, `GET /self-service/registration/${as === "native" ? "api" : "browser"}`, {
          ...(as === "native" && bearer),
        }),
      ]),
    ),
    scenario("does not start natively in a browser that is signed in", [
      person(),
      signIn("spa"),
      request("start", "spa", "GET /self-service/registration/api"),
    ]),
    scenario("takes a form of a native client as well", [
      start("registration", "native"),
      request("submit", "native", "POST /self-service/registration?flow={{flow}}", {
        form: { method: "password", password, "traits.email": address("ada"), "traits.name.first": "Ada" },
      }),
    ]),
    scenario("takes no submission of whoever is signed in", [
      person(),
      start("registration", "spa"),
      signIn("spa"),
      submit("registration", "spa", right),
      submit("registration", "html", { method: "password" }, { step: "submit as a page" }),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`does not return ${inWords[as]} to a foreign address`, [
        ...refused(
          request("start", as, "GET /self-service/registration/browser?return_to=https://other.example/"),
        ),
      ]),
    ),
    scenario("sends a browser back to where it wants to", [
      start("registration", "html", { query: `return_to=${ui}/dashboard` }),
      submit("registration", "html", right),
    ]),
    ...(["html", "spa"] as const).map((as) =>
      scenario(`refuses a wrong token from ${inWords[as]}`, [
        start("registration", as),
        ...refused(submit("registration", as, right, { csrf: "bm90IGEgdG9rZW4=" })),
      ]),
    ),
    scenario("refuses a native client with an origin", [
      start("registration", "native"),
      submit("registration", "native", right, { headers: { origin: "https://other.example" } }),
    ]),
    ...visitors.map((as) =>
      scenario(
        `begins anew for ${inWords[as]} when the flow is over`,
        [
          as === "html"
            ? request("start registration", as, "GET /self-service/registration/browser", {
                keep: { flow: "location.flow" },
                brief: true,
              })
            : start("registration", as),
          submit("registration", as, right, { ...(as === "html" && { csrf: null }) }),
        ],
        { variant: "v0alpha2-expired-registration" },
      ),
    ),
    scenario("shows traits of every type", [start("registration", "spa", { recorded: true })], {
      variant: "v0alpha2-everything",
    }),
    scenario(
      "leads where the configuration says after a sign-up",
      [start("registration", "html"), submit("registration", "html", right)],
      { variant: "v0alpha2-tuned" },
    ),
  ],
};
