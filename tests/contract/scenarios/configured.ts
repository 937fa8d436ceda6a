// Keys of the configuration that little else shows: attributes of cookies, groups of nodes, schemas to choose from.
import type { Topic } from "../lib/scenario";
import { address, look, password, person, request, scenario, start, submit } from "./steps";

const right = { method: "password", identifier: address("ada"), password };

export const configured: Topic = {
  topic: "configured",
  scenarios: [
    scenario(
      "gives cookies the attributes of both sections",
      [
        person(),
        start("login", "html", { recorded: true }),
        submit("login", "html", right),
        request("ask for the sign-out link", "spa", "GET /self-service/logout/browser", {
          keep: { logout: "body.logout_token" },
          brief: true,
        }),
        request("sign out", "html", "GET /self-service/logout?token={{logout}}"),
      ],
      { variant: "cookie-attributes" },
    ),
    scenario(
      "gives the session's cookie the attributes of all cookies where it has none of its own",
      [person(), start("login", "spa", { recorded: true }), submit("login", "spa", right)],
      { variant: "cookie-defaults" },
    ),
    ...(["html", "spa", "native"] as const).map((as) =>
      scenario(
        `groups traits with the password, for ${as}`,
        [
          start("registration", as, { recorded: true }),
          submit("registration", as, { method: "password", traits: { email: "nobody" }, password }),
          ...(as === "html" ? [look("registration", { flow: "flow", step: "the form" })] : []),
        ],
        { variant: "node-groups" },
      ),
    ),
    scenario("registers in one step in the older words", [start("registration", "spa", { recorded: true })], {
      variant: "older-one-step",
    }),
    ...["everything", "reachable", "nothing", ""].flatMap((schema) =>
      (["registration", "login"] as const).map((kind) =>
        scenario(
          `begins ${kind} with the schema that is named: ${schema === "" ? "none" : schema}`,
          [request("start", "native", `GET /self-service/${kind}/api?identity_schema=${schema}`)],
          { variant: "selectable-schemas" },
        ),
      ),
    ),
    scenario(
      "registers with the schema that was chosen",
      [
        request("start", "native", "GET /self-service/registration/api?identity_schema=everything", {
          keep: { flow: "body.id" },
          brief: true,
        }),
        submit("registration", "native", {
          method: "password",
          traits: { username: "ada-{{run}}" },
          password,
        }),
      ],
      { variant: "selectable-schemas" },
    ),
  ],
};
