// Identities as the admin API creates, shows, lists and deletes them.
import type { JsonValue, Topic } from "../lib/scenario";
import {
  address,
  bearer,
  otherPassword,
  password,
  person,
  request,
  scenario,
  signIn,
  start,
  submit,
  whoami,
} from "./steps";

const unknown = "5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11";

/** Hashes of the password that scenarios sign in with. */
const hashes = {
  argon2id:
    "$argon2id$v=19$m=1024,t=1,p=1$v0xbl8iEY0N/55wiWYyMTA$ZkP0VEHtt57EtTmdgrsqPoiR3WWIzcpA5wyitYyuXYY",
  argon2i: "$argon2i$v=19$m=1024,t=1,p=1$RIt2ietjE2iamrXF9Jphfw$WBGweTJzG/9xYDObf/qSfgi0etafg0hD8t5gFezrbIs",
  bcrypt: "$2b$04$pVM9d3Kl.rkUa0H8bxcDK.bz8xLPqVnbZP4LIr9y39sNkQsiHvWA2",
};

const signInWith = (secret: string, step = "sign in") => [
  ...start("login", "native", { flow: "login" }),
  submit(
    "login",
    "native",
    { method: "password", identifier: address("ada"), password: secret },
    { flow: "login", step },
  ),
];

function create(step: string, json: JsonValue) {
  return request(step, "admin", "POST /admin/identities", { json });
}

function refusedToCreate(name: string, json: JsonValue) {
  return scenario(`refuses ${name}`, [create("create", json)]);
}

export const adminCreate: Topic = {
  topic: "admin-create",
  scenarios: [
    scenario("creates an identity of a trait alone", [
      create("create", { traits: { email: address("ada") } }),
    ]),
    scenario("creates an identity with everything", [
      request("create", "admin", "POST /admin/identities", {
        json: {
          schema_id: "person",
          state: "inactive",
          traits: { email: address("ada"), name: { first: "Ada", last: "Byron" } },
          metadata_public: { plan: "gold" },
          metadata_admin: { note: "calls often", number: 7 },
          external_id: "crm-{{run}}",
          verifiable_addresses: [
            { value: address("ada"), verified: true, via: "email", status: "completed" },
          ],
          recovery_addresses: [{ value: address("ada"), via: "email" }],
          credentials: { password: { config: { password } } },
        },
        keep: { ada: "body.id" },
      }),
      request("get", "admin", "GET /admin/identities/{{ada}}"),
      request("get by the external id", "admin", "GET /admin/identities/by/external/crm-{{run}}"),
      request("get by an unknown external id", "admin", "GET /admin/identities/by/external/nothing"),
    ]),
    scenario("creates an identity of another schema", [
      create("create", {
        schema_id: "everything",
        traits: { username: "ada-{{run}}", terms: true, address: { city: "Ghent" }, age: 36 },
      }),
    ]),
    scenario("takes a password in the clear, whatever the policy says of it", [
      request("create", "admin", "POST /admin/identities", {
        json: {
          traits: { email: address("ada") },
          credentials: { password: { config: { password: "short" } } },
        },
        brief: true,
      }),
      signInWith("short"),
    ]),
    ...Object.entries(hashes).map(([name, hash]) =>
      scenario(`takes a password hashed with ${name}`, [
        request("create", "admin", "POST /admin/identities", {
          json: {
            traits: { email: address("ada") },
            credentials: { password: { config: { hashed_password: hash } } },
          },
          brief: true,
          keep: { ada: "body.id" },
        }),
        signInWith(password),
        start("login", "native", { flow: "second-login" }),
        submit(
          "login",
          "native",
          { method: "password", identifier: address("ada"), password: otherPassword },
          { flow: "second-login", step: "sign in with another", brief: true },
        ),
        request("the credential", "admin", "GET /admin/identities/{{ada}}", { brief: true }),
      ]),
    ),
    scenario("drops addresses that the traits do not give", [
      create("create", {
        traits: { email: address("ada") },
        verifiable_addresses: [
          { value: address("other"), verified: true, via: "email", status: "completed" },
        ],
        recovery_addresses: [{ value: address("other"), via: "email" }],
      }),
    ]),
    scenario("notes when an address is given as confirmed", [
      request("create", "admin", "POST /admin/identities", {
        json: {
          traits: { email: address("ada") },
          verifiable_addresses: [
            { value: address("ada"), verified: true, via: "email", status: "completed" },
          ],
        },
        keep: { ada: "body.id" },
        brief: true,
      }),
      request("get", "admin", "GET /admin/identities/{{ada}}"),
    ]),
    scenario("keeps an address in other case as one", [
      create("create", { traits: { email: "ADA-{{run}}@Foyer.Example" } }),
    ]),
    refusedToCreate("an identity without traits", {}),
    refusedToCreate("an identity with traits that are none", { traits: "ada" }),
    refusedToCreate("an identity without a required trait", { traits: {} }),
    refusedToCreate("an address that is none", { traits: { email: "no address" } }),
    refusedToCreate("a trait that is not in the schema", {
      traits: { email: address("ada"), shoe_size: 42 },
    }),
    refusedToCreate("an unknown schema", { schema_id: "nothing", traits: { email: address("ada") } }),
    refusedToCreate("an unknown key", { traits: { email: address("ada") }, hobby: "sailing" }),
    refusedToCreate("an unknown state", { traits: { email: address("ada") }, state: "asleep" }),
    refusedToCreate("an unknown kind of hash", {
      traits: { email: address("ada") },
      credentials: { password: { config: { hashed_password: "$nothing$abc" } } },
    }),
    refusedToCreate("a body that is a list", []),
    scenario("refuses a body that is no JSON, or none", [
      request("not JSON", "admin", "POST /admin/identities", {
        raw: "{nothing",
        headers: { "content-type": "application/json" },
      }),
      request("none", "admin", "POST /admin/identities"),
      request("a form", "admin", "POST /admin/identities", {
        form: { "traits.email": address("ada") },
        brief: true,
      }),
    ]),
    scenario("refuses an identifier that is taken", [
      person(),
      create("the same", { traits: { email: address("ada") } }),
      create("the same in other case", { traits: { email: "ADA-{{run}}@FOYER.example" } }),
    ]),
    scenario("refuses an external id that is taken", [
      person("ada", { external_id: "crm-{{run}}" }),
      create("the same", { traits: { email: address("bob") }, external_id: "crm-{{run}}" }),
    ]),
  ],
};

export const adminRead: Topic = {
  topic: "admin-read",
  scenarios: [
    scenario("shows an identity", [person(), request("get", "admin", "GET /admin/identities/{{ada}}")]),
    scenario("shows credentials on request", [
      person(),
      request("password", "admin", "GET /admin/identities/{{ada}}?include_credential=password", {
        brief: true,
      }),
      request("code", "admin", "GET /admin/identities/{{ada}}?include_credential=code"),
      request(
        "several",
        "admin",
        "GET /admin/identities/{{ada}}?include_credential=totp&include_credential=oidc",
      ),
      request("unknown", "admin", "GET /admin/identities/{{ada}}?include_credential=nothing"),
    ]),
    scenario("has no unknown identity", [
      request("unknown", "admin", `GET /admin/identities/${unknown}`),
      request("malformed", "admin", "GET /admin/identities/not-an-id"),
    ]),
    scenario("answers a head request", [
      person(),
      request("head", "admin", "HEAD /admin/identities/{{ada}}"),
    ]),
    scenario(
      "lists identities by page token",
      [
        person(),
        person("bob"),
        person("eve"),
        request("all", "admin", "GET /admin/identities", { anyOrder: true }),
        request("first two", "admin", "GET /admin/identities?page_size=2", {
          anyOrder: true,
          brief: true,
          keep: { link: "header.link" },
        }),
        request("headers of a page", "admin", "HEAD /admin/identities?page_size=2"),
        request("a bad token", "admin", "GET /admin/identities?page_token=nothing"),
        request("no number", "admin", "GET /admin/identities?page_size=many"),
        request("none", "admin", "GET /admin/identities?page_size=0", { brief: true }),
        request("too many", "admin", "GET /admin/identities?page_size=100000", { brief: true }),
      ],
      { alone: true },
    ),
    scenario(
      "lists identities by page number",
      [
        person(),
        person("bob"),
        person("eve"),
        request("headers of the first", "admin", "HEAD /admin/identities?page=0&per_page=2"),
        request("headers of the second", "admin", "HEAD /admin/identities?page=1&per_page=2"),
        request("beyond", "admin", "GET /admin/identities?page=9&per_page=2"),
        request("old page size alone", "admin", "HEAD /admin/identities?per_page=2"),
        request("far beyond", "admin", "GET /admin/identities?page=600&per_page=2"),
      ],
      { alone: true },
    ),
    scenario("lists nothing on an empty server", [request("list", "admin", "GET /admin/identities")], {
      alone: true,
    }),
    scenario("finds identities by id", [
      person(),
      person("bob"),
      request("two", "admin", "GET /admin/identities?ids={{ada}}&ids={{bob}}", { anyOrder: true }),
      request("one", "admin", "GET /admin/identities?ids={{ada}}", { brief: true }),
      request("unknown", "admin", `GET /admin/identities?ids=${unknown}`),
      request("malformed", "admin", "GET /admin/identities?ids=not-an-id"),
    ]),
    scenario("finds identities by identifier", [
      person(),
      request("as it is", "admin", `GET /admin/identities?credentials_identifier=${address("ada")}`),
      request(
        "in other case",
        "admin",
        "GET /admin/identities?credentials_identifier=ADA-{{run}}@foyer.example",
        {
          brief: true,
        },
      ),
      request("unknown", "admin", `GET /admin/identities?credentials_identifier=${address("nobody")}`),
      request(
        "the beginning",
        "admin",
        "GET /admin/identities?preview_credentials_identifier_similar=ada-{{run}}",
      ),
      request(
        "both ways",
        "admin",
        `GET /admin/identities?credentials_identifier=${address("ada")}&preview_credentials_identifier_similar=ada`,
      ),
    ]),
    scenario("lists with credentials on request", [
      person(),
      request("list", "admin", "GET /admin/identities?ids={{ada}}&include_credential=code"),
    ]),
    scenario("deletes an identity, and all of it", [
      person(),
      signIn("native"),
      request("delete", "admin", "DELETE /admin/identities/{{ada}}"),
      request("get", "admin", "GET /admin/identities/{{ada}}"),
      request("delete again", "admin", "DELETE /admin/identities/{{ada}}"),
      request("malformed", "admin", "DELETE /admin/identities/not-an-id"),
      whoami("native", { ...bearer, brief: true }),
    ]),
    scenario("deletes no credential that an identity needs or does not have", [
      person(),
      request("password", "admin", "DELETE /admin/identities/{{ada}}/credentials/password"),
      request("code", "admin", "DELETE /admin/identities/{{ada}}/credentials/code"),
      request("totp", "admin", "DELETE /admin/identities/{{ada}}/credentials/totp"),
      request("unknown kind", "admin", "DELETE /admin/identities/{{ada}}/credentials/nothing"),
      request("unknown identity", "admin", `DELETE /admin/identities/${unknown}/credentials/password`),
    ]),
  ],
};
