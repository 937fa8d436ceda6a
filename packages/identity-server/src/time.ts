// Points in time are milliseconds since the epoch inside, RFC 3339 on the wire.

export type Timestamp = number;

// What is made together has the same time, and is often written together.
let lastTime: Timestamp | undefined;
let lastText = "";

export function iso(time: Timestamp): string {
  if (time !== lastTime) {
    lastText = new Date(time).toISOString();
    lastTime = time;
  }
  return lastText;
}
