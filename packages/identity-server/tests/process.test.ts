// The server as it is shipped: durability, several processes on one file, start and end, the command line.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, password, signIn, signUp, submitFlow } from "./support/client.js";
import { bundle, runCommand, startProcess, temporaryFolder, type ServerProcess } from "./support/process.js";

const TIMEOUT_MS = 120_000;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let files = 0;

beforeAll(async () => {
  await bundle();
  folder = await temporaryFolder();
}, TIMEOUT_MS);

afterAll(async () => {
  await folder.remove();
});

function newDatabase(): string {
  files += 1;
  return join(folder.path, `${String(files)}.sqlite`);
}

function integrityOf(databasePath: string): unknown[] {
  const database = new Libsql(databasePath);
  try {
    return [
      ...database.prepare("PRAGMA integrity_check").all(),
      ...database.prepare("PRAGMA foreign_key_check").all(),
    ];
  } finally {
    database.close();
  }
}

const sound = [{ integrity_check: "ok" }];

describe("what was answered with success", () => {
  it(
    "survives kill -9 in the middle of sign-ups",
    async () => {
      const databasePath = newDatabase();
      const acknowledged: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        const server = await startProcess({ databasePath });
        let isKilled = false;
        const people = Array.from({ length: 8 }, async (_, person) => {
          for (let count = 0; !isKilled; count += 1) {
            const email = `r${String(round)}-p${String(person)}-${String(count)}@example.com`;
            const answer = await signUp(server.publicUrl, email).catch(() => undefined);
            if (answer?.status === 200) acknowledged.push(email);
            // In the middle of what the others do.
            if (acknowledged.length >= (round + 1) * 20 && !isKilled) {
              isKilled = true;
              server.signal("SIGKILL");
            }
          }
        });
        await Promise.all(people);
        await server.end("SIGKILL");
      }
      const server = await startProcess({ databasePath });
      try {
        expect(acknowledged.length).toBeGreaterThanOrEqual(60);
        const results = await Promise.all(acknowledged.map((email) => signIn(server.publicUrl, email)));
        expect(results.map((result) => result.status)).toEqual(acknowledged.map(() => 200));
      } finally {
        await server.end("SIGTERM");
      }
      expect(integrityOf(databasePath)).toEqual(sound);
    },
    TIMEOUT_MS,
  );
});

describe("two servers on one file", () => {
  it(
    "start together, write together, and see what the other has written",
    async () => {
      const databasePath = newDatabase();
      const servers = await Promise.all([startProcess({ databasePath }), startProcess({ databasePath })]);
      try {
        const urls = servers.map((server) => server.publicUrl);
        const urlOf = (index: number) => urls[index % urls.length] ?? "";
        const emails = Array.from({ length: 40 }, (_, index) => `person-${String(index)}@example.com`);
        const signUps = await Promise.all(emails.map((email, index) => signUp(urlOf(index), email)));
        expect(signUps.map((answer) => answer.status)).toEqual(emails.map(() => 200));
        const signIns = await Promise.all(emails.map((email, index) => signIn(urlOf(index + 1), email)));
        expect(signIns.map((answer) => answer.status)).toEqual(emails.map(() => 200));
      } finally {
        await Promise.all(servers.map((server) => server.end("SIGTERM")));
      }
      expect(integrityOf(databasePath)).toEqual(sound);
    },
    TIMEOUT_MS,
  );

  it(
    "give an address to one person only, whichever server is asked",
    async () => {
      const databasePath = newDatabase();
      const servers = await Promise.all([startProcess({ databasePath }), startProcess({ databasePath })]);
      try {
        const answers = await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            signUp(servers[index % 2]?.publicUrl ?? "", "only-one@example.com"),
          ),
        );
        expect(answers.map((answer) => answer.status).sort()).toEqual([
          200,
          ...answers.slice(1).map(() => 400),
        ]);
      } finally {
        await Promise.all(servers.map((server) => server.end("SIGTERM")));
      }
    },
    TIMEOUT_MS,
  );
});

describe("a stolen database file", () => {
  it(
    "holds no password, session token, code or link in a usable form",
    async () => {
      const databasePath = newDatabase();
      const server = await startProcess({ databasePath });
      const secrets: string[] = [password];
      try {
        const { body } = await signUp(server.publicUrl, "ada@example.com");
        secrets.push(text(body.session_token));
        const identityId = text((body.identity as { id: string }).id);
        const post = { method: "POST", body: { identity_id: identityId } };
        const code = await call(`${server.adminUrl}/admin/recovery/code`, post);
        secrets.push(text(code.body.recovery_code));
        const link = await call(`${server.adminUrl}/admin/recovery/link`, post);
        secrets.push(new URL(text(link.body.recovery_link)).searchParams.get("token") ?? "");
      } finally {
        await server.end("SIGKILL");
      }
      expect(secrets.every((secret) => secret.length >= 6)).toBe(true);
      const names = (await readdir(folder.path)).filter((name) =>
        join(folder.path, name).startsWith(databasePath),
      );
      const contents = await Promise.all(names.map((name) => readFile(join(folder.path, name))));
      const bytes = Buffer.concat(contents);
      // The code is six digits, which occur in any file by chance: it is looked for as a value of its own.
      const [, , code = "", ...others] = secrets;
      for (const secret of [secrets[0] ?? "", secrets[1] ?? "", ...others])
        expect(bytes.includes(secret)).toBe(false);
      expect(bytes.includes(`"${code}"`)).toBe(false);
    },
    TIMEOUT_MS,
  );
});

describe("the process", () => {
  it(
    "says where to find what, ends on SIGTERM within a second, and with 0",
    async () => {
      const server = await startProcess({ databasePath: newDatabase(), args: ["--watch-courier"] });
      expect(server.output()).toContain(`${server.publicUrl}/`);
      expect(server.output()).toContain(`${server.adminUrl}/`);
      expect(server.output()).toContain("/dev/inbox");
      // A client that keeps its connection must not hold the end up.
      await call(`${server.publicUrl}/sessions/whoami`);
      const before = performance.now();
      expect(await server.end("SIGTERM")).toBe(0);
      expect(performance.now() - before).toBeLessThan(1500);
    },
    TIMEOUT_MS,
  );

  it(
    "writes its log as JSON where that is configured, its start as well",
    async () => {
      const server = await startProcess({ databasePath: newDatabase(), env: { LOG_FORMAT: "json" } });
      await server.end("SIGINT");
      const events = server
        .output()
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { msg: string; public?: string });
      expect(events).toContainEqual(
        expect.objectContaining({ msg: "the identity server is ready", public: `${server.publicUrl}/` }),
      );
    },
    TIMEOUT_MS,
  );

  it(
    "names the key of a port that is taken",
    async () => {
      const blocker = createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => blocker.once("listening", resolve));
      const address = blocker.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const start = startProcess({ databasePath: newDatabase(), env: { SERVE_ADMIN_PORT: String(port) } });
      await expect(start).rejects.toThrow(/Port \d+ on 127\.0\.0\.1 is in use.*serve\.admin\.port/s);
      await new Promise((resolve) => blocker.close(resolve));
    },
    TIMEOUT_MS,
  );

  it(
    "names every problem of its configuration and does not start",
    async () => {
      const start = startProcess({
        databasePath: newDatabase(),
        env: { SESSION_LIFESPAN: "soon", HASHERS_ALGORITHM: "rot13" },
      });
      await expect(start).rejects.toThrow(
        /session\.lifespan[\s\S]*hashers\.algorithm|hashers\.algorithm[\s\S]*session\.lifespan/,
      );
    },
    TIMEOUT_MS,
  );
});

describe("a changed configuration", () => {
  it(
    "is taken up without a restart; one with a fault is named, and the old one stays in force",
    async () => {
      const file = join(folder.path, "more.yml");
      const registration = (enabled: string) =>
        writeFile(file, `selfservice: { flows: { registration: { enabled: ${enabled} } } }\n`);
      await registration("true");
      const server = await startProcess({ databasePath: newDatabase(), args: ["-c", file] });
      const start = async () => (await call(`${server.publicUrl}/self-service/registration/api`)).status;
      try {
        expect(await start()).toBe(200);
        await registration("false");
        server.signal("SIGHUP");
        await expect.poll(start, { timeout: 10_000 }).toBe(400);
        await registration("maybe");
        server.signal("SIGHUP");
        await expect
          .poll(server.output, { timeout: 10_000 })
          .toContain("selfservice.flows.registration.enabled");
        expect(await start()).toBe(400);
      } finally {
        await server.end("SIGTERM");
      }
    },
    TIMEOUT_MS,
  );
});

interface ListPage {
  identities: { id: string }[];
  next_page_token: string;
}

describe("the command line", () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await startProcess({ databasePath: newDatabase() });
  }, TIMEOUT_MS);

  afterAll(async () => {
    await server.end("SIGTERM");
  });

  const admin = () => ({ KRATOS_ADMIN_URL: server.adminUrl });

  it(
    "lists, gets and deletes, in the order of words that Kratos's has, too",
    async () => {
      const { body } = await signUp(server.publicUrl, "goes@example.com");
      const id = text((body.identity as { id: string }).id);
      const list = await runCommand(["list", "identities", "--format", "json"], admin());
      expect(JSON.parse(list.out)).toMatchObject({
        identities: expect.arrayContaining([expect.objectContaining({ id })]) as unknown,
        next_page_token: "",
      });
      const got = await runCommand(["get", "identity", id], admin());
      expect(got.out).toMatch(/^ID\t+[-0-9a-f]{36}\t\nVERIFIED ADDRESSES\tgoes@example\.com\t/);
      const path = ["--format", "jsonpath=traits.email"];
      expect((await runCommand(["identities", "get", id, ...path], admin())).out).toBe(
        '"goes@example.com"\n',
      );
      const deleted = await runCommand(["identities", "delete", id, "--format", "json"], admin());
      expect(deleted).toMatchObject({ code: 0, out: `"${id}"\n` });
      const gone = await runCommand(["identities", "get", id], admin());
      expect(gone).toMatchObject({ code: 1, out: "", output: expect.stringContaining(`${id}: `) as unknown });
      expect(gone.output).toContain("404");
    },
    TIMEOUT_MS,
  );

  it(
    "lists page by page",
    async () => {
      await Promise.all(
        ["one", "two", "three"].map((name) => signUp(server.publicUrl, `${name}@example.com`)),
      );
      const seen: string[] = [];
      let token = "";
      do {
        const page = ["--page-size", "1", "--page-token", token, "--format", "json"];
        const { out } = await runCommand(["identities", "list", ...page], admin());
        const { identities, next_page_token } = JSON.parse(out) as ListPage;
        expect(identities).toHaveLength(1);
        seen.push(...identities.map(({ id }) => id));
        token = next_page_token;
      } while (token !== "");
      expect(new Set(seen).size).toBe(seen.length);
      const all = await runCommand(["identities", "list", "-q"], admin());
      expect(all.out.trim().split("\n").sort()).toEqual(seen.sort());
    },
    TIMEOUT_MS,
  );

  it(
    "checks files before they are imported, and imports them from the standard input",
    async () => {
      const person = { schema_id: "person", traits: { email: "comes@example.com" } };
      const good = JSON.stringify([person]);
      const bad = JSON.stringify({ ...person, traits: { email: "nobody" }, colour: "red" });
      const validate = (input: string) => runCommand(["validate", "identity", "-"], admin(), { input });
      expect(await validate(good)).toMatchObject({ code: 0, out: "All identity files are valid.\n" });
      const refused = await validate(bad);
      expect(refused.code).toBe(1);
      expect(refused.output).toMatch(/STD_IN\[0\]: not valid[^]*colour[^]*traits\.email/);
      expect((await validate(JSON.stringify({ ...person, schema_id: "x" }))).output).toContain("404");
      const imported = await runCommand(["import", "identities", "--format", "json"], admin(), {
        input: good,
      });
      expect(imported.code).toBe(0);
      expect(JSON.parse(imported.out)).toMatchObject({ traits: person.traits });
      const again = await runCommand(["identities", "import"], admin(), { input: good });
      expect(again).toMatchObject({
        code: 1,
        output: expect.stringMatching(/STD_IN\[0\]: .*409/) as unknown,
      });
      const broken = await runCommand(["identities", "import"], admin(), { input: "{" });
      expect(broken).toMatchObject({ code: 1, output: expect.stringContaining("is no JSON") as unknown });
    },
    TIMEOUT_MS,
  );

  it(
    "migrates a database and says so once",
    async () => {
      const env = { DSN: `sqlite://${newDatabase()}` };
      expect(await runCommand(["migrate", "sql", "-e", "--yes"], env)).toMatchObject({
        code: 0,
        output: expect.stringContaining("Applied") as unknown,
      });
      expect((await runCommand(["migrate", "sql", "-e"], env)).output).toContain("is up to date");
    },
    TIMEOUT_MS,
  );

  it.each([
    [["identities", "dance"], 1, "dance"],
    [["serve", "--fast"], 1, "--fast"],
    [["nonsense"], 1, "nonsense"],
    [[], 0, "Commands:"],
    [["--help"], 0, "Commands:"],
    [["serve", "--help"], 0, "--watch-courier"],
    [["version"], 0, "v26.2"],
    [["identities", "list", "-e", "http://127.0.0.1:1"], 1, "cannot be reached"],
    [["migrate", "sql"], 1, "-e"],
  ])(
    "answers %j with %i",
    async (args, code, hint) => {
      const result = await runCommand(args);
      expect(result.output).toContain(hint);
      expect(result.code).toBe(code);
    },
    TIMEOUT_MS,
  );
});

describe("settings across servers", () => {
  it(
    "change a password that the other server then takes, and end the old one",
    async () => {
      const databasePath = newDatabase();
      const [one, two] = await Promise.all([startProcess({ databasePath }), startProcess({ databasePath })]);
      try {
        const { body } = await signUp(one.publicUrl, "ada@example.com");
        const headers = { "x-session-token": text(body.session_token) };
        const change = { method: "password", password: "another secret 9" };
        expect((await submitFlow(one.publicUrl, "settings", change, headers)).status).toBe(200);
        expect((await signIn(two.publicUrl, "ada@example.com", change.password)).status).toBe(200);
        expect((await signIn(two.publicUrl, "ada@example.com")).status).toBe(400);
      } finally {
        await Promise.all([one.end("SIGTERM"), two.end("SIGTERM")]);
      }
    },
    TIMEOUT_MS,
  );
});

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
