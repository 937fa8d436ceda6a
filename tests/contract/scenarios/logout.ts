import type { Topic } from "../lib/scenario";
import { bearer, person, request, scenario, signIn, ui, whoami, withError } from "./steps";

const begin = request("ask for the sign-out link", "spa", "GET /self-service/logout/browser", {
  keep: { logout: "body.logout_token" },
});

export const logout: Topic = {
  topic: "logout",
  scenarios: [
    scenario("gives a script the link to sign out, and signs it out", [
      person(),
      signIn("spa"),
      begin,
      request("sign out", "spa", "GET /self-service/logout?token={{logout}}"),
      whoami("spa"),
    ]),
    scenario("gives a browser the link as JSON too, and leads it on", [
      person(),
      signIn("html"),
      { ...begin, as: "html" },
      request("sign out", "html", "GET /self-service/logout?token={{logout}}"),
      whoami("spa"),
    ]),
    scenario("returns to the address given when the link was asked for", [
      person(),
      signIn("html"),
      request("ask for the sign-out link", "spa", `GET /self-service/logout/browser?return_to=${ui}/bye`, {
        keep: { logout: "body.logout_token", link: "body.logout_url" },
      }),
      request("sign out", "html", `GET /self-service/logout?token={{logout}}&return_to=${ui}/bye`),
    ]),
    scenario("refuses to return to a foreign address", [
      person(),
      signIn("html"),
      request(
        "ask for the link",
        "spa",
        "GET /self-service/logout/browser?return_to=https://other.example/",
        {
          brief: true,
        },
      ),
      { ...begin, brief: true },
      request(
        "sign out",
        "html",
        "GET /self-service/logout?token={{logout}}&return_to=https://other.example/",
      ),
    ]),
    scenario("refuses a wrong token and keeps the session", [
      person(),
      signIn("spa"),
      request("script", "spa", "GET /self-service/logout?token=ory_lo_wrong"),
      ...withError(request("browser", "html", "GET /self-service/logout?token=ory_lo_wrong")),
      whoami("spa", { brief: true }),
    ]),
    scenario("refuses another session's token", [
      person(),
      person("bob"),
      signIn("spa"),
      signIn("spa", { who: "bob", browser: "second" }),
      begin,
      request("sign out", "spa", "GET /self-service/logout?token={{logout}}", { browser: "second" }),
      whoami("spa", { brief: true }),
    ]),
    scenario("asks for a token", [
      person(),
      signIn("spa"),
      request("script", "spa", "GET /self-service/logout"),
      ...withError(request("browser", "html", "GET /self-service/logout")),
    ]),
    scenario("has no link for whom is not signed in", [
      request("script", "spa", "GET /self-service/logout/browser"),
      ...withError(request("browser", "html", "GET /self-service/logout/browser")),
    ]),
    scenario("does not sign out whom is not signed in", [
      request("script", "spa", "GET /self-service/logout?token=ory_lo_any"),
      request("browser", "html", "GET /self-service/logout?token=ory_lo_any"),
      request("browser without a token", "html", "GET /self-service/logout"),
    ]),
    scenario("is answered when the link is used again", [
      person(),
      signIn("html"),
      { ...begin, brief: true },
      request("sign out", "html", "GET /self-service/logout?token={{logout}}", { brief: true }),
      request("again", "html", "GET /self-service/logout?token={{logout}}"),
      request("again as a script", "spa", "GET /self-service/logout?token={{logout}}"),
    ]),
    scenario("leaves other sessions of the person alone", [
      person(),
      signIn("spa"),
      signIn("native"),
      { ...begin, brief: true },
      request("sign out", "spa", "GET /self-service/logout?token={{logout}}", { brief: true }),
      whoami("native", { ...bearer, brief: true }),
    ]),
    scenario("signs out on a head request", [
      person(),
      signIn("spa"),
      { ...begin, brief: true },
      request("head", "spa", "HEAD /self-service/logout?token={{logout}}"),
      whoami("spa", { brief: true }),
    ]),
    scenario("signs out on a prefetch", [
      person(),
      signIn("html"),
      { ...begin, brief: true },
      request("prefetch", "html", "GET /self-service/logout?token={{logout}}", {
        headers: { "sec-purpose": "prefetch" },
      }),
      whoami("spa", { brief: true }),
    ]),
    scenario("signs out a native client by its token", [
      person(),
      signIn("native"),
      request("sign out", "native", "DELETE /self-service/logout/api", {
        json: { session_token: "{{token}}" },
      }),
      whoami("native", { ...bearer, brief: true }),
      request("again", "native", "DELETE /self-service/logout/api", { json: { session_token: "{{token}}" } }),
    ]),
    scenario("refuses an unknown token of a native client", [
      request("unknown", "native", "DELETE /self-service/logout/api", {
        json: { session_token: "ory_st_unknown" },
      }),
    ]),
    scenario("refuses a native client without a token", [
      request("empty object", "native", "DELETE /self-service/logout/api", { json: {} }),
      request("empty token", "native", "DELETE /self-service/logout/api", { json: { session_token: "" } }),
    ]),
    scenario("refuses what a native client should not send", [
      request("no body", "native", "DELETE /self-service/logout/api"),
      request("not JSON", "native", "DELETE /self-service/logout/api", {
        raw: "{nothing",
        headers: { "content-type": "application/json" },
      }),
      request("unknown key", "native", "DELETE /self-service/logout/api", { json: { token: "x" } }),
      request("token of a wrong type", "native", "DELETE /self-service/logout/api", {
        json: { session_token: 5 },
      }),
    ]),
    scenario("does not take a post", [request("post", "spa", "POST /self-service/logout?token=x")]),
  ],
};
