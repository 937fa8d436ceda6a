// The process's own figures, under the names that Prometheus' client libraries use.
import { head } from "./request-metrics.js";

export function processMetrics(): string {
  const { user, system } = process.cpuUsage();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  const startedAt = Date.now() / 1000 - process.uptime();
  const figures: [name: string, kind: "counter" | "gauge", help: string, value: number][] = [
    ["process_cpu_seconds_total", "counter", "CPU time spent, in seconds.", (user + system) / 1e6],
    ["process_resident_memory_bytes", "gauge", "Resident memory, in bytes.", rss],
    ["process_start_time_seconds", "gauge", "Start of the process, in seconds since the epoch.", startedAt],
    ["nodejs_heap_size_total_bytes", "gauge", "Heap of the process, in bytes.", heapTotal],
    ["nodejs_heap_size_used_bytes", "gauge", "Heap of the process that is in use, in bytes.", heapUsed],
  ];
  return figures
    .map(([name, kind, help, value]) => `${head(name, kind, help)}${name} ${String(value)}\n`)
    .join("");
}
