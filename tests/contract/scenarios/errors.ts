// The errors endpoint, and everything about the two listeners that is no flow: health, version, unknown paths.
import type { Topic } from "../lib/scenario";
import { person, request, scenario, signIn, start, withError } from "./steps";

const unknown = "5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11";

export const errors: Topic = {
  topic: "errors",
  scenarios: [
    scenario("shows the sample error", [request("stub", "spa", "GET /self-service/errors?id=stub:500")]),
    scenario("shows the sample error under the older parameter", [
      request("stub", "spa", "GET /self-service/errors?error=stub:500"),
    ]),
    scenario("has no error without an id, with a bad one or an unknown one", [
      request("none", "spa", "GET /self-service/errors"),
      request("malformed", "spa", "GET /self-service/errors?id=not-an-id"),
      request("unknown", "spa", `GET /self-service/errors?id=${unknown}`),
    ]),
    scenario("shows an error to a native client as well, and again", [
      start("login", "html"),
      ...withError(
        request("a form without a token", "html", "POST /self-service/login?flow={{flow}}", {
          form: { method: "password", identifier: "a", password: "b" },
        }),
      ),
      request("from elsewhere", "native", "GET /self-service/errors?id={{error}}"),
    ]),
  ],
};

export const service: Topic = {
  topic: "service",
  scenarios: [
    scenario("tells on both sides that it is alive and ready", [
      request("public, alive", "spa", "GET /health/alive"),
      request("public, ready", "spa", "GET /health/ready"),
      request("admin, alive", "admin", "GET /admin/health/alive"),
      request("admin, ready", "admin", "GET /admin/health/ready"),
      request("admin, alive, at the root", "admin", "GET /health/alive"),
      request("admin, ready, at the root", "admin", "GET /health/ready"),
    ]),
    scenario("tells its version to the admin side only", [
      request("admin", "admin", "GET /admin/version", { brief: true }),
      request("admin, at the root", "admin", "GET /version", { brief: true }),
      request("public", "spa", "GET /version"),
    ]),
    scenario("knows nothing of an unknown path", [
      request("public", "spa", "GET /nothing-here"),
      request("public, for a browser", "html", "GET /nothing-here"),
      request("public, below a known one", "spa", "GET /self-service/login/nothing"),
      request("public, with a slash at the end", "spa", "GET /self-service/login/browser/"),
      request("public, two slashes", "spa", "GET //self-service/login/api"),
      request("public, root", "spa", "GET /"),
      request("admin", "admin", "GET /admin/nothing-here"),
      request("admin, root", "admin", "GET /"),
    ]),
    scenario("answers methods that a path does not know", [
      request("delete a flow", "native", "DELETE /self-service/login/flows"),
      request("post the start", "native", "POST /self-service/login/api"),
      request("put a submission", "native", "PUT /self-service/login"),
      request("put health", "native", "PUT /health/alive"),
      request("post schemas", "native", "POST /schemas"),
      request("post errors", "native", "POST /self-service/errors"),
      request("admin, put the list", "admin", "PUT /admin/identities"),
      request("admin, post a session", "admin", "POST /admin/sessions"),
    ]),
    scenario("sends admin requests on the public side to the admin side", [
      request("identities", "spa", "GET /identities"),
      request("identities with query", "spa", "GET /admin/identities?page_size=2"),
      request("one identity", "spa", `GET /admin/identities/${unknown}`),
      request("sessions", "spa", "GET /admin/sessions"),
      request("recovery code", "native", "POST /admin/recovery/code", { json: {} }),
      request("recovery link", "native", "POST /recovery/link", { json: {} }),
      request("messages", "spa", "GET /admin/courier/messages"),
    ]),
    scenario("sends public requests on the admin side to the public side", [
      request("schemas", "admin", "GET /admin/schemas"),
      request("start login", "admin", "GET /admin/self-service/login/browser?refresh=true"),
      request("errors", "admin", "GET /admin/self-service/errors?id=stub:500"),
      request("whoami", "admin", "GET /admin/sessions/whoami"),
    ]),
    scenario("finds admin paths without their prefix", [
      person(),
      request("an identity", "admin", "GET /identities/{{ada}}", { brief: true }),
      request("an unknown identity", "admin", `GET /identities/${unknown}`, { brief: true }),
    ]),
    scenario("gives each browser one secret and keeps it", [
      request("first", "spa", "GET /self-service/login/browser"),
      request("second", "spa", "GET /self-service/registration/browser", { brief: true }),
      request("schemas in another browser", "spa", "GET /schemas/person", { browser: "second" }),
      request("errors in a third", "spa", "GET /self-service/errors?id=stub:500", { browser: "third" }),
      request("whoami in a fourth", "spa", "GET /sessions/whoami", { browser: "fourth" }),
      request("sessions in a fifth", "spa", "GET /sessions", { browser: "fifth" }),
    ]),
    scenario("replaces a secret that is none", [
      request("start login", "native", "GET /self-service/login/browser", {
        headers: { cookie: "csrf_token_other=abc; ory_kratos_session=nonsense" },
      }),
    ]),
    scenario("answers percent signs in a path", [
      request("lone", "spa", "GET /%", { brief: true }),
      request("not UTF-8", "spa", "GET /%ff", { brief: true }),
    ]),
    scenario("answers a preflight without cross-origin access configured", [
      request("options", "spa", "OPTIONS /sessions/whoami", {
        headers: { origin: "https://other.example", "access-control-request-method": "GET" },
      }),
      request("options of a start", "spa", "OPTIONS /self-service/login/browser", {
        headers: { origin: "https://other.example", "access-control-request-method": "GET" },
      }),
    ]),
    scenario("hides a flow from before the sign-in, which changed the secret", [
      person(),
      start("recovery", "spa", { flow: "recovery" }),
      signIn("spa"),
      request("the recovery flow from before", "spa", "GET /self-service/recovery/flows?id={{recovery}}"),
    ]),
  ],
};
