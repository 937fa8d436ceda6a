// Whether the server can work, which version of the protocol it speaks, and its figures for monitoring.
import type { Context } from "../context.js";
import { ok, type AdminHandler } from "./answer.js";

/** The release of Kratos whose protocol is spoken; clients choose their behaviour by it. */
export const PROTOCOL_VERSION = "v26.2.0";

export interface ReadyAnswer {
  status: 200 | 503;
  body: { status: "ok" } | { errors: { database: string } };
}

export const version: AdminHandler = () => ok({ version: PROTOCOL_VERSION });

/** Asks the database. The reason why it does not answer goes to the log alone. */
export function ready(context: Context): ReadyAnswer {
  try {
    context.store.ping();
    return { status: 200, body: { status: "ok" } };
  } catch (error) {
    context.log.error({ err: error }, "the database does not answer");
    return { status: 503, body: { errors: { database: "the database does not answer" } } };
  }
}

/** The process's figures under the names that Prometheus' own client libraries use. */
export function metrics(): string {
  const { user, system } = process.cpuUsage();
  const startedAt = Date.now() / 1000 - process.uptime();
  const figures: [name: string, kind: "counter" | "gauge", help: string, value: number][] = [
    ["process_cpu_seconds_total", "counter", "CPU time spent, in seconds.", (user + system) / 1e6],
    ["process_resident_memory_bytes", "gauge", "Resident memory, in bytes.", process.memoryUsage.rss()],
    ["process_start_time_seconds", "gauge", "Start of the process, in seconds since the epoch.", startedAt],
  ];
  return figures
    .map(
      ([name, kind, help, value]) =>
        `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${name} ${String(value)}\n`,
    )
    .join("");
}
