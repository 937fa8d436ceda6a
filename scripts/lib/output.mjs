// Several processes' output in one terminal: each line carries the name of who wrote it.
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

// Escape codes by hand: `util.styleText` is younger than the oldest Node supported here.
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 };
const COLOURS = /** @type {const} */ (["cyan", "magenta", "yellow", "green", "blue"]);

/** @param {string} text */
export const bold = (text) => style("bold", text);
/** @param {string} text */
export const dim = (text) => style("dim", text);
/** @param {string} text */
export const red = (text) => style("red", text);
/** @param {string} text */
export const green = (text) => style("green", text);

/**
 * @typedef {(text: string) => void} WriteLine
 * @typedef {{ source: (name: string) => WriteLine }} Output
 */

/**
 * @param {string[]} names all that will write, so that their columns line up
 * @param {object} [options]
 * @param {boolean} [options.isForPrograms] lines stay as they were written, for what reads them as JSON
 * @param {(line: string) => void} [options.write]
 * @returns {Output}
 */
export function createOutput(names, { isForPrograms = false, write = writeOut } = {}) {
  const width = Math.max(...names.map((name) => name.length));
  return {
    source(name) {
      if (isForPrograms) return write;
      const colour = COLOURS[Math.max(0, names.indexOf(name)) % COLOURS.length] ?? "cyan";
      const prefix = `${style(colour, name.padEnd(width))} ${dim("│")} `;
      return (text) => write(prefix + text);
    },
  };
}

/** @param {string} line */
function writeOut(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Hands on a stream line by line; empty lines are dropped.
 *
 * @param {import("node:stream").Readable | null} stream
 * @param {WriteLine} writeLine
 */
export function forwardLines(stream, writeLine) {
  if (!stream) return;
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => {
    // Colours and cursor moves alone are empty to the eye.
    if (stripVTControlCharacters(line).trim() !== "") writeLine(line);
  });
}

/** Whether children should be told to colour their output, which they can't see for themselves through a pipe. */
export function wantsColour() {
  return Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
}

/**
 * @param {keyof typeof CODES} format
 * @param {string} text
 */
function style(format, text) {
  return wantsColour() || process.env.FORCE_COLOR ? `\u001b[${CODES[format]}m${text}\u001b[0m` : text;
}
