// Which Kratos is the judge of a topic: 26.2, or 0.8.2 for the older API, v0alpha2.
import { spawnSync } from "node:child_process";

export type Generation = "26.2" | "v0alpha2";

/** Topics and configurations of the older API say so in their names: `v0alpha2/login`, `v0alpha2-expired`. */
export function generationOf(name: string): Generation {
  return /^v0alpha2\b/.test(name) ? "v0alpha2" : "26.2";
}

/** The generation that a Kratos binary can judge, by its own word. Throws when it does not say. */
export function generationOfBinary(path: string): Generation {
  const { stdout, error } = spawnSync(path, ["version"], { encoding: "utf8" });
  if (error) throw error;
  const version = /^Version:\s+v?(\S+)/m.exec(stdout)?.[1];
  if (version?.startsWith("0.8.2") === true) return "v0alpha2";
  if (version?.startsWith("26.2.") === true) return "26.2";
  throw new Error(`${path} is Kratos ${version ?? "of an unknown version"}; 26.2 or 0.8.2 is needed.`);
}
