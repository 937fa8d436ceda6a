// The configuration of a walk: short, its own, and with everything in it that walks use.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** How recovery and verification prove an address. */
export type Proof = "code" | "link";

export const minute = 60_000;
export const hour = 60 * minute;

/** In milliseconds. */
export const lifespans = {
  session: 24 * hour,
  flow: hour,
  secret: 15 * minute,
  privileged: 15 * minute,
};

const schema = {
  $id: "https://foyer.example/person.schema.json",
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  properties: {
    traits: {
      type: "object",
      properties: {
        email: {
          type: "string",
          format: "email",
          "ory.sh/kratos": {
            credentials: { password: { identifier: true }, totp: { account_name: true } },
            verification: { via: "email" },
            recovery: { via: "email" },
          },
        },
      },
      required: ["email"],
      additionalProperties: false,
    },
  },
};

/** @returns the path of the configuration, written into the folder */
export function writeConfig(folder: string, proof: Proof): string {
  const page = (name: string) => `http://localhost:3000/${name}`;
  const flow = (name: string) => ({ ui_url: page(name), lifespan: "1h" });
  const config = {
    identity: {
      default_schema_id: "person",
      schemas: [{ id: "person", url: `base64://${Buffer.from(JSON.stringify(schema)).toString("base64")}` }],
    },
    selfservice: {
      default_browser_return_url: page("welcome"),
      methods: {
        password: { enabled: true, config: { haveibeenpwned_enabled: false } },
        profile: { enabled: true },
        code: { enabled: true, config: { lifespan: "15m" } },
        link: { enabled: true, config: { lifespan: "15m" } },
      },
      flows: {
        error: { ui_url: page("error") },
        login: flow("login"),
        registration: {
          ...flow("registration"),
          style: "unified",
          after: { password: { hooks: [{ hook: "session" }] } },
        },
        recovery: { ...flow("recovery"), enabled: true, use: proof },
        verification: { ...flow("verification"), enabled: true, use: proof },
        settings: {
          ...flow("settings"),
          privileged_session_max_age: "15m",
          required_aal: "highest_available",
        },
      },
    },
    session: { lifespan: "24h", whoami: { required_aal: "aal1" } },
    hashers: { algorithm: "argon2", argon2: { memory: "1MB", iterations: 1, parallelism: 1 } },
    secrets: { cookie: ["a-secret-of-walks-of-32-letters!"], cipher: ["a-cipher-of-walks-of-32-letters!"] },
  };
  const path = join(folder, "kratos.yml");
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(config));
  return path;
}
