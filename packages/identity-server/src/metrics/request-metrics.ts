// What has been asked and how long it took, under the names that Kratos's own figures have, for Prometheus.
import { PROTOCOL_VERSION } from "../admin/system.js";
import { packageVersion } from "../version.js";

/** Upper bounds in seconds: those of Prometheus' client libraries, and so of Kratos. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface CountedRequest {
  method: string;
  /** The route with `{param}` for what is filled in: never an address that somebody asked for, which may hold anything. */
  endpoint: string;
  status: number;
  seconds: number;
}

export interface RequestMetrics {
  count(request: CountedRequest): void;
  /**
   * All figures in Prometheus' text format.
   *
   * @see https://prometheus.io/docs/instrumenting/exposition_formats/
   */
  text(): string;
}

/** Requests that differ in nothing but their time. The other figures are put together from these when they are asked for. */
interface Series {
  method: string;
  endpoint: string;
  status: number;
  count: number;
  seconds: number;
  /** How many fell under each bound and over the one before it; the last are over all bounds. */
  buckets: number[];
}

export function createRequestMetrics(): RequestMetrics {
  // Bounded by the routes there are.
  const all = new Map<string, Series>();
  return {
    count: ({ method, endpoint, status, seconds }) => {
      const key = `${method} ${String(status)} ${endpoint}`;
      let series = all.get(key);
      if (!series) {
        series = { method, endpoint, status, count: 0, seconds: 0, buckets: emptyBuckets() };
        all.set(key, series);
      }
      const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
      const index = bucket === -1 ? BOUNDS.length : bucket;
      series.count += 1;
      series.seconds += seconds;
      series.buckets[index] = (series.buckets[index] ?? 0) + 1;
    },
    text: () => describe([...all.values()]),
  };
}

/** As Kratos labels its figures, so that dashboards made for those fit these. */
const OWN_LABELS = {
  app: "kratos",
  version: PROTOCOL_VERSION,
  hash: `foyer-${packageVersion}`,
  buildTime: "",
};

function describe(all: readonly Series[]): string {
  const labelled = (labels: Record<string, string>) => ({ ...OWN_LABELS, ...labels });
  const byRequest = summed(all, ({ method, endpoint, status }) =>
    labelled({ code: String(status), endpoint, method: method.toLowerCase() }),
  );
  const byEndpoint = summed(all, ({ endpoint }) => labelled({ endpoint }));
  const byStatus = summed(all, ({ method, status }) =>
    labelled({ method, status_bucket: `${String(Math.floor(status / 100))}xx` }),
  );
  return [
    counter("http_requests_total", "Requests answered.", byRequest),
    counter("http_requests_statuses_total", "Requests answered, by the kind of status.", byStatus),
    histogram("http_requests_duration_seconds", "How long requests took, in seconds.", byRequest),
    histogram("http_response_time_seconds", "How long requests took, by endpoint, in seconds.", byEndpoint),
  ].join("");
}

interface Sum {
  labels: Record<string, string>;
  count: number;
  seconds: number;
  buckets: number[];
}

function summed(all: readonly Series[], labelsOf: (series: Series) => Record<string, string>): Sum[] {
  const sums = new Map<string, Sum>();
  for (const series of all) {
    const labels = labelsOf(series);
    const key = labelText(labels);
    const sum = sums.get(key) ?? { labels, count: 0, seconds: 0, buckets: emptyBuckets() };
    sum.count += series.count;
    sum.seconds += series.seconds;
    sum.buckets = sum.buckets.map((count, index) => count + (series.buckets[index] ?? 0));
    sums.set(key, sum);
  }
  return [...sums.values()];
}

function counter(name: string, help: string, sums: readonly Sum[]): string {
  const lines = sums.map(({ labels, count }) => `${name}${labelText(labels)} ${String(count)}\n`);
  return head(name, "counter", help) + lines.join("");
}

function histogram(name: string, help: string, sums: readonly Sum[]): string {
  const lines = sums.flatMap(({ labels, count, seconds, buckets }) => {
    let under = 0;
    const bounded = [...BOUNDS.map(String), "+Inf"].map((le, index) => {
      under += buckets[index] ?? 0;
      return `${name}_bucket${labelText({ ...labels, le })} ${String(under)}\n`;
    });
    const own = labelText(labels);
    return [...bounded, `${name}_sum${own} ${String(seconds)}\n`, `${name}_count${own} ${String(count)}\n`];
  });
  return head(name, "histogram", help) + lines.join("");
}

export function head(name: string, kind: "counter" | "gauge" | "histogram", help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n`;
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`);
  return `{${pairs.join(",")}}`;
}

function emptyBuckets(): number[] {
  return new Array<number>(BOUNDS.length + 1).fill(0);
}
