// Both servers in turns, so that what else the machine does falls on both alike: a short round each to warm up, then
// rounds in which now the one and now the other begins.

/**
 * @param {number} contenders how many there are
 * @param {number} rounds
 * @returns {number[][]} who is measured when: one list for each round
 */
export function turns(contenders, rounds) {
  const order = Array.from({ length: contenders }, (_, index) => index);
  return Array.from({ length: rounds }, (_, round) => (round % 2 === 0 ? order : order.toReversed()));
}

/**
 * @template T
 * @param {number} contenders
 * @param {number} rounds
 * @param {(contender: number) => Promise<T>} measure
 * @returns {Promise<T[][]>} for each contender what its rounds gave
 */
export async function inTurns(contenders, rounds, measure) {
  const results = Array.from({ length: contenders }, () => /** @type {T[]} */ ([]));
  for (const order of turns(contenders, rounds)) {
    for (const contender of order) results[contender]?.push(await measure(contender));
  }
  return results;
}

/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/**
 * What came of several rounds.
 *
 * @typedef {{ median: number, least: number, most: number }} Spread
 *
 * @param {number[]} values
 * @returns {Spread}
 */
export function spread(values) {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/**
 * Rounds that stood side by side are compared with each other, not with the rest of the run.
 *
 * @param {number[]} ours
 * @param {number[] | undefined} theirs
 * @returns {Spread | undefined} nothing without something to compare with, or where it is zero
 */
export function ratioOf(ours, theirs) {
  if (!theirs) return undefined;
  const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
  return ratios.every(Number.isFinite) ? spread(ratios) : undefined;
}
