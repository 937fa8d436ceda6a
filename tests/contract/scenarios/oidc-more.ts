// Native clients, PKCE and claims, and the admin API's view of providers.
import { createHmac } from "node:crypto";
import type { Topic } from "../lib/scenario";
import { atProvider, back, known, leave, member, trip } from "./oidc-steps";
import { address, look, person, refused, request, scenario, start, submit, whoami } from "./steps";

const variant = { variant: "oidc" };
const exchange = "/sessions/token-exchange";

/** Starts a native flow that ends in a browser: keeps its id and the first half of the code. */
const startWithCode = (kind: "login" | "registration") =>
  request(
    `start ${kind}`,
    "native",
    `GET /self-service/${kind}/api?return_session_token_exchange_code=true&return_to=http%3A%2F%2Flocalhost%3A3000%2Fapp`,
    {
      keep: { flow: "body.id", init: "body.session_token_exchange_code" },
    },
  );

const inBrowser = { headers: { cookie: null }, browser: "of the app" };

export const oidcNative: Topic = {
  topic: "oidc-native",
  scenarios: [
    ...(["login", "registration"] as const).map((kind) =>
      scenario(
        `gives a native client its session after ${kind === "login" ? "a sign-in" : "a sign-up"} in a browser`,
        [
          ...(kind === "login" ? member() : []),
          startWithCode(kind),
          request("too early", "native", `GET ${exchange}?init_code={{init}}&return_to_code=nothing`),
          leave(kind, "native"),
          atProvider(known("ada")),
          back("html", { ...inBrowser, keep: { code: "location.code" } }),
          request("exchange", "native", `GET ${exchange}?init_code={{init}}&return_to_code={{code}}`, {
            keep: { token: "body.session_token" },
          }),
          whoami("native", { headers: { "x-session-token": "{{token}}" } }),
          request("exchange again", "native", `GET ${exchange}?init_code={{init}}&return_to_code={{code}}`),
        ],
        variant,
      ),
    ),
    scenario(
      "signs up whoever signs in with a native client for the first time",
      [
        startWithCode("login"),
        leave("login", "native", { brief: true }),
        atProvider(known("ada")),
        back("html", { ...inBrowser, keep: { code: "location.code" } }),
        request("exchange", "native", `GET ${exchange}?init_code={{init}}&return_to_code={{code}}`),
      ],
      variant,
    ),
    scenario(
      "exchanges nothing without both codes",
      [
        request("no codes", "native", `GET ${exchange}`),
        request("one code", "native", `GET ${exchange}?init_code=x`),
        request("wrong codes", "native", `GET ${exchange}?init_code=x&return_to_code=y`),
      ],
      variant,
    ),
    scenario(
      "needs the code to come back to a native client",
      [
        ...start("login", "native"),
        leave("login", "native", { brief: true }),
        atProvider(known("ada")),
        ...refused(back("html", inBrowser)),
      ],
      variant,
    ),
    scenario(
      "tells a native client's browser that the person said no",
      [
        startWithCode("login"),
        leave("login", "native", { brief: true }),
        atProvider({ deny: "access_denied" }),
        back("html", inBrowser),
        look("login", { as: "native" }),
      ],
      variant,
    ),
    scenario(
      "takes no id token for a provider that has none to check",
      [
        ...start("login", "native"),
        submit("login", "native", {
          method: "oidc",
          provider: "peer",
          id_token: "x.y.z",
          id_token_nonce: "n",
        }),
      ],
      variant,
    ),
    scenario(
      "takes no id token that is none",
      [
        ...start("login", "native"),
        submit("login", "native", {
          method: "oidc",
          provider: "device",
          id_token: "x.y.z",
          id_token_nonce: "n",
        }),
        ...start("registration", "native"),
        submit(
          "registration",
          "native",
          { method: "oidc", provider: "device", id_token: "x.y.z" },
          { step: "sign up" },
        ),
      ],
      variant,
    ),
  ],
};

export const oidcWays: Topic = {
  topic: "oidc-ways",
  scenarios: [
    ...["forced", "never", "plain", "info", "second"].map((provider) =>
      scenario(
        `signs up through the provider "${provider}"`,
        [
          ...start("registration", "spa"),
          leave("registration", "spa", { provider }),
          atProvider(known("ada")),
          back("html"),
          whoami("spa"),
        ],
        variant,
      ),
    ),
    scenario(
      "takes an id token of a native device",
      [
        ...start("registration", "native"),
        submit("registration", "native", {
          method: "oidc",
          provider: "device",
          id_token: deviceToken({ sub: "device-subject", email: "device@foyer.example", nonce: "n" }),
          id_token_nonce: "n",
        }),
        ...start("login", "native"),
        submit(
          "login",
          "native",
          {
            method: "oidc",
            provider: "device",
            id_token: deviceToken({ sub: "device-subject", email: "device@foyer.example", nonce: "n" }),
            id_token_nonce: "n",
          },
          { step: "sign in" },
        ),
        ...start("login", "native", { flow: "other" }),
        submit(
          "login",
          "native",
          {
            method: "oidc",
            provider: "device",
            id_token: deviceToken({ sub: "device-subject", nonce: "n" }),
            id_token_nonce: "other",
          },
          { step: "another nonce", flow: "other" },
        ),
      ],
      { ...variant, alone: true },
    ),
    ...(
      [
        ["another nonce", { nonce: "n" }, "m"],
        ["no nonce of its own", {}, "n"],
        ["a nonce that was not told", { nonce: "n" }, undefined],
        ["no subject", { nonce: "n", sub: "" }, "n"],
      ] as const
    ).map(([name, claims, nonce]) =>
      scenario(
        `refuses a device's id token with ${name}`,
        [
          ...start("login", "native"),
          submit("login", "native", {
            method: "oidc",
            provider: "device",
            id_token: deviceToken({ sub: "device", email: "device@foyer.example", ...claims }),
            ...(nonce !== undefined && { id_token_nonce: nonce }),
          }),
        ],
        variant,
      ),
    ),
    scenario(
      "adds to an id token the traits that are sent with it",
      [
        ...start("registration", "native"),
        submit("registration", "native", {
          method: "oidc",
          provider: "device",
          id_token: deviceToken({ sub: "poor-device", nonce: "n" }),
          id_token_nonce: "n",
        }),
        submit(
          "registration",
          "native",
          {
            method: "oidc",
            provider: "device",
            id_token: deviceToken({ sub: "poor-device", nonce: "n" }),
            id_token_nonce: "n",
            traits: { email: address("ada"), name: { last: "Lovelace" } },
          },
          { step: "with traits" },
        ),
      ],
      { ...variant, alone: true },
    ),
  ],
};

export const oidcAdmin: Topic = {
  topic: "oidc-admin",
  scenarios: [
    scenario(
      "shows the providers of an identity, and its first tokens where they are asked for",
      [
        ...trip("registration", "spa"),
        back("html"),
        whoami("spa", { keep: { ada: "body.identity.id" }, brief: true }),
        request("without", "admin", "GET /admin/identities/{{ada}}"),
        request("with the provider", "admin", "GET /admin/identities/{{ada}}?include_credential=oidc"),
        request("in the list", "admin", "GET /admin/identities?ids={{ada}}&include_credential=oidc"),
        request(
          "found by its identifier",
          "admin",
          "GET /admin/identities?credentials_identifier=peer%3Aada-{{run}}",
        ),
        request("delete without an identifier", "admin", "DELETE /admin/identities/{{ada}}/credentials/oidc"),
        request(
          "delete the last one",
          "admin",
          "DELETE /admin/identities/{{ada}}/credentials/oidc?identifier=peer%3Aada-{{run}}",
        ),
      ],
      variant,
    ),
    scenario(
      "signs in whoever was imported with a provider",
      [
        person("ada", {
          credentials: { oidc: { config: { providers: [{ provider: "peer", subject: "ada-{{run}}" }] } } },
        }),
        ...trip("login", "html"),
        back("html"),
        whoami("spa"),
        request("with the provider", "admin", "GET /admin/identities/{{ada}}?include_credential=oidc"),
      ],
      variant,
    ),
    scenario(
      "takes one of two providers away",
      [
        person("ada", {
          credentials: {
            oidc: {
              config: {
                providers: [
                  { provider: "peer", subject: "ada-{{run}}" },
                  { provider: "second", subject: "two-{{run}}" },
                ],
              },
            },
          },
        }),
        request(
          "delete one",
          "admin",
          "DELETE /admin/identities/{{ada}}/credentials/oidc?identifier=peer%3Aada-{{run}}",
        ),
        request("what is left", "admin", "GET /admin/identities/{{ada}}?include_credential=oidc"),
        ...trip("login", "html"),
        back("html", { keep: { link: "location.flow" } }),
        look("login", { flow: "link" }),
      ],
      variant,
    ),
  ],
};

/** An id token of the provider that tests alone have, under its well-known key. */
function deviceToken(claims: Record<string, string>): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${content}.${createHmac("sha256", "xxxxxxx").update(content).digest("base64url")}`;
}
