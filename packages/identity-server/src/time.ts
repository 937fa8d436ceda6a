// Points in time are milliseconds since the epoch inside, RFC 3339 on the wire.

export type Timestamp = number;

export function iso(time: Timestamp): string {
  return new Date(time).toISOString();
}
