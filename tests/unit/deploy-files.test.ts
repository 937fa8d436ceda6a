// The files for deploying say again what is decided elsewhere; these tests hold the copies to what they are copies of.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readEnv } from "@/lib/env";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const isThere = (path: string) => existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)));

const packageJson = z
  .object({ engines: z.object({ node: z.string() }), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));
const compose = z
  .object({
    services: z.record(
      z.string(),
      z.object({
        image: z.string().optional(),
        environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).optional(),
        command: z.array(z.string()).optional(),
        ports: z.array(z.string()).optional(),
        depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
        configs: z.array(z.object({ source: z.string(), target: z.string() })).optional(),
        volumes: z.array(z.string()).optional(),
        healthcheck: z.unknown().optional(),
      }),
    ),
    configs: z.record(z.string(), z.object({ content: z.string() })),
    volumes: z.record(z.string(), z.null()),
  })
  .parse(parse(read("compose.yaml"), { merge: true }));
const service = (name: string) => {
  const found = compose.services[name];
  if (!found) throw new Error(`compose.yaml has no service ${name}`);
  return found;
};

/** `${NAME:-default}` as compose fills it in where NAME is not set. */
const filled = (environment: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{\w+:-([^}]*)\}/g, "$1")]),
  );

describe("the Dockerfile", () => {
  const dockerfile = read("Dockerfile");
  const instructions = (name: string) =>
    [...dockerfile.replaceAll("\\\n", " ").matchAll(new RegExp(`^${name} (.*)$`, "gm"))].map(
      (match) => match[1] ?? "",
    );

  it("runs a Node that package.json allows", () => {
    const [least = 0] = (/(\d+)/.exec(packageJson.engines.node) ?? []).map(Number);
    const version = Number(/^NODE_VERSION=(\d+)$/.exec(instructions("ARG")[0] ?? "")?.[1]);
    expect(version).toBeGreaterThanOrEqual(least);
    expect(instructions("FROM").every((from) => from.includes("node:${NODE_VERSION}-"))).toBe(true);
  });

  it("calls scripts and copies files that there are", () => {
    for (const [, script = ""] of dockerfile.matchAll(/npm run ([\w:-]+)/g)) {
      expect(packageJson.scripts, script).toHaveProperty(script);
    }
    for (const path of ["package.json", "package-lock.json", "packages/identity-server/package.json"]) {
      expect(dockerfile).toContain(path.replace("packages/", ""));
      expect(isThere(path), path).toBe(true);
    }
    expect(instructions("CMD").at(-1)).toBe('["node", "scripts/start.mjs"]');
    expect(isThere("scripts/start.mjs")).toBe(true);
  });

  it("runs without rights, and asks the app whether it lives at the address that it has", () => {
    expect(instructions("USER")).toEqual(["node"]);
    expect(dockerfile.indexOf("USER node")).toBeGreaterThan(dockerfile.lastIndexOf("RUN "));
    const address = /http:\/\/127\.0\.0\.1:\$\{process\.env\.PORT\}(\/[\w/]+)/.exec(
      instructions("HEALTHCHECK")[0] ?? "",
    )?.[1];
    expect(isThere(`app${address}/route.ts`), address).toBe(true);
  });

  it("is built from files that need none of those that stay out", () => {
    const ignored = read(".dockerignore").split("\n");
    const [folders, patterns] = [
      ["tests", "docs", "bench", "examples"],
      ["**/*.test.ts", "**/*.test.tsx"],
    ];
    for (const each of [...folders, ...patterns]) expect(ignored).toContain(each);
    const kept = ["app", "components", "lib", "identity"].flatMap((folder) =>
      readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)), {
        recursive: true,
        encoding: "utf8",
      })
        .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
        .map((name) => `${folder}/${name}`),
    );
    for (const path of [...kept, "middleware.ts", "instrumentation.ts", "next.config.js"]) {
      expect(read(path), path).not.toMatch(/["'](@|\.\.?)\/(\.\.\/)*(tests|docs|bench|examples)\//);
    }
  });

  it("gets no secret and nothing that was built on this machine", () => {
    const ignored = read(".dockerignore").split("\n");
    for (const pattern of [".env*", ".foyer", ".next", "**/node_modules", "**/dist", ".git"]) {
      expect(ignored).toContain(pattern);
    }
  });
});

describe("compose.yaml", () => {
  it("sets variables of the app that the app knows, to values that it takes", () => {
    const known = read("lib/env.ts");
    for (const name of ["app", "app-migrate"]) {
      const environment = filled(service(name).environment);
      for (const variable of Object.keys(environment))
        expect(known).toMatch(new RegExp(`^  ${variable}:`, "m"));
      const env = readEnv({ ...environment, NODE_ENV: "production" });
      expect(env).toMatchObject({ publicUrl: "http://kratos:4433", adminUrl: "http://kratos:4434" });
      expect(env.database.kind).toBe("postgres");
    }
  });

  it("moves every address in identity/kratos.yml, and the same ones for serving as for migrating", () => {
    const environment = service("kratos").environment ?? {};
    expect(service("kratos-migrate").environment).toEqual(environment);
    const moved = filled(environment);
    const visit = (value: unknown, path: string[]) => {
      if (typeof value === "string" && value.startsWith("http://localhost:3000")) {
        const name = path.join("_").toUpperCase();
        // Keys are bound to the domain, which is named as well: docs/deploy.md says what to set.
        if (!/_CONFIG_RP_/.test(name)) expect(moved[name], name).toBe(value);
      } else if (typeof value === "object" && value !== null) {
        for (const [key, each] of Object.entries(value)) visit(each, [...path, key]);
      }
    };
    visit(parse(read("identity/kratos.yml")), []);
    expect(moved.SECRETS_CIPHER_0).toHaveLength(32);
  });

  it("runs the release of Kratos that identity/kratos.yml is written for", () => {
    const { version } = z.object({ version: z.string() }).parse(parse(read("identity/kratos.yml")));
    expect(service("kratos").image).toBe(`oryd/kratos:${version}`);
  });

  it("waits for what there is, in the states that it can have", () => {
    for (const { depends_on: needs = {}, configs = [], volumes = [] } of Object.values(compose.services)) {
      for (const [name, { condition }] of Object.entries(needs)) {
        const needed = service(name);
        if (condition === "service_healthy") expect(needed.healthcheck).toBeDefined();
        if (condition === "service_completed_successfully") expect(name).toMatch(/-migrate$/);
      }
      for (const { source } of configs) expect(compose.configs).toHaveProperty(source);
      for (const [from = ""] of volumes.map((volume) => volume.split(":"))) {
        if (!from.startsWith(".")) expect(compose.volumes).toHaveProperty(from);
      }
    }
  });

  it("opens ports on this machine alone, and none of Kratos or Postgres", () => {
    for (const [name, { ports = [] }] of Object.entries(compose.services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
      if (!["app", "mail"].includes(name)) expect(ports).toEqual([]);
    }
  });
});

describe("vercel.json", () => {
  it("calls scripts that there are", () => {
    const { buildCommand } = z.object({ buildCommand: z.string() }).parse(JSON.parse(read("vercel.json")));
    for (const [, script = ""] of buildCommand.matchAll(/npm run ([\w:-]+)/g)) {
      expect(packageJson.scripts, script).toHaveProperty(script);
    }
  });
});

describe("docs/deploy.md", () => {
  it("names variables that somebody reads", () => {
    const readers = [
      "lib/env.ts",
      "compose.yaml",
      "docs/configure.md",
      "scripts/lib/secrets.mjs",
      "scripts/lib/production.mjs",
      "scripts/lib/arguments.mjs",
    ]
      .map(read)
      .join("\n");
    for (const [, name = ""] of read("docs/deploy.md").matchAll(/`([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)[`=]/g)) {
      expect(readers, name).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});
