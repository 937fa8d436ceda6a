// Which server a replay is played against: Foyer's own, started for each configuration, unless the environment names
// another.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Addresses } from "./client";
import { generationOf, generationOfBinary, type Generation } from "./generation";
import type { Scenario } from "./scenario";
import { startServer, type Command, type Server } from "./servers";

export interface Target {
  /** Wanted differences are Foyer's; the real Kratos has none from itself. */
  isKratos: boolean;
  /** Whether this target can play the scenario: a running server has one configuration. */
  plays: (scenario: Scenario) => boolean;
  /** Runs `task` with a server of the scenario's configuration. */
  use: <Result>(scenario: Scenario, task: (addresses: Addresses) => Promise<Result>) => Promise<Result>;
  stop: () => Promise<void>;
}

/**
 * CONTRACT_TARGET_PUBLIC and CONTRACT_TARGET_ADMIN: a running server, configured as the variant that
 * CONTRACT_TARGET_VARIANT names ("default" if not set). CONTRACT_TARGET=kratos: the Kratos that KRATOS_BIN names,
 * which plays the scenarios of its generation.
 * CONTRACT_SERVER: another program with the command line of both, held to wanted differences as Foyer is.
 *
 * @param scenarios all that may be played
 */
export function targetFrom(env: NodeJS.ProcessEnv, scenarios: Scenario[]): Target {
  const isKratos = env["CONTRACT_TARGET"] === "kratos";
  const publicUrl = env["CONTRACT_TARGET_PUBLIC"];
  const adminUrl = env["CONTRACT_TARGET_ADMIN"];
  if (publicUrl && adminUrl) {
    const addresses = { publicUrl: publicUrl.replace(/\/+$/, ""), adminUrl: adminUrl.replace(/\/+$/, "") };
    const variant = env["CONTRACT_TARGET_VARIANT"] ?? "default";
    const oneByOne = isKratos ? createTurns() : atOnce;
    return {
      isKratos,
      plays: (scenario) => scenario.variant === variant && !scenario.alone,
      use: (_, task) => oneByOne(() => task(addresses)),
      stop: async () => {},
    };
  }
  if (!isKratos) return startedTarget(foyerCommand(env), undefined, scenarios);
  const binary = kratosBinary(env);
  return startedTarget([binary], generationOfBinary(binary), scenarios);
}

type Turns = <Result>(task: () => Promise<Result>) => Promise<Result>;

const atOnce: Turns = (task) => task();

/** Kratos on SQLite in memory fails writes that come at the same time: one scenario after the other, there. */
function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const turn = last.then(task, task);
    last = turn;
    return turn;
  };
}

/** @param judge the generation of a real Kratos, which plays its own scenarios only; undefined for Foyer */
function startedTarget(command: Command, judge: Generation | undefined, scenarios: Scenario[]): Target {
  const isKratos = judge !== undefined;
  const shared = new Map<string, Promise<Server>>();
  // How many scenarios of a configuration are still to come: after the last one its server has no more to do.
  const toCome = new Map<string, number>();
  for (const { variant, alone } of scenarios) if (!alone) toCome.set(variant, (toCome.get(variant) ?? 0) + 1);
  const turns = new Map<string, Turns>();

  async function useShared<Result>(variant: string, task: (addresses: Addresses) => Promise<Result>) {
    const starting = shared.get(variant) ?? startServer(command, variant, { isKratos });
    shared.set(variant, starting);
    const { addresses } = await starting;
    const oneByOne = turns.get(variant) ?? (isKratos ? createTurns() : atOnce);
    turns.set(variant, oneByOne);
    return oneByOne(() => task(addresses));
  }

  async function stopShared(variant: string): Promise<void> {
    const starting = shared.get(variant);
    shared.delete(variant);
    const server = await starting?.catch(() => undefined);
    await server?.stop();
  }

  return {
    isKratos,
    plays: ({ variant }) => judge === undefined || judge === generationOf(variant),
    async use({ variant, alone }, task) {
      if (alone) {
        const server = await startServer(command, variant, { isKratos });
        return task(server.addresses).finally(() => server.stop());
      }
      return useShared(variant, task).finally(async () => {
        const left = (toCome.get(variant) ?? 0) - 1;
        toCome.set(variant, left);
        if (left === 0) await stopShared(variant);
      });
    },
    async stop() {
      await Promise.all([...shared.keys()].map(stopShared));
    },
  };
}

function kratosBinary(env: NodeJS.ProcessEnv): string {
  const binary = env["KRATOS_BIN"];
  if (binary) return binary;
  throw new Error("CONTRACT_TARGET=kratos needs KRATOS_BIN, the path of a Kratos 26.2 or 0.8.2 binary.");
}

export function foyerCommand(env: NodeJS.ProcessEnv): Command {
  const other = env["CONTRACT_SERVER"];
  if (other) return [other];
  const path = (name: string) =>
    fileURLToPath(new URL(`../../../packages/identity-server/${name}`, import.meta.url));
  if (!existsSync(path("dist/cli.js"))) {
    throw new Error("The identity server is not built: npm run build -w packages/identity-server");
  }
  return [process.execPath, path("bin/foyer-identity.mjs")];
}
