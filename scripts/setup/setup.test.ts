// `npm run setup` in a copy of the files that it edits.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text as readStream } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse, parseDocument } from "yaml";
import { buildIdentityServer, hasIdentityServer, isBundleStale } from "../lib/identity-server.mjs";
import { ROOT } from "../lib/root.mjs";
import { UserError } from "../lib/user-error.mjs";
import { checkAnswers, readAnswers } from "./answers.mjs";
import { askAnswers } from "./ask.mjs";
import { changesFor, describeChanges, tryChanges, writeChanges } from "./changes.mjs";
import { contrast, paletteOf } from "./colours.mjs";
import { brandColors, layOut, VERCEL_VARIABLES } from "./edits.mjs";

const SERVER = join(ROOT, "packages/identity-server/dist/index.js");
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "foyer-setup-test-"));
  for (const path of ["identity", "README.md", "docs/deploy.md"]) {
    await cp(join(ROOT, path), join(root, path), { recursive: true });
  }
  await undecide();
});
afterEach(() => rm(root, { recursive: true, force: true }));

const read = (path: string) => readFile(join(root, path), "utf8");
const answersOf = async (...argv: string[]) => {
  const { answers } = await readAnswers(argv, async (path) => path);
  if (!answers) throw new Error("asked for, not given");
  return answers;
};

const FULL = [
  ["--name", "Acme Club"],
  ["--tagline", "Where members meet."],
  ["--color", "#2f5fd0"],
  ["--terms", "https://acme.example/terms"],
  ["--support", "mailto:help@acme.example"],
  ["--trait", "company!:text:Your company"],
  ["--trait", "plan:choice=free|pro"],
  ["--trait", "newsletter:boolean"],
  ["--method", "code=on"],
  ["--method", "lookup_secret=off"],
  ["--provider", "github=Iv1.0123"],
  ["--provider", "generic=acme,https://id.acme.example,client-1"],
  ["--repository", "https://github.com/acme/club"],
].flat();

/** This repository may be a fork that has decided already: the copy begins where nothing is decided. */
async function undecide() {
  const config = parseDocument(await read("identity/kratos.yml"));
  for (const path of ["methods.oidc", "flows.registration.after.code"]) {
    config.deleteIn(["selfservice", ...path.split(".")]);
  }
  await writeFile(join(root, "identity/kratos.yml"), config.toString({ lineWidth: 0 }));
  const schema = JSON.parse(await read("identity/identity.schema.json")) as {
    properties: { traits: { properties: Record<string, unknown>; required: string[] } };
  };
  const { traits } = schema.properties;
  const { email, name } = traits.properties;
  schema.properties.traits = { ...traits, properties: { email, name }, required: ["email"] };
  await writeFile(join(root, "identity/identity.schema.json"), `${layOut(schema)}\n`);
  await setUp(
    ...["--name", "Foyer", "--tagline", "Come in.", "--color", "#1c5a4b"],
    ...["terms", "privacy", "support"].flatMap((each) => [`--${each}`, "none"]),
    ...["password=on", "code=off", "passkey=on", "lookup_secret=on"].flatMap((each) => ["--method", each]),
  );
}

async function setUp(...argv: string[]) {
  const changes = await changesFor(root, await answersOf(...argv));
  await writeChanges(root, changes);
  return changes;
}

describe("npm run setup", () => {
  it("writes each answer into the file that holds it, and keeps every comment", async () => {
    const before = { config: await read("identity/kratos.yml"), brand: await read("identity/brand.ts") };
    await setUp(...FULL);
    const config = await read("identity/kratos.yml");
    expect(parse(config)).toMatchObject({
      selfservice: {
        methods: {
          code: { enabled: true, passwordless_enabled: true },
          lookup_secret: { enabled: false },
          totp: { config: { issuer: "Acme Club" } },
          oidc: {
            enabled: true,
            config: {
              providers: [
                { id: "github", provider: "github", label: "GitHub", client_id: "Iv1.0123" },
                {
                  id: "acme",
                  provider: "generic",
                  issuer_url: "https://id.acme.example",
                  client_id: "client-1",
                },
              ],
            },
          },
        },
        flows: { registration: { after: { code: { hooks: [{ hook: "session" }] } } } },
      },
      courier: { smtp: { from_name: "Acme Club" } },
    });
    const comments = (text: string) => text.match(/#\s.*$/gm) ?? [];
    expect(comments(config)).toEqual(comments(before.config));
    const brand = await read("identity/brand.ts");
    expect(brand).toContain('name: "Acme Club",\n  tagline: "Where members meet.",');
    expect(brand).toContain(
      '  links: {\n    terms: "https://acme.example/terms",\n    support: "mailto:help@acme.example",\n  },\n',
    );
    expect(brand.match(/\/\*\*|\/\/ /g)).toEqual(before.brand.match(/\/\*\*|\/\/ /g));
    expect(JSON.parse(await read("identity/identity.schema.json"))).toMatchObject({
      properties: {
        traits: {
          properties: {
            email: { format: "email" },
            company: { type: "string", title: "Your company" },
            plan: { type: "string", title: "Plan", enum: ["free", "pro"] },
            newsletter: { type: "boolean", title: "Newsletter" },
          },
          required: ["email", "company"],
        },
      },
    });
    expect(await read("README.md")).toMatch(/^# Acme Club$/m);
    const mail = await read("identity/mail/recovery/valid/email.body.gotmpl");
    expect(mail).toContain(">Acme Club</td>");
    expect(mail).toContain("#2f5fd0");
    expect(mail).not.toContain("#1c5a4b");
    const button = /\]\((https:\/\/vercel\.com\/new[^)]*)\)/.exec(await read("docs/deploy.md"))?.[1] ?? "";
    expect(new URL(button).searchParams.get("repository-url")).toBe("https://github.com/acme/club");
  });

  it("changes nothing when it is run once more", async () => {
    expect(await setUp(...FULL)).not.toEqual([]);
    expect(await setUp(...FULL)).toEqual([]);
    expect(await setUp("--yes")).toEqual([]);
  });

  it("can be run again with another mind", async () => {
    await setUp(...FULL);
    await setUp(
      "--name",
      "Other",
      "--color",
      "#b3261e",
      "--terms",
      "none",
      "--privacy",
      "/privacy",
      "--trait",
      "company:text",
      "--method",
      "code=off",
      "--provider",
      "github=Iv2",
    );
    expect(parse(await read("identity/kratos.yml"))).toMatchObject({
      selfservice: {
        methods: {
          code: { passwordless_enabled: false },
          oidc: { config: { providers: [{ id: "github", client_id: "Iv2" }, { id: "acme" }] } },
        },
      },
    });
    expect(JSON.parse(await read("identity/identity.schema.json"))).toMatchObject({
      properties: { traits: { required: ["email"], properties: { company: { title: "Company" } } } },
    });
    expect(await read("identity/mail/recovery/valid/email.body.gotmpl")).toContain(">Other</td>");
    expect(await read("README.md")).toMatch(/^# Other$/m);
    expect(await read("identity/brand.ts")).toContain(
      '  links: {\n    support: "mailto:help@acme.example",\n    privacy: "/privacy",\n  },\n',
    );
    await setUp("--support", "none", "--privacy", "none");
    expect(await read("identity/brand.ts")).toContain("\n  links: {},\n");
  });

  it("takes the same as JSON, flags laid over it", async () => {
    const json = JSON.stringify({
      name: "By JSON",
      color: "#112233",
      links: { terms: "/terms", privacy: "/privacy" },
      traits: [{ name: "born", type: "date" }],
    });
    const { answers } = await readAnswers(
      ["--json", "-", "--name", "By flag", "--terms", "https://acme.example/t"],
      async () => json,
    );
    expect(answers).toMatchObject({
      name: "By flag",
      color: "#112233",
      links: { terms: "https://acme.example/t", privacy: "/privacy" },
      traits: [{ name: "born", type: "date", required: false }],
    });
  });

  it("shows what changes, line by line", async () => {
    const shown = describeChanges(await changesFor(root, await answersOf("--name", "Acme")));
    expect(shown).toMatch(/identity\/brand\.ts\n.*- {3}name: "Foyer",.*\n.*\+ {3}name: "Acme",/);
    expect(shown).toMatch(/identity\/mail\/.*\n.*- .*Foyer/);
  });

  it.each([
    ["--name", ""],
    ["--name", 'A"; import "x'],
    ["--name", "{{ .To }}"],
    ["--color", "blue"],
    ["--terms", "javascript:alert(1)"],
    ["--terms", "http://acme.example/terms"],
    ["--terms", "//acme.example/terms"],
    ["--terms", "mailto:help@acme.example"],
    ["--privacy", 'https://acme.example/" + x'],
    ["--support", "mailto:help"],
    ["--support", "help@acme.example"],
    ["--trait", "company"],
    ["--trait", "Company:text"],
    ["--trait", "email:text"],
    ["--trait", "plan:choice"],
    ["--trait", "plan:text=a|b"],
    ["--method", "passkey"],
    ["--method", "telepathy=on"],
    ["--provider", "github="],
    ["--provider", "nobody=x"],
    ["--provider", "generic=acme,id.acme.example,client"],
    ["--repository", "git@github.com:acme/club"],
    ["--colour", "#112233"],
  ])("names what is wrong with %s %s, and changes nothing", async (flag, value) => {
    await expect(answersOf(flag, value)).rejects.toThrow(/Nothing was changed|Usage|say /);
  });

  it("refuses to leave nobody a way in", async () => {
    const answers = await answersOf("--method", "password=off", "--method", "passkey=off");
    await expect(changesFor(root, answers)).rejects.toThrow(/nobody could sign in/);
  });

  it("takes keys in the place of a password for a way in", async () => {
    const path = join(root, "identity/kratos.yml");
    const config = await read("identity/kratos.yml");
    await writeFile(path, config.replace("passwordless: false", "passwordless: true"));
    await setUp("--method", "password=off", "--method", "passkey=off");
    expect(parse(await read("identity/kratos.yml"))).toMatchObject({
      selfservice: { methods: { password: { enabled: false }, webauthn: { enabled: true } } },
    });
  });

  it("says once what is wrong, and which names there are", async () => {
    const refusal = (...argv: string[]) => answersOf(...argv).catch((error: Error) => error.message);
    expect(await refusal("--method", "passwort=on")).toContain("must be some of password, code, passkey");
    expect(await refusal("--provider", "google")).toMatch(/client_id: must not be empty$/);
  });

  it("names the file of answers that cannot be read, without a stack", async () => {
    const missing = readAnswers(["--json", "none.json"], (path) => readFile(join(root, path), "utf8"));
    await expect(missing).rejects.toThrow(UserError);
    await expect(missing).rejects.toThrow("none.json");
  });

  it("writes all files or none", async () => {
    const before = await read("identity/brand.ts");
    const changes = await changesFor(root, await answersOf("--name", "Acme"));
    const beyond = { path: "no/such/folder/file", before: "", after: "x" };
    await expect(writeChanges(root, [...changes, beyond])).rejects.toThrow();
    expect(await read("identity/brand.ts")).toBe(before);
    expect((await readdir(root, { recursive: true })).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("says so where a fork has rewritten the file", async () => {
    await writeFile(join(root, "identity/brand.ts"), "export const brand = makeBrand();\n");
    await expect(changesFor(root, await answersOf("--name", "Acme"))).rejects.toThrow(/was not found/);
  });
});

describe("the questions", () => {
  const current = {
    name: "Foyer",
    color: "#1c5a4b",
    links: { terms: "/terms" },
    methods: { password: true },
  };
  const answerWith = async (typed: string) => {
    const input = new PassThrough();
    const output = new PassThrough();
    const shown = readStream(output);
    input.end(typed);
    const answers = await askAnswers({ input, output, current }).finally(() => output.end());
    return { answers, shown: await shown };
  };

  it("take answers line by line, and ask again where one makes no sense", async () => {
    const { answers, shown } = await answerWith(
      [
        "Acme",
        "",
        "blue",
        "#2F5FD0",
        "none",
        "acme.example",
        "https://acme.example/privacy",
        "",
        "what",
        "company!:text",
        "",
        "maybe",
        "n",
        "yes",
        "",
        "",
        "",
        "",
        "github=Iv1",
        "",
        "",
      ].join("\n"),
    );
    expect(answers).toEqual({
      name: "Acme",
      color: "#2f5fd0",
      links: { terms: "none", privacy: "https://acme.example/privacy" },
      traits: [{ name: "company", type: "text", required: true }],
      methods: { password: false, code: true },
      providers: [{ id: "github", provider: "github", client_id: "Iv1" }],
    });
    expect(shown).toContain("must be a colour such as #1c5a4b");
    expect(shown).toContain("[Foyer]");
    expect(shown).toContain("y or n\n");
    expect(shown).toContain("Terms of use [/terms]");
  });

  it("leave everything as it is where nothing is typed", async () => {
    const { answers } = await answerWith("\n".repeat(15));
    expect(answers).toEqual(checkAnswers({}));
  });

  it("can be left at any point, and then nothing is changed", async () => {
    await expect(answerWith("Acme\n")).rejects.toThrow("Cancelled: nothing was changed.");
  });
});

describe("a brand's palette", () => {
  it("can be read, whatever its colour", async () => {
    const colors = brandColors(await read("identity/brand.ts"));
    for (const hex of [
      "#000000",
      "#ffffff",
      "#ffee00",
      "#ff0000",
      "#00ff88",
      "#2f5fd0",
      "#7a7a7a",
      "#ffc0cb",
    ]) {
      const palette = { ...colors, ...paletteOf(hex, colors) };
      for (const theme of ["light", "dark"] as const) {
        const of = (token: string) => palette[token]?.[theme] ?? "";
        for (const back of ["canvas", "surface", "sunken", "accent-soft", "on-accent"]) {
          expect(
            contrast(of("accent"), of(back)),
            `${hex}, ${theme}: accent on ${back}`,
          ).toBeGreaterThanOrEqual(4.5);
        }
        expect(contrast(of("on-accent"), of("accent-strong")), `${hex}, ${theme}`).toBeGreaterThanOrEqual(
          4.5,
        );
        expect(contrast(of("panel-ink"), of("panel")), `${hex}, ${theme}`).toBeGreaterThanOrEqual(4.5);
        expect(contrast(of("panel-muted"), of("panel")), `${hex}, ${theme}`).toBeGreaterThanOrEqual(4.5);
        expect(contrast(of("glow"), of("panel")), `${hex}, ${theme}: glow`).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

it("lays the schema out as it is laid out here", async () => {
  const text = await read("identity/identity.schema.json");
  expect(`${layOut(JSON.parse(text))}\n`).toBe(text);
});

it("has the button ask for variables that docs/deploy.md names for Vercel", async () => {
  const section = (await read("docs/deploy.md")).split("## Vercel")[1] ?? "";
  for (const name of VERCEL_VARIABLES) expect(section).toContain(`\`${name}\``);
});

describe.skipIf(!hasIdentityServer())("the identity server", () => {
  interface Node {
    group: string;
    attributes: { name?: string; type?: string; required?: boolean };
    meta: { label?: { text: string } };
  }
  interface Server {
    fetchPublic(request: Request): Promise<Response>;
    close(): Promise<void>;
  }
  interface Bundle {
    createIdentityServer: (options: object) => Promise<Server>;
  }

  beforeEach(async () => {
    if (await isBundleStale()) await buildIdentityServer();
  });

  it("takes the result, and offers the fields and the services in its forms", async () => {
    const changes = await changesFor(root, await answersOf(...FULL));
    await tryChanges(root, changes, SERVER);
    await writeChanges(root, changes);
    const { createIdentityServer } = (await import(/* @vite-ignore */ SERVER)) as Bundle;
    const server = await createIdentityServer({
      files: [join(root, "identity/kratos.yml")],
      env: {
        DSN: "memory",
        SERVE_PUBLIC_BASE_URL: "http://public.example/",
        IDENTITY_SCHEMAS_0_ID: "person",
        IDENTITY_SCHEMAS_0_URL: `file://${join(root, "identity/identity.schema.json")}`,
        COURIER_TEMPLATE_OVERRIDE_PATH: join(root, "identity/mail"),
        LOG_LEVEL: "fatal",
      },
      isDev: true,
    });
    try {
      const start = new Request("http://public.example/self-service/registration/browser", {
        headers: { accept: "application/json" },
      });
      const { ui } = (await (await server.fetchPublic(start)).json()) as { ui: { nodes: Node[] } };
      const field = (name: string) => ui.nodes.find(({ attributes }) => attributes.name === name);
      expect(field("traits.company")).toMatchObject({
        attributes: { type: "text", required: true },
        meta: { label: { text: "Your company" } },
      });
      expect(field("traits.newsletter")).toMatchObject({ attributes: { type: "checkbox" } });
      expect(field("traits.plan")).toBeDefined();
      expect(ui.nodes.filter(({ group }) => group === "oidc").length).toBe(2);
    } finally {
      await server.close();
    }
  });

  it("says what is wrong before anything is written", async () => {
    const changes = [
      { path: "identity/kratos.yml", before: "", after: "selfservice: { methods: { passwort: {} } }\n" },
    ];
    await expect(tryChanges(root, changes, SERVER)).rejects.toThrow(/Nothing was changed[^]*passwort/);
  });
});
