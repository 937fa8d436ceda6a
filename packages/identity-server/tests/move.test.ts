// Identities on their way to another server: what the export writes is what Ory Kratos takes, and people sign in there.
// With KRATOS_BIN naming a Kratos 26.2 also for real; without, that part is skipped.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../src/json.js";
import { password } from "./support/client.js";
import { importedHashes } from "./support/imported-hashes.js";
import {
  byBackupCode,
  byPasskey,
  bySecurityKey,
  byTotp,
  credentialsOf,
  everyMethod,
  setUpEverything,
  signInAt,
  type Proofs,
} from "./support/movers.js";
import { bundle, runCommand, startProcess, temporaryFolder, type ServerProcess } from "./support/process.js";
import { createVisitor, type Visitor } from "./support/visitor.js";

const TIMEOUT_MS = 120_000;
const kratos = process.env.KRATOS_BIN;
const ada = "ada@example.com";

const imported: JsonObject[] = [
  ...importedHashes.map(({ hash }, index) => ({
    schema_id: "person",
    traits: { email: `hash-${String(index)}@example.com` },
    credentials: { password: { config: { hashed_password: hash } } },
  })),
  {
    schema_id: "person",
    traits: { email: "linked@example.com", name: { first: "Linked" } },
    state: "inactive",
    external_id: "staff-7",
    metadata_public: { role: "admin" },
    metadata_admin: { note: "came by link" },
    verifiable_addresses: [
      { value: "linked@example.com", via: "email", verified: true, status: "completed" },
    ],
    credentials: {
      oidc: {
        config: {
          providers: [
            { provider: "google", subject: "g-1" },
            { provider: "acme", subject: "a-1", use_auto_link: true },
          ],
        },
      },
      saml: { config: { providers: [{ provider: "okta", subject: "o-1" }] } },
    },
  },
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let config: string;
let origin: ServerProcess;
let proofs: Proofs;

beforeAll(async () => {
  await bundle();
  folder = await temporaryFolder();
  // JSON is YAML.
  config = await write("kratos.yml", JSON.stringify(everyMethod));
  origin = await startProcess({ config });
  const people = await runCommand(["import", "identities", "-"], at(origin), {
    input: JSON.stringify(imported),
  });
  expect(people).toMatchObject({ code: 0 });
  proofs = await setUpEverything(origin.publicUrl, ada);
}, TIMEOUT_MS);

afterAll(async () => {
  await origin.end("SIGTERM");
  await folder.remove();
});

const at = (server: ServerProcess) => ({ KRATOS_ADMIN_URL: server.adminUrl });

async function write(name: string, text: string): Promise<string> {
  const file = join(folder.path, name);
  await writeFile(file, text);
  return file;
}

const exported = (...options: string[]) => runCommand(["identities", "export", ...options], at(origin));

/** Runs `task` with an empty server, the real one where its program is given. */
async function withServer(program: string | undefined, task: (server: ServerProcess) => Promise<void>) {
  const server = await startProcess({ config, ...(program !== undefined && { program }) });
  try {
    await task(server);
  } finally {
    await server.end("SIGTERM");
  }
}

/** Everything that an import takes has arrived. */
async function expectArrived({ publicUrl, adminUrl }: ServerProcess): Promise<void> {
  for (const [index, { format, password: theirs }] of importedHashes.entries()) {
    const identifier = `hash-${String(index)}@example.com`;
    const answer = await signInAt(publicUrl, () => ({ method: "password", identifier, password: theirs }));
    expect([format, answer.status]).toEqual([format, 200]);
  }
  const [linked] = (await (
    await fetch(`${adminUrl}/admin/identities?credentials_identifier=linked@example.com`)
  ).json()) as JsonObject[];
  expect(linked).toMatchObject({
    schema_id: "person",
    traits: { email: "linked@example.com", name: { first: "Linked" } },
    state: "inactive",
    external_id: "staff-7",
    metadata_public: { role: "admin" },
    metadata_admin: { note: "came by link" },
    verifiable_addresses: [{ value: "linked@example.com", verified: true, status: "completed" }],
    recovery_addresses: [{ value: "linked@example.com" }],
  });
  expect(await credentialsOf(adminUrl, "linked@example.com")).toMatchObject({
    oidc: {
      providers: [
        { provider: "google", subject: "g-1" },
        { provider: "acme", subject: "a-1", use_auto_link: true },
      ],
    },
    saml: { providers: [{ provider: "okta", subject: "o-1" }] },
  });
  expect((await credentialsOf(adminUrl, ada)).password).toEqual(
    (await credentialsOf(origin.adminUrl, ada)).password,
  );
}

const whoamiAt = (visitor: Visitor, { publicUrl }: ServerProcess) =>
  visitor.request(new URL("/sessions/whoami", publicUrl).href);

async function signInWithPassword(publicUrl: string) {
  const visitor = createVisitor(fetch);
  const fields = { method: "password", identifier: ada, password };
  return { visitor, answer: await signInAt(publicUrl, () => fields, { visitor }) };
}

describe("an export", () => {
  it("names what an import does not take, for each person and in the end", async () => {
    const { code, output, out } = await exported();
    expect(code).toBe(0);
    expect(output).toContain(": left behind: totp, lookup_secret, webauthn, passkey\n");
    expect(output).toMatch(
      /\d+ identities exported\. .* left behind: totp of 1, lookup_secret of 1, webauthn of 1/,
    );
    expect(out).not.toMatch(/otpauth:|recovery_codes|public_key/);
  });

  it("is checked by validate, with every credential and without", async () => {
    for (const options of [[], ["--all-credentials"]]) {
      const { out } = await exported(...options);
      const checked = await runCommand(["identities", "validate"], at(origin), { input: out });
      expect(checked).toMatchObject({ code: 0, out: "All identity files are valid.\n" });
    }
  });

  it("keeps the ids where it is asked to", async () => {
    const { out } = await exported("--id-as-external-id");
    const exportedIdentities = JSON.parse(out) as { external_id: string }[];
    const ids = exportedIdentities.map(({ external_id }) => external_id);
    expect(ids).toContain("staff-7");
    expect(ids.every((id) => id === "staff-7" || /^[-0-9a-f]{36}$/.test(id))).toBe(true);
  });
});

describe("identities that move to another server of this kind", () => {
  it(
    "keep their passwords, links, addresses and data",
    async () => {
      const file = await write("here.json", (await exported()).out);
      await withServer(undefined, async (server) => {
        expect(await runCommand(["identities", "import", file], at(server))).toMatchObject({ code: 0 });
        await expectArrived(server);
        const { answer } = await signInWithPassword(server.publicUrl);
        expect(answer.status).toBe(200);
      });
    },
    TIMEOUT_MS,
  );

  it(
    "are told which credentials a server does not let in from outside",
    async () => {
      const file = await write("here-whole.json", (await exported("--all-credentials")).out);
      await withServer(undefined, async (server) => {
        const { code, output } = await runCommand(["identities", "import", file], at(server));
        expect(code).toBe(1);
        expect(output).toMatch(
          /is created, without totp, lookup_secret, webauthn, passkey, which are not taken/,
        );
        await expectArrived(server);
      });
    },
    TIMEOUT_MS,
  );
});

const why = kratos === undefined ? " (skipped: KRATOS_BIN names no Ory Kratos)" : "";

describe.skipIf(kratos === undefined)("identities that move to Ory Kratos", () => {
  it(
    `keep what its own import takes, and people sign in with their passwords${why}`,
    async () => {
      const file = await write("kratos.json", (await exported()).out);
      await withServer(kratos, async (server) => {
        const validated = await runCommand(["validate", "identity", file], at(server), { program: kratos });
        expect(validated).toMatchObject({ code: 0 });
        const done = await runCommand(["import", "identities", file], at(server), { program: kratos });
        expect(done).toMatchObject({ code: 0 });
        await expectArrived(server);
        const { answer } = await signInWithPassword(server.publicUrl);
        expect(answer.status).toBe(200);
      });
    },
    TIMEOUT_MS,
  );

  it(
    `keep every credential with this import, and people prove with each that they are themselves${why}`,
    async () => {
      const file = await write("kratos-whole.json", (await exported("--all-credentials")).out);
      await withServer(kratos, async (server) => {
        const done = await runCommand(["identities", "import", file], at(server));
        expect(done).toMatchObject({ code: 0 });
        await expectArrived(server);
        const before = await credentialsOf(origin.adminUrl, ada);
        expect(await credentialsOf(server.adminUrl, ada)).toMatchObject({ ...before, code: undefined });

        for (const prove of [byTotp, byBackupCode, bySecurityKey]) {
          const { visitor, answer } = await signInWithPassword(server.publicUrl);
          // There is a second factor, and it is asked for.
          expect(answer.status).toBe(422);
          const fields = (flow: JsonObject) => prove(proofs, flow);
          const second = await signInAt(server.publicUrl, fields, { visitor, aal: "aal2" });
          expect([prove.name, second.status]).toEqual([prove.name, 200]);
          expect(await whoamiAt(visitor, server)).toMatchObject({
            status: 200,
            body: { authenticator_assurance_level: "aal2" },
          });
        }
        const { status, body } = await signInAt(server.publicUrl, (flow) => byPasskey(proofs, flow));
        expect({ status, body }).toMatchObject({
          status: 422,
          body: { error: { id: "browser_location_change_required" } },
        });
      });
    },
    TIMEOUT_MS,
  );
});
