// The command line: `foyer-identity <command>`. This file is only the door; what is behind it is in main.ts.
import { setFlagsFromString } from "node:v8";

// V8 lets the space for young objects grow to 16 MB and more before it tidies up, and the rest to several times of what
// is in use. What a request leaves behind is small: tidying sooner costs little and keeps the whole process within what
// the real Kratos takes. It has to be said before anything else is loaded.
setFlagsFromString("--max-semi-space-size=4");
setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--heap-growing-percent=30");

const { main } = await import("./main.js");

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  readInput,
});

async function readInput(): Promise<string> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}
