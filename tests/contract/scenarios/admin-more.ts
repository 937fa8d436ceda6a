// The admin API, further: links to providers, every type of credential shown and deleted, batches, filters and pages.
import type { JsonValue, Topic } from "../lib/scenario";
import { owner, withFactors } from "./second-factor-steps";
import { address, password, person, request, scenario, signIn, type RequestOptions } from "./steps";

const unknown = "5b0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a11";
const organization = "7c0dbd3a-8c2d-4b31-9d3f-2f5a6f0f9a22";

/** What the schema gives nobody by itself is asked for, too. */
const types = ["password", "oidc", "saml", "totp", "lookup_secret", "webauthn", "passkey", "code"];

type Providers = Record<string, JsonValue>[];
const linked = (type: "oidc" | "saml", ...providers: Providers) => ({ [type]: { config: { providers } } });
const google = { provider: "google", subject: "g-{{run}}" };
const acme = { provider: "acme", subject: "a-{{run}}" };
const okta = { provider: "okta", subject: "o-{{run}}" };

function offer(step: string, name: string, credentials: JsonValue, options: RequestOptions = {}) {
  const json = { schema_id: "person", traits: { email: address(name) }, credentials };
  return request(step, "admin", "POST /admin/identities", { json, ...options });
}

const bring = (step: string, name: string, credentials: JsonValue) =>
  offer(step, name, credentials, { keep: { [name]: "body.id" } });

const show = (type: string, step = `with ${type}`) =>
  request(step, "admin", `GET /admin/identities/{{ada}}?include_credential=${type}`);

const remove = (type: string, identifier?: string, step = `delete ${type}`) =>
  request(
    step,
    "admin",
    `DELETE /admin/identities/{{ada}}/credentials/${type}${identifier === undefined ? "" : `?identifier=${identifier}`}`,
  );

export const adminImport: Topic = {
  topic: "admin-import",
  scenarios: [
    scenario("imports links to providers", [
      bring("create", "ada", linked("oidc", { ...google, use_auto_link: true }, { ...acme, organization })),
      show("oidc"),
      request("found by it", "admin", "GET /admin/identities?credentials_identifier=google%3Ag-{{run}}"),
      request(
        "not in other case",
        "admin",
        "GET /admin/identities?credentials_identifier=GOOGLE%3Ag-{{run}}",
      ),
    ]),
    scenario("imports links by SAML", [
      bring("create", "ada", linked("saml", okta, { ...acme, organization })),
      show("saml"),
      request("found by it", "admin", "GET /admin/identities?credentials_identifier=okta%3Ao-{{run}}"),
      remove("saml", "okta%3Ao-{{run}}"),
    ]),
    scenario("imports a password and links at once", [
      bring("create", "ada", {
        password: { config: { password } },
        ...linked("oidc", google),
        ...linked("saml", okta),
      }),
      signIn("native"),
    ]),
    scenario("takes the clear password where a hash comes with it", [
      bring("create", "ada", { password: { config: { password, hashed_password: "$2b$04$nothing" } } }),
      signIn("native"),
    ]),
    scenario("imports a link that somebody else has", [
      bring("the first", "ada", linked("oidc", google)),
      offer("the second", "bob", linked("oidc", google)),
      bring("by another way", "eve", linked("saml", google)),
    ]),
    scenario("imports nothing where nothing is named", [
      bring("no providers", "ada", linked("oidc")),
      bring("nothing", "bob", {}),
      bring("null", "eve", { password: null, oidc: null, saml: null }),
    ]),
    ...(
      [
        ["a credential that is none", { fingerprint: {} }],
        ["a key that a link has not", linked("oidc", { ...google, token: "x" })],
        ["a link by SAML that would link itself", linked("saml", { ...okta, use_auto_link: true })],
        ["an organization that is no id", linked("oidc", { ...google, organization: "acme" })],
        ["a second factor", { totp: { config: { totp_url: "otpauth://totp/a?secret=JBSWY3DPEHPK3PXP" } } }],
      ] as const
    ).map(([name, credentials]) => scenario(`refuses ${name}`, [offer("create", "ada", credentials)])),
    scenario("adds links to those that there are", [
      bring("create", "ada", { password: { config: { password } }, ...linked("oidc", google) }),
      request("update", "admin", "PUT /admin/identities/{{ada}}", {
        json: {
          schema_id: "person",
          state: "active",
          traits: { email: address("ada") },
          credentials: linked("oidc", acme),
        },
      }),
      show("oidc"),
      signIn("native"),
    ]),
  ],
};

export const adminCredentials: Topic = {
  topic: "admin-credentials",
  scenarios: [
    scenario("shows each type of credential on request", [
      bring("create", "ada", { password: { config: { password } }, ...linked("oidc", google) }),
      ...types.map((type) => show(type)),
      show("password&include_credential=oidc", "with two"),
      show("profile"),
      show("link_recovery"),
      show("code_recovery"),
      show("PASSWORD", "in other case"),
      show("", "with nothing"),
    ]),
    scenario(
      "shows second factors on request",
      [...owner("totp", "codes"), show("totp&include_credential=lookup_secret", "with both")],
      withFactors,
    ),
    scenario(
      "deletes second factors, once",
      [
        ...owner("totp", "codes"),
        remove("totp"),
        remove("totp", undefined, "delete totp again"),
        remove("lookup_secret"),
        remove("lookup_secret", undefined, "delete lookup_secret again"),
        request("what is left", "admin", "GET /admin/identities/{{ada}}"),
      ],
      withFactors,
    ),
    scenario("does not delete what is no credential of somebody", [
      person(),
      ...["oidc", "saml", "passkey", "webauthn", "profile", "link_recovery", "nothing"].map((type) =>
        remove(type),
      ),
    ]),
    scenario("does not delete a link that is not configured, nor the password beside it", [
      bring("create", "ada", { password: { config: { password } }, ...linked("oidc", google, acme) }),
      remove("password"),
      remove("oidc", undefined, "without an identifier"),
      remove("oidc", "google%3Anobody", "an unknown identifier"),
      remove("oidc", "google%3Ag-{{run}}", "a link"),
    ]),
  ],
};

export const adminBatch: Topic = {
  topic: "admin-batch",
  scenarios: [
    scenario("tells of each what became of it", [
      request("batch", "admin", "PATCH /admin/identities", {
        json: {
          identities: [
            { create: { schema_id: "person", traits: { email: address("ada") } }, patch_id: unknown },
            { create: { schema_id: "person", traits: { email: address("ada") } } },
            { create: null },
            { create: { schema_id: "person", traits: { email: address("bob") } } },
          ],
        },
      }),
    ]),
    scenario("creates with passwords and links", [
      request("batch", "admin", "PATCH /admin/identities", {
        json: {
          identities: [
            {
              create: {
                schema_id: "person",
                traits: { email: address("ada") },
                credentials: {
                  password: {
                    config: {
                      hashed_password: "$2b$04$fu/icOOPPBWlgPiJv/pkqu0OtNg73j97laxXLLKgowrKdkhF3tTTu",
                    },
                  },
                },
              },
            },
            {
              create: {
                schema_id: "person",
                traits: { email: address("bob") },
                credentials: linked("oidc", google),
              },
            },
            {
              create: {
                schema_id: "person",
                traits: { email: address("eve") },
                credentials: linked("oidc", google),
              },
            },
          ],
        },
      }),
      request("by the link", "admin", "GET /admin/identities?credentials_identifier=google%3Ag-{{run}}"),
    ]),
    ...(
      [
        ["another schema", { create: { schema_id: "nothing", traits: {} } }],
        [
          "a hash of no known kind",
          { create: { traits: {}, credentials: { password: { config: { hashed_password: "x" } } } } },
        ],
        ["a key that there is not", { create: { traits: {} }, delete: true }],
        ["an id that is none", { create: { traits: {} }, patch_id: "first" }],
        ["a state that there is not", { create: { traits: { email: "a@foyer.example" }, state: "asleep" } }],
      ] as const
    ).map(([name, patch]) =>
      scenario(`refuses ${name}`, [
        request("batch", "admin", "PATCH /admin/identities", {
          json: { identities: [{ create: { traits: { email: address("ada") } } }, patch] },
        }),
        request(
          "nobody was created",
          "admin",
          `GET /admin/identities?credentials_identifier=${address("ada")}`,
        ),
      ]),
    ),
    scenario("has a limit", [
      request("more than a thousand", "admin", "PATCH /admin/identities", {
        json: { identities: Array.from({ length: 1001 }, () => ({ create: { traits: {} } })) },
      }),
      request("more than two hundred clear passwords", "admin", "PATCH /admin/identities", {
        json: {
          identities: Array.from({ length: 201 }, () => ({
            create: { traits: {}, credentials: { password: { config: { password } } } },
          })),
        },
      }),
    ]),
  ],
};

export const adminList: Topic = {
  topic: "admin-list",
  scenarios: [
    scenario("lists with either consistency", [
      person(),
      ...["strong", "eventual", "", "sometimes"].map((consistency) =>
        request(
          consistency === "" ? "empty" : consistency,
          "admin",
          `GET /admin/identities?ids={{ada}}&consistency=${consistency}`,
        ),
      ),
    ]),
    scenario("finds by organization", [
      person(),
      request("nobody", "admin", `GET /admin/identities?organization_id=${organization}`),
      request("no id", "admin", "GET /admin/identities?organization_id=acme"),
      request(
        "with another filter",
        "admin",
        `GET /admin/identities?organization_id=${organization}&ids={{ada}}`,
      ),
    ]),
    scenario("finds by the beginning of an identifier", [
      bring("create", "ada", linked("oidc", google)),
      request(
        "of an address",
        "admin",
        "GET /admin/identities?preview_credentials_identifier_similar=ada-{{run}}",
      ),
      request(
        "in other case",
        "admin",
        "GET /admin/identities?preview_credentials_identifier_similar=ADA-{{run}}",
      ),
      request(
        "of a link",
        "admin",
        "GET /admin/identities?preview_credentials_identifier_similar=google%3Ag-{{run}}",
      ),
      request(
        "a sign for anything",
        "admin",
        "GET /admin/identities?preview_credentials_identifier_similar=%25ada-{{run}}",
      ),
      request(
        "of nobody's",
        "admin",
        "GET /admin/identities?preview_credentials_identifier_similar=nobody-{{run}}",
      ),
    ]),
    scenario("takes no more than 500 ids", [
      request(
        "501",
        "admin",
        `GET /admin/identities?${Array.from({ length: 501 }, () => `ids=${unknown}`).join("&")}`,
      ),
    ]),
    scenario("pages through what it finds", [
      person(),
      person("bob"),
      request("one of two", "admin", "HEAD /admin/identities?ids={{ada}}&ids={{bob}}&page_size=1"),
      request("a token that is none", "admin", "GET /admin/identities?ids={{ada}}&page_token=nothing"),
      request(
        "from somewhere on",
        "admin",
        `GET /admin/identities?ids={{ada}}&page_token=ffffffff-ffff-4fff-bfff-ffffffffffff`,
      ),
      request("an empty token", "admin", "GET /admin/identities?ids={{ada}}&page_token="),
      request("a negative size", "admin", "GET /admin/identities?ids={{ada}}&page_size=-1"),
      request("by number and token", "admin", "HEAD /admin/identities?ids={{ada}}&page=0&page_token=nothing"),
    ]),
    scenario(
      "pages by number through what it finds",
      [
        person(),
        person("bob"),
        request("by number", "admin", "HEAD /admin/identities?ids={{ada}}&ids={{bob}}&page=1&per_page=1"),
      ],
      { alone: true },
    ),
  ],
};
