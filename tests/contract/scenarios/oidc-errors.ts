// What goes wrong on the way to a provider and back.
import type { Topic } from "../lib/scenario";
import { atProvider, back, known, leave, trip } from "./oidc-steps";
import { look, refused, request, scenario, start, submit, whoami, type FlowKind } from "./steps";

const variant = { variant: "oidc" };
const route = "/self-service/methods/oidc/callback";

/** Comes back with something wrong; what the form then shows. */
function comesToNothing(kind: FlowKind, name: string, query: Record<string, string>, provider = "peer") {
  return scenario(
    `shows ${name}, at ${kind === "login" ? "sign-in" : "sign-up"}`,
    [
      ...start(kind, "html"),
      leave(kind, "html", { brief: true, provider }),
      atProvider(query),
      back("html"),
      look(kind),
    ],
    variant,
  );
}

export const oidcErrors: Topic = {
  topic: "oidc-errors",
  scenarios: [
    ...(["login", "registration"] as const).flatMap((kind) => [
      comesToNothing(kind, "that the person said no at the provider", { deny: "access_denied" }),
      comesToNothing(kind, "that no code came back", { fault: "no-code" }),
      comesToNothing(kind, "that no id token came", known("ada", { fault: "no-id-token" })),
      comesToNothing(kind, "that the provider cannot answer", known("ada", { fault: "token-500" })),
    ]),
    ...(
      [
        ["an id token of another issuer", "wrong-issuer"],
        ["an id token for another client", "wrong-audience"],
        ["an id token that is over", "expired"],
        ["an id token under another key", "wrong-key"],
      ] as const
    ).map(([name, fault]) => comesToNothing("login", name, known("ada", { fault }))),
    comesToNothing("login", "that there is no subject", { "claim.email": "ada@foyer.example" }),
    comesToNothing("login", "that the mapper fails", known("ada"), "broken"),
    comesToNothing("registration", "that the mapper fails", known("ada"), "broken"),
    comesToNothing("registration", "that the mapper makes no traits", known("ada"), "no-traits"),
    comesToNothing(
      "registration",
      "that the mapper makes metadata that is none",
      known("ada"),
      "bad-metadata",
    ),
    comesToNothing(
      "login",
      "that the userinfo is about somebody else",
      known("ada", { fault: "other-subject" }),
      "info",
    ),
    comesToNothing("login", "that there is no userinfo", known("ada", { fault: "userinfo-500" }), "info"),
    ...(["html", "spa", "native"] as const).map((as) =>
      scenario(
        `tells ${as === "html" ? "a browser" : as === "spa" ? "a script" : "a native client"} that the provider is down`,
        [...start("login", as), ...refused(submit("login", as, { method: "oidc", provider: "down" }))],
        variant,
      ),
    ),
    scenario(
      "shows a script what went wrong",
      [
        ...start("registration", "spa"),
        leave("registration", "spa", { brief: true }),
        atProvider({ deny: "access_denied" }),
        back("spa"),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `takes no state from ${as === "html" ? "a browser" : "a script"} that it has not made`,
        [
          ...refused(request("no state", as, `GET ${route}/peer?code=x`)),
          ...refused(request("a made-up state", as, `GET ${route}/peer?code=x&state=y`)),
          ...refused(request("without a provider", as, `GET ${route}?code=x&state=y`)),
        ],
        variant,
      ),
    ),
    scenario(
      "takes nothing from another browser",
      [
        ...trip("login", "html"),
        ...refused(back("html", { browser: "another" })),
        back("html", { step: "from the browser itself" }),
      ],
      variant,
    ),
    scenario(
      "takes nothing for another provider",
      [
        ...trip("login", "html"),
        ...refused(
          request("come back elsewhere", "html", `GET ${route}/second?code=x&state={{state|url}}`, {}),
        ),
      ].map((step) =>
        "send" in step && step.step === "at the provider"
          ? { ...step, keep: { ...step.keep, state: "location.state" } }
          : step,
      ),
      variant,
    ),
    scenario(
      "takes no state of an earlier attempt",
      [
        ...trip("login", "html"),
        leave("login", "html", { step: "choose again", brief: true }),
        ...refused(back("html")),
      ],
      variant,
    ),
    scenario(
      "signs nobody in twice with one way back",
      [
        ...trip("registration", "html"),
        back("html"),
        back("html", { step: "come back again" }),
        whoami("spa"),
      ],
      variant,
    ),
    scenario(
      "turns a posted way back into one by get",
      [
        ...trip("registration", "html"),
        request("come back by post", "html", `POST ${route}/peer`, {
          form: { code: "some-code", state: "some-state" },
          browser: "the provider",
        }),
      ],
      variant,
    ),
  ],
};
