// The server's log: one line for each event, as JSON or as text for people.
import { Writable } from "node:stream";
import { destination, pino, type Logger } from "pino";
import type { Config } from "./config/index.js";
import { isJsonObject } from "./json.js";

const levels = {
  trace: "trace",
  debug: "debug",
  info: "info",
  warning: "warn",
  error: "error",
  fatal: "fatal",
  panic: "fatal",
} as const;

export function createLogger({ level, format }: Config["log"]): Logger {
  // Lines are gathered and written without waiting: a request is not held up by its own log line.
  const out = destination({ fd: 1, sync: false, minLength: 0 });
  return pino({ level: levels[level], base: null }, format === "json" ? out : asText(out));
}

/** `12:30:01 info  request method=GET path=/login status=200` */
function asText(out: { write(line: string): unknown }): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      out.write(textOf(chunk.toString()));
      done();
    },
  });
}

function textOf(line: string): string {
  const entry: unknown = JSON.parse(line);
  if (!isJsonObject(entry)) return line;
  const { level, time, msg, err, ...details } = entry;
  const clock = new Date(Number(time)).toISOString().slice(11, 19);
  const name = pino.levels.labels[Number(level)] ?? "info";
  const parts = Object.entries(details).map(([key, value]) => `${key}=${plain(value)}`);
  const stack = isJsonObject(err) && typeof err.stack === "string" ? `\n${err.stack}` : "";
  return `${clock} ${name.padEnd(5)} ${[plain(msg), ...parts].join(" ")}${stack}\n`;
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
