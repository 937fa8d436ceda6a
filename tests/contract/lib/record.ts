// Records what a real Kratos answers. Run by scripts/contract-record.mjs.
import type { Addresses } from "./client";
import { generationOf, generationOfBinary } from "./generation";
import { play } from "./play";
import { readRecording, writeRecording, type Recording } from "./recordings";
import type { Scenario, Topic } from "./scenario";
import { startServer, type Server } from "./servers";

export interface RecordOptions {
  topics: Topic[];
  /** Where recordings are kept. */
  folder: string;
  /** A server that runs already, with the configuration of the variant named; scenarios of other variants are left alone. */
  running?: { addresses: Addresses; variant: string };
  /** A Kratos to start for each variant; the topics of its generation are recorded. */
  binary?: string;
  /** Record only the scenarios whose topic and name contain this. */
  only?: string;
}

/** Records all scenarios that the options allow. Returns what went wrong, a line for each scenario. */
export async function record(options: RecordOptions): Promise<string[]> {
  const faults: string[] = [];
  const byTopic = new Map<Topic, Recording>();
  const generation = options.binary === undefined ? undefined : generationOfBinary(options.binary);
  const chosen = options.topics
    .filter(({ topic }) => generation === undefined || generation === generationOf(topic))
    .flatMap((topic) =>
      topic.scenarios
        .filter((scenario) => isWanted(topic, scenario, options))
        .map((scenario) => ({ topic, scenario })),
    );
  const servers = new Map<string, Server>();
  try {
    for (const { topic, scenario } of chosen) {
      const addresses = await addressesFor(scenario, options, servers);
      const { steps, stoppedBy } = await play(scenario, addresses);
      if (stoppedBy !== undefined) faults.push(`${topic.topic} > ${scenario.name}: ${stoppedBy}`);
      const recording = byTopic.get(topic) ?? {};
      recording[scenario.name] = steps;
      byTopic.set(topic, recording);
      if (scenario.alone) await servers.get(scenario.variant)?.stop();
      if (scenario.alone) servers.delete(scenario.variant);
    }
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
  for (const [topic, fresh] of byTopic) {
    const earlier = readRecording(options.folder, topic.topic);
    const merged = topic.scenarios.flatMap(({ name }) => {
      const steps = fresh[name] ?? earlier[name];
      return steps ? [[name, steps] as const] : [];
    });
    writeRecording(options.folder, topic.topic, Object.fromEntries(merged));
  }
  return faults;
}

function isWanted(topic: Topic, scenario: Scenario, { only, running }: RecordOptions): boolean {
  if (running && (running.variant !== scenario.variant || scenario.alone)) return false;
  return only === undefined || `${topic.topic} ${scenario.name}`.includes(only);
}

async function addressesFor(
  scenario: Scenario,
  { running, binary }: RecordOptions,
  servers: Map<string, Server>,
): Promise<Addresses> {
  if (running) return running.addresses;
  if (binary === undefined) throw new Error("Neither a running Kratos nor a binary was given.");
  if (scenario.alone) {
    await servers.get(scenario.variant)?.stop();
    servers.delete(scenario.variant);
  }
  const server =
    servers.get(scenario.variant) ?? (await startServer([binary], scenario.variant, { isKratos: true }));
  servers.set(scenario.variant, server);
  return server.addresses;
}
