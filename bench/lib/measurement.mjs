// One line of the results: what was measured, of whom, how it compares and what was aimed at.
import { number } from "./table.mjs";
import { ratioOf, spread } from "./rounds.mjs";

/**
 * @typedef {import("./rounds.mjs").Spread} Spread
 *
 * @typedef {object} Target one of them
 * @property {number} [ratioAtLeast] ours over theirs
 * @property {number} [ratioAtMost]
 * @property {number} [atMost] ours alone, in the measurement's unit
 *
 * @typedef {object} Measurement
 * @property {string} what
 * @property {string} unit
 * @property {Spread[]} values ours, then theirs where there is something to compare with
 * @property {Spread} [ratio] ours over theirs
 * @property {Target} [target]
 * @property {boolean} [isMet] nothing where there is no target, or it could not be told
 */

/**
 * @param {object} measured
 * @param {string} measured.what
 * @param {string} measured.unit
 * @param {number[][]} measured.rounds what the rounds of each contender gave, ours first
 * @param {Target} [measured.target]
 * @returns {Measurement}
 */
export function measurement({ what, unit, rounds, target }) {
  const [ours = [], theirs] = rounds;
  const values = rounds.map(spread);
  const ratio = ratioOf(ours, theirs);
  const isMet = target && judge(target, values[0]?.median, ratio?.median);
  return {
    what,
    unit,
    values,
    ...(ratio && { ratio }),
    ...(target && { target }),
    ...(isMet !== undefined && { isMet }),
  };
}

/**
 * @param {Measurement} measurement
 * @returns {import("./table.mjs").Row}
 */
export function toRow({ what, unit, values, ratio, target, isMet }) {
  return {
    what: `${what}, ${unit}`,
    values: values.map((each) => text(each)),
    ratio: ratio ? text(ratio, " x") : "–",
    target: target ? targetText(target) : "–",
    isMet,
  };
}

/**
 * @param {Target} target
 * @param {number | undefined} ours
 * @param {number | undefined} ratio
 * @returns {boolean | undefined}
 */
function judge({ ratioAtLeast, ratioAtMost, atMost }, ours, ratio) {
  if (atMost !== undefined) return ours === undefined ? undefined : ours <= atMost;
  if (ratio === undefined) return undefined;
  return ratioAtLeast !== undefined ? ratio >= ratioAtLeast : ratio <= (ratioAtMost ?? Number.NaN);
}

/** @param {Target} target */
function targetText({ ratioAtLeast, ratioAtMost, atMost }) {
  if (atMost !== undefined) return `<= ${atMost}`;
  return ratioAtLeast !== undefined ? `>= ${ratioAtLeast} x` : `<= ${ratioAtMost} x`;
}

/**
 * @param {Spread} spread
 * @param {string} [unit]
 */
function text({ median, least, most }, unit = "") {
  if (least === most) return `${number(median)}${unit}`;
  return `${number(median)}${unit} (${number(least)}–${number(most)})`;
}
