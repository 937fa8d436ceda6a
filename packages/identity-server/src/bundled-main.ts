// The program behind the command line: main.ts, as a bundle of its own. The build, too, loads it from here.
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { loadBundle } from "./load-bundle.js";
import type * as Main from "./main.js";

/** The file name of that bundle; put in by the build. */
declare const MAIN_BUNDLE: string;

// V8 lets the space for young objects grow to 16 MB and more before it tidies up, and the rest to several times of what
// is in use. What a request leaves behind is small: tidying sooner costs little and keeps the whole process within what
// the real Kratos takes. It has to be said before anything else is loaded.
setFlagsFromString("--max-semi-space-size=4");
setFlagsFromString("--semi-space-growth-factor=1");
setFlagsFromString("--heap-growing-percent=30");

const { exports, codeCache } = loadBundle(fileURLToPath(new URL(MAIN_BUNDLE, import.meta.url)));
const { main } = exports as typeof Main;

export { main, codeCache };
