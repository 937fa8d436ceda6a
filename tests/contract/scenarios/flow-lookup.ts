// What goes wrong between a flow's id and its flow: unknown, somebody else's, of another kind, over.
import type { Topic } from "../lib/scenario";
import {
  address,
  bearer,
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
  ui,
  visitors,
  type FlowKind,
  type Visitor,
} from "./steps";

const kinds: FlowKind[] = ["login", "registration", "recovery", "verification"];
const unknown = "5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11";

/** A body that would be right for a flow of its kind. */
const bodies = {
  login: { method: "password", identifier: address("ada"), password },
  registration: { method: "password", traits: { email: address("ada") }, password },
  recovery: { method: "code", email: address("ada") },
  verification: { method: "code", email: address("ada") },
  settings: { method: "password", password: otherPassword },
};

/** A lifespan of a millisecond is short, and still not nothing. */
function waitUntilOver(kind: FlowKind, as: Visitor) {
  return look(kind, {
    as: as === "native" ? "native" : "spa",
    keep: {},
    step: "wait until it is over",
    until: 410,
    brief: true,
    ...(kind === "settings" && as === "native" ? bearer : {}),
  });
}

export const flowLookup: Topic = {
  topic: "flow-lookup",
  scenarios: [
    ...kinds.flatMap((kind) => [
      scenario(`fetches no ${kind} flow without an id, with a bad one or an unknown one`, [
        request("none", "spa", `GET /self-service/${kind}/flows`),
        request("malformed", "spa", `GET /self-service/${kind}/flows?id=not-an-id`),
        request("unknown", "spa", `GET /self-service/${kind}/flows?id=${unknown}`),
      ]),
      scenario(`takes no ${kind} form without a flow, with a bad one or an unknown one`, [
        request("none", "spa", `POST /self-service/${kind}`, { json: bodies[kind] }),
        request("malformed", "spa", `POST /self-service/${kind}?flow=not-an-id`, { json: bodies[kind] }),
        request("unknown", "spa", `POST /self-service/${kind}?flow=${unknown}`, { json: bodies[kind] }),
        ...refused(
          request("none, as a form", "html", `POST /self-service/${kind}`, { form: { method: "x" } }),
        ),
        ...refused(
          request("unknown, as a form", "html", `POST /self-service/${kind}?flow=${unknown}`, {
            form: { method: "x" },
          }),
        ),
      ]),
      scenario(`shows a ${kind} flow to its own browser only`, [
        start(kind, "spa"),
        look(kind, { brief: true }),
        look(kind, { step: "without cookies", as: "native" }),
        start(kind, "spa", { browser: "second", flow: "theirs" }),
        look(kind, { step: "with those of another", browser: "second", keep: {} }),
      ]),
      scenario(`shows a native ${kind} flow to whom knows its id`, [
        start(kind, "native"),
        look(kind, { as: "native", brief: true }),
        look(kind, { step: "in a browser", keep: {} }),
      ]),
      scenario(`takes a flow of another kind for no ${kind} flow`, [
        start(kind === "login" ? "registration" : "login", "native"),
        look(kind, { as: "native" }),
        submit(kind, "native", bodies[kind]),
      ]),
    ]),
    ...kinds.flatMap((kind) => [
      ...(["spa", "native"] as const).map((as) =>
        scenario(
          `fetches no ${kind} flow that is over, for ${inWords[as]}`,
          [
            start(kind, as, as === "native" ? {} : { query: `return_to=${ui}/dashboard` }),
            look(kind, { as, keep: {}, until: 410 }),
          ],
          { variant: "expired" },
        ),
      ),
      ...visitors.map((as) =>
        scenario(
          `begins a new ${kind} flow when ${inWords[as]} sends one that is over`,
          [
            request(
              "start",
              as,
              `GET /self-service/${kind}/${as === "native" ? "api" : `browser?return_to=${ui}/dashboard`}`,
              {
                brief: true,
                keep: { flow: as === "html" ? "location.flow" : "body.id" },
              },
            ),
            waitUntilOver(kind, as),
            submit(kind, as, bodies[kind], { csrf: null }),
          ],
          { variant: "expired" },
        ),
      ),
    ]),
    ...(["spa", "native"] as const).map((as) =>
      scenario(
        `fetches no settings flow that is over, for ${inWords[as]}`,
        [
          person(),
          signIn(as),
          start("settings", as, as === "native" ? bearer : { query: `return_to=${ui}/dashboard` }),
          look("settings", { as, keep: {}, until: 410, ...(as === "native" ? bearer : {}) }),
        ],
        { variant: "too-late" },
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `begins a new settings flow when ${inWords[as]} sends one that is over`,
        [
          person(),
          signIn(as),
          request(
            "start",
            as,
            `GET /self-service/settings/${as === "native" ? "api" : `browser?return_to=${ui}/dashboard`}`,
            {
              brief: true,
              keep: { flow: as === "html" ? "location.flow" : "body.id" },
              ...(as === "native" ? bearer : {}),
            },
          ),
          waitUntilOver("settings", as),
          submit("settings", as, bodies.settings, { csrf: null, ...(as === "native" ? bearer : {}) }),
        ],
        { variant: "too-late" },
      ),
    ),
    scenario("fetches no settings flow without an id, with a bad one or an unknown one", [
      person(),
      signIn("spa"),
      request("none", "spa", "GET /self-service/settings/flows"),
      request("malformed", "spa", "GET /self-service/settings/flows?id=not-an-id"),
      request("unknown", "spa", `GET /self-service/settings/flows?id=${unknown}`),
    ]),
    scenario("takes no settings form without a flow, with a bad one or an unknown one", [
      person(),
      signIn("spa"),
      request("none", "spa", "POST /self-service/settings", { json: bodies.settings }),
      request("malformed", "spa", "POST /self-service/settings?flow=not-an-id", { json: bodies.settings }),
      request("unknown", "spa", `POST /self-service/settings?flow=${unknown}`, { json: bodies.settings }),
      ...refused(
        request("none, as a form", "html", "POST /self-service/settings", { form: { method: "x" } }),
      ),
    ]),
    scenario("fetches no settings flow for whom is not signed in", [
      person(),
      signIn("spa"),
      start("settings", "spa"),
      look("settings", { as: "native" }),
      request("submit", "native", "POST /self-service/settings?flow={{flow}}", { json: bodies.settings }),
    ]),
    scenario("takes a flow of another kind for no settings flow", [
      person(),
      start("login", "native", { flow: "login" }),
      signIn("native"),
      look("settings", { as: "native", flow: "login", ...bearer }),
    ]),
  ],
};
