// Where the data is kept, out of `dsn`.

export type Dsn =
  { kind: "memory" } | { kind: "file"; path: string } | { kind: "unsupported"; problem: string };

/**
 * Reads a data source name: `memory`, `sqlite://relative/path?...` or `sqlite:///absolute/path?...`.
 * Parameters after `?` are for Kratos's driver; this server sets its own.
 */
export function parseDsn(dsn: string): Dsn {
  if (dsn === "memory") return { kind: "memory" };
  const [, scheme = "", rest = ""] = /^([a-z0-9+]+):\/\/(.*)$/i.exec(dsn) ?? [];
  if (scheme === "sqlite" || scheme === "sqlite3") {
    const path = decode((rest.split("?")[0] ?? "").replace(/^file:/, ""));
    if (path === ":memory:" || /[?&]mode=memory(&|$)/.test(rest)) return { kind: "memory" };
    if (path === "")
      return { kind: "unsupported", problem: "names no file: write sqlite://path/to/file.sqlite" };
    return { kind: "file", path };
  }
  if (/^(postgres|postgresql|cockroach|mysql)$/.test(scheme)) {
    return {
      kind: "unsupported",
      problem: `this server keeps its data in SQLite; for ${scheme} run Ory Kratos, which reads the same file, and set ORY_SDK_URL to its address`,
    };
  }
  return { kind: "unsupported", problem: "must be memory or sqlite://path/to/file.sqlite" };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
