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

const rich = person("ada", {
  traits: { email: address("ada"), name: { first: "Ada", last: "Byron" } },
  metadata_public: { plan: "gold" },
  metadata_admin: { note: "calls often" },
});

const get = request("get", "admin", "GET /admin/identities/{{ada}}");
const put = (step: string, json: JsonValue) =>
  request(step, "admin", "PUT /admin/identities/{{ada}}", { json });
const patch = (step: string, json: JsonValue) =>
  request(step, "admin", "PATCH /admin/identities/{{ada}}", { json });

const signInAs = (who: string, secret: string, step: string) => [
  ...start("login", "native", { flow: step.replaceAll(" ", "-") }),
  submit(
    "login",
    "native",
    { method: "password", identifier: address(who), password: secret },
    { flow: step.replaceAll(" ", "-"), step, brief: true },
  ),
];

export const adminPut: Topic = {
  topic: "admin-put",
  scenarios: [
    scenario("replaces an identity", [
      rich,
      put("put", {
        schema_id: "person",
        state: "active",
        traits: { email: address("new"), name: { first: "Augusta" } },
        metadata_public: { plan: "silver" },
        metadata_admin: { note: "calls seldom" },
      }),
      get,
      signInAs("new", password, "with the new address"),
      signInAs("ada", password, "with the old address"),
    ]),
    scenario("clears what is not given", [
      rich,
      put("put", { schema_id: "person", state: "active", traits: { email: address("ada") } }),
    ]),
    scenario("keeps state and schema that are not given", [
      person("ada", { state: "inactive" }),
      put("put", { traits: { email: address("ada") } }),
    ]),
    scenario("sets a new password along the way", [
      person(),
      put("put", {
        schema_id: "person",
        state: "active",
        traits: { email: address("ada") },
        credentials: { password: { config: { password: otherPassword } } },
      }),
      signInAs("ada", otherPassword, "with the new password"),
      signInAs("ada", password, "with the old password"),
    ]),
    scenario("refuses what is wrong", [
      person(),
      put("no traits", { schema_id: "person", state: "active" }),
      put("wrong traits", { schema_id: "person", state: "active", traits: { email: "no address" } }),
      put("unknown state", { schema_id: "person", state: "asleep", traits: { email: address("ada") } }),
      put("unknown schema", { schema_id: "nothing", state: "active", traits: { email: address("ada") } }),
      put("empty object", {}),
    ]),
    scenario("passes over a key that it does not know", [
      person(),
      put("put", {
        schema_id: "person",
        state: "active",
        traits: { email: address("ada") },
        hobby: "sailing",
      }),
    ]),
    scenario("refuses an address that is taken", [
      person(),
      person("bob"),
      put("put", { schema_id: "person", state: "active", traits: { email: address("bob") } }),
    ]),
    scenario("has no unknown identity", [
      request("put", "admin", `PUT /admin/identities/${unknown}`, {
        json: { schema_id: "person", state: "active", traits: { email: address("ada") } },
      }),
    ]),
    scenario("signs out whom it deactivates", [
      person(),
      signIn("native"),
      put("put", { schema_id: "person", state: "inactive", traits: { email: address("ada") } }),
      whoami("native", { ...bearer, brief: true }),
    ]),
  ],
};

export const adminPatch: Topic = {
  topic: "admin-patch",
  scenarios: [
    scenario("changes a part of an identity", [
      rich,
      patch("patch", [
        { op: "replace", path: "/traits/name/first", value: "Augusta" },
        { op: "remove", path: "/traits/name/last" },
        { op: "add", path: "/metadata_public/since", value: 1843 },
        { op: "replace", path: "/metadata_admin", value: { note: "calls seldom" } },
      ]),
      get,
    ]),
    scenario("changes the state", [
      person(),
      signIn("native"),
      patch("deactivate", [{ op: "replace", path: "/state", value: "inactive" }]),
      whoami("native", { ...bearer, brief: true }),
      patch("activate", [{ op: "replace", path: "/state", value: "active" }]),
      request("who is signed in again", "native", "GET /sessions/whoami", { ...bearer, brief: true }),
    ]),
    scenario("changes the address, and with it the identifier", [
      person(),
      patch("patch", [{ op: "replace", path: "/traits/email", value: address("new") }]),
      signInAs("new", password, "with the new address"),
    ]),
    scenario("adds metadata where there was none", [
      person(),
      patch("patch", [{ op: "add", path: "/metadata_public", value: { plan: "gold" } }]),
    ]),
    ...["/id", "/stateChangedAt", "/credentials", "/credentials/password"].map((path) =>
      scenario(`answers a patch of ${path}`, [
        person(),
        patch("patch", [{ op: "replace", path, value: "x" }]),
      ]),
    ),
    scenario("knows no test in a patch", [
      person(),
      patch("patch", [{ op: "test", path: "/traits/email", value: address("ada") }]),
    ]),
    scenario("refuses what is wrong", [
      person(),
      patch("no list", { op: "replace", path: "/state", value: "active" }),
      patch("unknown operation", [{ op: "dance", path: "/state" }]),
      patch("no such path", [{ op: "replace", path: "/traits/shoe/size", value: 42 }]),
      patch("remove what is not there", [{ op: "remove", path: "/traits/name" }]),
      patch("wrong traits", [{ op: "replace", path: "/traits/email", value: "no address" }]),
      patch("unknown state", [{ op: "replace", path: "/state", value: "asleep" }]),
      patch("unknown schema", [{ op: "replace", path: "/schema_id", value: "nothing" }]),
      patch("an empty list", []),
    ]),
    scenario("refuses an address that is taken", [
      person(),
      person("bob"),
      patch("patch", [{ op: "replace", path: "/traits/email", value: address("bob") }]),
    ]),
    scenario("has no unknown identity", [
      request("patch", "admin", `PATCH /admin/identities/${unknown}`, {
        json: [{ op: "replace", path: "/state", value: "active" }],
      }),
    ]),
    scenario("creates many at once and tells of each", [
      person(),
      request("batch", "admin", "PATCH /admin/identities", {
        json: {
          identities: [
            {
              create: { traits: { email: address("bob") } },
              patch_id: "11111111-1111-4111-8111-111111111111",
            },
            {
              create: { traits: { email: address("ada") } },
              patch_id: "22222222-2222-4222-8222-222222222222",
            },
            {
              create: {
                traits: { email: address("eve") },
                credentials: { password: { config: { password } } },
              },
            },
          ],
        },
      }),
      signInAs("eve", password, "one of the many"),
    ]),
    scenario("refuses a batch that is wrong", [
      request("wrong traits", "admin", "PATCH /admin/identities", {
        json: {
          identities: [
            { create: { traits: { email: "no address" } } },
            { create: { traits: { email: address("bob") } } },
          ],
        },
      }),
      request("empty", "admin", "PATCH /admin/identities", { json: { identities: [] } }),
      request("no list", "admin", "PATCH /admin/identities", { json: {} }),
    ]),
  ],
};
