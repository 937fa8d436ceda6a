// Ory's clients in Python and Go, of today's API and of v0alpha2, against the identity server. Each program calls every
// operation of its client and says so itself.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type Server } from "../contract/lib/servers";
import { foyerCommand } from "../contract/lib/targets";
import { prepareGo, preparePython, type Prepared } from "./lib/languages";

interface Program {
  name: string;
  variant: string;
  prepared: Prepared;
}

const programs: Program[] = [
  { name: "in Python", variant: "tokens", prepared: await preparePython("python", "walk.py") },
  { name: "in Go", variant: "tokens", prepared: await prepareGo("go") },
  {
    name: "of v0alpha2 in Python",
    variant: "v0alpha2-keys",
    prepared: await preparePython("python-v0alpha2", "walk.py"),
  },
  { name: "of v0alpha2 in Go", variant: "v0alpha2-keys", prepared: await prepareGo("go-v0alpha2") },
];

const servers = new Map<string, Server>();
beforeAll(async () => {
  const variants = new Set(
    programs.filter(({ prepared }) => prepared.kind === "ready").map(({ variant }) => variant),
  );
  for (const variant of variants) {
    servers.set(variant, await startServer(foyerCommand(process.env), variant, { isKratos: false }));
  }
});
afterAll(() => Promise.all([...servers.values()].map((server) => server.stop())));

describe("a client of Ory's walks every operation", () => {
  for (const { name, variant, prepared } of programs) {
    const suffix = prepared.kind === "missing" ? ` (skipped: ${prepared.why})` : "";
    it.skipIf(prepared.kind === "missing")(`${name}${suffix}`, { timeout: 300_000 }, async () => {
      const server = servers.get(variant);
      if (prepared.kind === "missing" || !server) throw new Error("There is no server for this test.");
      const { publicUrl, adminUrl } = server.addresses;
      const { code, output } = await prepared.run({ PUBLIC_URL: publicUrl, ADMIN_URL: adminUrl });
      expect(code, output).toBe(0);
      expect(output).toMatch(/\d+ operations/);
    });
  }
});
