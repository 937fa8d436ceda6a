import type { Topic } from "../../lib/scenario";
import { address, mail, request, start, submit, whoami, look } from "../steps";
import { identity, person, scenario, signIn } from "./steps";

const unknownId = "11111111-1111-4111-8111-111111111111";
const of = (who: string) => ({ schema_id: "default", traits: { email: address(who) } });
const alone = { alone: true };

export const v0alpha2Identities: Topic = {
  topic: "v0alpha2/identities",
  scenarios: [
    scenario("creates an identity", [
      request("create", "admin", "POST /identities", { json: of("ada"), keep: { ada: "body.id" } }),
      request("read it", "admin", "GET /identities/{{ada}}"),
    ]),
    scenario("creates an inactive identity", [
      request("create", "admin", "POST /identities", { json: { ...of("ada"), state: "inactive" } }),
    ]),
    scenario("creates an identity of the default schema where none is named", [
      request("create", "admin", "POST /identities", { json: { traits: { email: address("ada") } } }),
    ]),
    scenario("sets no credentials", [
      request("create", "admin", "POST /identities", {
        json: { ...of("ada"), credentials: { password: { config: { password: "violet-meadow-1947" } } } },
      }),
      start("login", "spa"),
      submit("login", "spa", {
        method: "password",
        password_identifier: address("ada"),
        password: "violet-meadow-1947",
      }),
    ]),
    scenario("refuses what is no identity", [
      request("without traits", "admin", "POST /identities", { json: { schema_id: "default" } }),
      request("with wrong traits", "admin", "POST /identities", {
        json: { schema_id: "default", traits: { email: "ada" } },
      }),
      request("with an unknown trait", "admin", "POST /identities", {
        json: { schema_id: "default", traits: { email: address("ada"), age: 3 } },
      }),
      request("of an unknown schema", "admin", "POST /identities", {
        json: { ...of("ada"), schema_id: "unknown" },
      }),
      request("in an unknown state", "admin", "POST /identities", {
        json: { ...of("ada"), state: "asleep" },
      }),
      request("no object", "admin", "POST /identities", { json: [] }),
      request("no JSON", "admin", "POST /identities", {
        raw: "{",
        headers: { "content-type": "application/json" },
      }),
    ]),
    scenario("refuses a taken address", [
      identity(),
      request("once more", "admin", "POST /identities", { json: of("ada") }),
    ]),
    scenario("reads an identity with a password", [
      person(),
      request("read", "admin", "GET /identities/{{ada}}"),
      request("with a credential", "admin", "GET /identities/{{ada}}?include_credential=oidc"),
    ]),
    scenario("knows no other identity", [
      request("read", "admin", `GET /identities/${unknownId}`),
      request("read what is no id", "admin", "GET /identities/ada"),
      request("update", "admin", `PUT /identities/${unknownId}`, { json: { ...of("ada"), state: "active" } }),
    ]),
    scenario("updates an identity", [
      identity(),
      request("update", "admin", "PUT /identities/{{ada}}", {
        json: { ...of("lovelace"), state: "active" },
      }),
      request("read", "admin", "GET /identities/{{ada}}"),
    ]),
    scenario("wants the whole identity for an update", [
      identity(),
      request("without a state", "admin", "PUT /identities/{{ada}}", { json: of("lovelace") }),
      request("without a schema", "admin", "PUT /identities/{{ada}}", {
        json: { traits: { email: address("lovelace") }, state: "active" },
      }),
      request("without traits", "admin", "PUT /identities/{{ada}}", {
        json: { schema_id: "default", state: "active" },
      }),
      request("no JSON", "admin", "PUT /identities/{{ada}}", {
        raw: "{",
        headers: { "content-type": "application/json" },
      }),
    ]),
    scenario("changes the state and the schema of an identity", [
      identity(),
      request("update", "admin", "PUT /identities/{{ada}}", { json: { ...of("ada"), state: "inactive" } }),
      request("read", "admin", "GET /identities/{{ada}}"),
    ]),
    scenario("signs in no inactive identity and ends its sessions", [
      person(),
      signIn("spa"),
      request("update", "admin", "PUT /identities/{{ada}}", {
        json: { ...of("ada"), state: "inactive" },
        brief: true,
      }),
      whoami("spa"),
      start("login", "native"),
      submit("login", "native", {
        method: "password",
        password_identifier: address("ada"),
        password: "violet-meadow-1947",
      }),
    ]),
    scenario("keeps the password through an update", [
      person(),
      request("update", "admin", "PUT /identities/{{ada}}", {
        json: { ...of("ada"), state: "active" },
        brief: true,
      }),
      start("login", "native"),
      submit(
        "login",
        "native",
        {
          method: "password",
          password_identifier: address("ada"),
          password: "violet-meadow-1947",
        },
        { brief: true },
      ),
    ]),
    scenario("refuses to update to a taken address", [
      identity(),
      identity("bob"),
      request("update", "admin", "PUT /identities/{{ada}}", { json: { ...of("bob"), state: "active" } }),
    ]),
    scenario("deletes an identity", [
      identity(),
      request("delete", "admin", "DELETE /identities/{{ada}}"),
      request("read", "admin", "GET /identities/{{ada}}"),
      request("delete again", "admin", "DELETE /identities/{{ada}}"),
      request("delete what is no id", "admin", "DELETE /identities/ada"),
    ]),
    scenario(
      "lists identities by page",
      [
        request("none", "admin", "GET /identities"),
        identity(),
        identity("bob"),
        identity("cleo"),
        request("all", "admin", "GET /identities", { anyOrder: true }),
        request("the first page", "admin", "GET /identities?per_page=2&page=0", {
          anyOrder: true,
          brief: true,
        }),
        request("the second page", "admin", "GET /identities?per_page=2&page=1", { brief: true }),
        request("after the last page", "admin", "GET /identities?per_page=2&page=5"),
        request("odd numbers", "admin", "GET /identities?per_page=0&page=-1", { brief: true }),
        request("no numbers", "admin", "GET /identities?per_page=many&page=first", { anyOrder: true }),
      ],
      alone,
    ),
    scenario("leads from the public port to the admin one", [
      request("list", "spa", "GET /identities"),
      request("read", "spa", `GET /identities/${unknownId}`),
      request("create", "spa", "POST /identities", { json: of("ada") }),
      request("update", "spa", `PUT /identities/${unknownId}`, { json: of("ada") }),
      request("delete", "spa", `DELETE /identities/${unknownId}`),
      request("delete sessions", "spa", `DELETE /identities/${unknownId}/sessions`),
      request("a recovery link", "spa", "POST /recovery/link", { json: { identity_id: unknownId } }),
    ]),
  ],
};

export const v0alpha2AdminSessions: Topic = {
  topic: "v0alpha2/admin",
  scenarios: [
    scenario("ends all sessions of an identity", [
      person(),
      signIn("spa"),
      request("end them", "admin", "DELETE /identities/{{ada}}/sessions"),
      whoami("spa"),
      request("end them again", "admin", "DELETE /identities/{{ada}}/sessions"),
    ]),
    scenario("ends no sessions of nobody", [
      request("unknown", "admin", `DELETE /identities/${unknownId}/sessions`),
      request("no id", "admin", "DELETE /identities/ada/sessions"),
    ]),
    scenario("makes a recovery link", [
      person(),
      request("make it", "admin", "POST /recovery/link", {
        json: { identity_id: "{{ada}}" },
        keep: {
          token: { of: "body.recovery_link", parameter: "token" },
          flow: { of: "body.recovery_link", parameter: "flow" },
        },
      }),
      request("follow it", "html", "GET /self-service/recovery?flow={{flow}}&token={{token}}", {
        keep: { settings: "location.flow" },
      }),
      look("settings", { flow: "settings", step: "the settings" }),
      whoami("spa"),
    ]),
    scenario("makes a recovery link for a while", [
      identity(),
      request("make it", "admin", "POST /recovery/link", {
        json: { identity_id: "{{ada}}", expires_in: "12h" },
      }),
    ]),
    scenario("makes no recovery link for nobody", [
      identity(),
      request("unknown", "admin", "POST /recovery/link", { json: { identity_id: unknownId } }),
      request("no identity", "admin", "POST /recovery/link", { json: {} }),
      request("no id", "admin", "POST /recovery/link", { json: { identity_id: "ada" } }),
      request("a wrong duration", "admin", "POST /recovery/link", {
        json: { identity_id: "{{ada}}", expires_in: "soon" },
      }),
      request("a duration in the past", "admin", "POST /recovery/link", {
        json: { identity_id: "{{ada}}", expires_in: "-1h" },
      }),
      request("no body", "admin", "POST /recovery/link"),
    ]),
    scenario(
      "makes no recovery link where links are switched off",
      [identity(), request("make it", "admin", "POST /recovery/link", { json: { identity_id: "{{ada}}" } })],
      { variant: "v0alpha2-no-methods" },
    ),
    scenario("tells its version", [request("version", "admin", "GET /version", { brief: true })]),
    scenario("verifies an address that the admin API made", [
      identity(),
      start("verification", "native"),
      submit("verification", "native", { method: "link", email: address("ada") }, { brief: true }),
      mail(address("ada"), 1, { token: { parameter: "token" }, link: { parameter: "flow" } }),
      request("follow it", "html", "GET /self-service/verification?flow={{link}}&token={{token}}"),
      request("read", "admin", "GET /identities/{{ada}}"),
    ]),
  ],
};
