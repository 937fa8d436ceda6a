/** A program that cannot be read, or that failed, or that took more than it may. */
export class JsonnetError extends Error {
  readonly kind: "syntax" | "runtime" | "limit";
  /** What the program itself said with `error "..."`; undefined for every other failure. */
  readonly raised: string | undefined;

  constructor(kind: JsonnetError["kind"], message: string, raised?: string) {
    super(message);
    this.name = "JsonnetError";
    this.kind = kind;
    this.raised = raised;
  }
}

export function fail(message: string): JsonnetError {
  return new JsonnetError("runtime", message);
}
