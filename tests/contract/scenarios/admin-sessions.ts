import type { Topic } from "../lib/scenario";
import { address, bearer, mail, person, request, scenario, signIn, start, submit, whoami } from "./steps";

const unknown = "5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11";

export const adminSessions: Topic = {
  topic: "admin-sessions",
  scenarios: [
    scenario("lists the sessions of an identity", [
      person(),
      signIn("native"),
      signIn("native", { who: "ada", browser: "second" }),
      request("list", "admin", "GET /admin/identities/{{ada}}/sessions"),
      request("active", "admin", "GET /admin/identities/{{ada}}/sessions?active=true", { brief: true }),
      request("inactive", "admin", "GET /admin/identities/{{ada}}/sessions?active=false"),
      request("a page", "admin", "GET /admin/identities/{{ada}}/sessions?page_size=1"),
      request("a bad wish", "admin", "GET /admin/identities/{{ada}}/sessions?active=perhaps"),
    ]),
    scenario("lists no sessions where there are none", [
      person(),
      request("list", "admin", "GET /admin/identities/{{ada}}/sessions"),
      request("of an unknown identity", "admin", `GET /admin/identities/${unknown}/sessions`),
      request("of what is no id", "admin", "GET /admin/identities/not-an-id/sessions"),
    ]),
    scenario("deletes the sessions of an identity", [
      person(),
      signIn("native"),
      request("delete", "admin", "DELETE /admin/identities/{{ada}}/sessions"),
      whoami("native", { ...bearer, brief: true }),
      request("delete again", "admin", "DELETE /admin/identities/{{ada}}/sessions"),
      request("of an unknown identity", "admin", `DELETE /admin/identities/${unknown}/sessions`),
      request("of what is no id", "admin", "DELETE /admin/identities/not-an-id/sessions"),
    ]),
    scenario("shows a session", [
      person(),
      signIn("native"),
      request("plain", "admin", "GET /admin/sessions/{{session}}"),
      request("with its identity", "admin", "GET /admin/sessions/{{session}}?expand=identity"),
      request("with its devices", "admin", "GET /admin/sessions/{{session}}?expand=devices"),
      request("with both", "admin", "GET /admin/sessions/{{session}}?expand=identity&expand=devices"),
      request("with nothing known", "admin", "GET /admin/sessions/{{session}}?expand=nothing"),
      request("in capitals", "admin", "GET /admin/sessions/{{session}}?expand=Devices"),
    ]),
    scenario("has no unknown session", [
      request("get", "admin", `GET /admin/sessions/${unknown}`),
      request("get what is no id", "admin", "GET /admin/sessions/not-an-id"),
      request("delete", "admin", `DELETE /admin/sessions/${unknown}`),
      request("delete what is no id", "admin", "DELETE /admin/sessions/not-an-id"),
      request("extend", "admin", `PATCH /admin/sessions/${unknown}/extend`),
      request("extend what is no id", "admin", "PATCH /admin/sessions/not-an-id/extend"),
    ]),
    scenario("disables a session and keeps it", [
      person(),
      signIn("native"),
      request("disable", "admin", "DELETE /admin/sessions/{{session}}"),
      request("disable again", "admin", "DELETE /admin/sessions/{{session}}"),
      request("get", "admin", "GET /admin/sessions/{{session}}"),
      whoami("native", { ...bearer, brief: true }),
      request("inactive sessions", "admin", "GET /admin/identities/{{ada}}/sessions?active=false", {
        brief: true,
      }),
    ]),
    scenario("extends a session", [
      person(),
      signIn("native"),
      request("extend", "admin", "PATCH /admin/sessions/{{session}}/extend"),
      request("disable", "admin", "DELETE /admin/sessions/{{session}}", { brief: true }),
      request("extend what is disabled", "admin", "PATCH /admin/sessions/{{session}}/extend"),
    ]),
    scenario(
      "lists all sessions",
      [
        person(),
        signIn("native"),
        signIn("native", { who: "ada", browser: "second" }),
        request("plain", "admin", "GET /admin/sessions"),
        request("with everything", "admin", "GET /admin/sessions?expand=identity&expand=devices"),
        request("a page", "admin", "GET /admin/sessions?page_size=1"),
        request("disable one", "admin", "DELETE /admin/sessions/{{session}}", { brief: true }),
        request("active", "admin", "GET /admin/sessions?active=true"),
        request("inactive", "admin", "GET /admin/sessions?active=false"),
        request("a bad token", "admin", "GET /admin/sessions?page_token=nothing", { brief: true }),
        request("too many", "admin", "GET /admin/sessions?page_size=5000", { brief: true }),
        request("no number", "admin", "GET /admin/sessions?page_size=many", { brief: true }),
        request("a bad wish", "admin", "GET /admin/sessions?active=perhaps"),
        request("with nothing known", "admin", "GET /admin/sessions?expand=nothing"),
      ],
      { alone: true },
    ),
    scenario("lists nothing on an empty server", [request("list", "admin", "GET /admin/sessions")], {
      alone: true,
    }),
  ],
};

export const adminRecovery: Topic = {
  topic: "admin-recovery",
  scenarios: [
    scenario("makes a code that leads to the settings", [
      person(),
      request("make a code", "admin", "POST /admin/recovery/code", {
        json: { identity_id: "{{ada}}" },
        keep: { code: "body.recovery_code", flow: { parameter: "flow", of: "body.recovery_link" } },
      }),
      request("its flow", "spa", "GET /self-service/recovery/flows?id={{flow}}"),
      submit("recovery", "spa", { method: "code", code: "{{code}}" }, { step: "the code", csrf: null }),
      request("the identity", "admin", "GET /admin/identities/{{ada}}"),
    ]),
    scenario("makes a code that a form takes without a token", [
      person(),
      request("make a code", "admin", "POST /admin/recovery/code", {
        json: { identity_id: "{{ada}}", expires_in: "2h" },
        keep: { code: "body.recovery_code", flow: { parameter: "flow", of: "body.recovery_link" } },
      }),
      submit("recovery", "html", { method: "code", code: "000000" }, { step: "a wrong code", csrf: null }),
      submit("recovery", "html", { method: "code", code: "{{code}}" }, { step: "the code", csrf: null }),
      submit(
        "recovery",
        "html",
        { method: "code", code: "{{code}}" },
        { step: "the code again", csrf: null },
      ),
    ]),
    scenario("makes a code for a native client", [
      person(),
      request("make a code", "admin", "POST /admin/recovery/code", {
        json: { identity_id: "{{ada}}", flow_type: "api" },
        keep: { code: "body.recovery_code", flow: { parameter: "flow", of: "body.recovery_link" } },
      }),
      request("its flow", "native", "GET /self-service/recovery/flows?id={{flow}}"),
      submit("recovery", "native", { method: "code", code: "{{code}}" }, { step: "the code" }),
    ]),
    scenario("makes a code for a browser by name", [
      person(),
      request("make a code", "admin", "POST /admin/recovery/code", {
        json: { identity_id: "{{ada}}", flow_type: "browser" },
        keep: { flow: { parameter: "flow", of: "body.recovery_link" } },
      }),
      request("its flow", "spa", "GET /self-service/recovery/flows?id={{flow}}"),
    ]),
    scenario("refuses to make a code", [
      person(),
      request("unknown identity", "admin", "POST /admin/recovery/code", { json: { identity_id: unknown } }),
      request("no id", "admin", "POST /admin/recovery/code", { json: {} }),
      request("what is no id", "admin", "POST /admin/recovery/code", { json: { identity_id: "ada" } }),
      request("a bad duration", "admin", "POST /admin/recovery/code", {
        json: { identity_id: "{{ada}}", expires_in: "soon" },
      }),
      request("a duration below zero", "admin", "POST /admin/recovery/code", {
        json: { identity_id: "{{ada}}", expires_in: "-1h" },
      }),
      request("a bad kind of flow", "admin", "POST /admin/recovery/code", {
        json: { identity_id: "{{ada}}", flow_type: "nothing" },
      }),
      request("not JSON", "admin", "POST /admin/recovery/code", {
        raw: "{nothing",
        headers: { "content-type": "application/json" },
      }),
    ]),
    scenario("makes a link that leads to the settings", [
      person(),
      request("make a link", "admin", "POST /admin/recovery/link", {
        json: { identity_id: "{{ada}}", expires_in: "12h" },
        keep: {
          token: { parameter: "token", of: "body.recovery_link" },
          flow: { parameter: "flow", of: "body.recovery_link" },
        },
      }),
      request("follow the link", "html", "GET /self-service/recovery?flow={{flow}}&token={{token}}"),
      whoami("spa"),
      request("follow it again", "html", "GET /self-service/recovery?flow={{flow}}&token={{token}}", {
        browser: "second",
      }),
      request("the identity", "admin", "GET /admin/identities/{{ada}}"),
    ]),
    scenario("makes a link that returns to an address", [
      person(),
      request("allowed", "admin", "POST /admin/recovery/link?return_to=http://localhost:3000/dashboard", {
        json: { identity_id: "{{ada}}" },
      }),
      request("foreign", "admin", "POST /admin/recovery/link?return_to=https://other.example/", {
        json: { identity_id: "{{ada}}" },
      }),
    ]),
    scenario("refuses to make a link", [
      person(),
      request("unknown identity", "admin", "POST /admin/recovery/link", { json: { identity_id: unknown } }),
      request("no id", "admin", "POST /admin/recovery/link", { json: {} }),
      request("a bad duration", "admin", "POST /admin/recovery/link", {
        json: { identity_id: "{{ada}}", expires_in: "soon" },
      }),
      request("a duration below zero", "admin", "POST /admin/recovery/link", {
        json: { identity_id: "{{ada}}", expires_in: "-1h" },
      }),
    ]),
    scenario("makes a code or a link for an inactive identity", [
      person("ada", { state: "inactive" }),
      request("code", "admin", "POST /admin/recovery/code", { json: { identity_id: "{{ada}}" } }),
      request("link", "admin", "POST /admin/recovery/link", { json: { identity_id: "{{ada}}" } }),
    ]),
    scenario(
      "makes a link where recovery goes by link",
      [
        person(),
        request("link", "admin", "POST /admin/recovery/link", { json: { identity_id: "{{ada}}" } }),
        request("code", "admin", "POST /admin/recovery/code", { json: { identity_id: "{{ada}}" } }),
      ],
      { variant: "link" },
    ),
    scenario(
      "takes no code that is over",
      [
        person(),
        start("recovery", "spa"),
        submit("recovery", "spa", { method: "code", email: address("ada") }, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        submit("recovery", "spa", { method: "code", code: "{{code}}" }, { step: "the code" }),
        start("verification", "spa", { flow: "verification" }),
        submit(
          "verification",
          "spa",
          { method: "code", email: address("ada") },
          { flow: "verification", step: "ask to verify", brief: true },
        ),
        mail(address("ada"), 2, { second: "code" }),
        submit(
          "verification",
          "spa",
          { method: "code", code: "{{second}}" },
          { flow: "verification", step: "the code to verify" },
        ),
      ],
      { variant: "too-late" },
    ),
  ],
};

export const courier: Topic = {
  topic: "courier",
  scenarios: [
    scenario("lists the mails to an address", [
      person(),
      start("recovery", "spa"),
      submit("recovery", "spa", { method: "code", email: address("ada") }, { brief: true }),
      mail(address("ada"), 1),
      request("list", "admin", `GET /admin/courier/messages?recipient=${address("ada")}`, {
        keep: { message: "body.0.id" },
      }),
      request("one", "admin", "GET /admin/courier/messages/{{message}}"),
      request("queued", "admin", `GET /admin/courier/messages?status=queued&recipient=${address("ada")}`, {
        brief: true,
      }),
      request("sent", "admin", `GET /admin/courier/messages?status=sent&recipient=${address("ada")}`),
      request("to nobody", "admin", `GET /admin/courier/messages?recipient=${address("nobody")}`),
    ]),
    scenario("refuses to list what cannot be", [
      request("unknown status", "admin", "GET /admin/courier/messages?status=lost"),
      request("a bad token", "admin", "GET /admin/courier/messages?page_token=nothing", { brief: true }),
      request("unknown message", "admin", `GET /admin/courier/messages/${unknown}`),
      request("what is no id", "admin", "GET /admin/courier/messages/not-an-id"),
    ]),
    scenario(
      "lists mails in pages, the newest first",
      [
        person(),
        start("recovery", "spa"),
        submit("recovery", "spa", { method: "code", email: address("ada") }, { brief: true }),
        mail(address("ada"), 1),
        submit("recovery", "spa", { method: "code", email: address("ada") }, { step: "again", brief: true }),
        mail(address("ada"), 2),
        request("all", "admin", "GET /admin/courier/messages"),
        request("first", "admin", "GET /admin/courier/messages?page_size=1"),
      ],
      { alone: true },
    ),
    scenario("lists nothing on an empty server", [request("list", "admin", "GET /admin/courier/messages")], {
      alone: true,
    }),
  ],
};
