import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openConfig, type ConfigSource } from "./index.js";

const text = (rest: string) => `
dsn: memory
identity: { default_schema_id: person, schemas: [{ id: person, url: "file://person.json" }] }
selfservice: { default_browser_return_url: http://localhost:3000/ }
${rest}`;

let folder: string;
let path: string;
let source: ConfigSource | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foyer-config-"));
  path = join(folder, "kratos.yml");
  writeFileSync(path, text("session: { lifespan: 1h }"));
});
afterEach(() => {
  source?.close();
  rmSync(folder, { recursive: true });
});

function open(watch: boolean, onProblem?: (text: string) => void) {
  source = openConfig({
    files: [path],
    env: { SECRETS_DEFAULT_0: "0123456789abcdef" },
    isDev: true,
    watch,
    onProblem,
  });
  return source;
}

describe("openConfig", () => {
  it("follows a file that is written again, and one that is put in its place", async () => {
    const { current } = open(true);
    writeFileSync(path, text("session: { lifespan: 2h }"));
    await vi.waitFor(() => expect(current().session.lifespan).toBe(7_200_000), { timeout: 5000 });
    writeFileSync(`${path}.new`, text("session: { lifespan: 3h }"));
    renameSync(`${path}.new`, path);
    await vi.waitFor(() => expect(current().session.lifespan).toBe(10_800_000), { timeout: 5000 });
  });

  it("keeps the old configuration when the new one has a problem, and says so", () => {
    const reported: string[] = [];
    const { current, reload } = open(false, (problem) => reported.push(problem));
    writeFileSync(path, text("session: { lifespan: soon }"));
    expect(reload()).toBe(false);
    expect(current().session.lifespan).toBe(3_600_000);
    expect(reported).toEqual([expect.stringContaining("session.lifespan: must be a duration")]);
  });

  it("keeps listeners until the next start, and says so", () => {
    const reported: string[] = [];
    const { current, reload } = open(false, (problem) => reported.push(problem));
    writeFileSync(path, text("serve: { public: { port: 5000 } }"));
    expect(reload()).toBe(true);
    expect(current().serve.public.port).toBe(4433);
    expect(reported).toEqual([expect.stringMatching(/^serve\.public: the change needs a restart/)]);
  });
});
