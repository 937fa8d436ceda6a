// The results as a table for a terminal.

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string[]} values as many as there are, one for each column
 * @property {string} ratio
 * @property {string} target "–" where there is none
 * @property {boolean | undefined} isMet nothing where it could not be told
 */

/**
 * @param {string[]} servers column headings
 * @param {Row[]} rows
 * @returns {string}
 */
export function formatTable(servers, rows) {
  const lines = [
    ["", ...servers, "ratio", "target", ""],
    ...rows.map(({ what, values, ratio, target, isMet }) => [
      what,
      ...servers.map((_, index) => values[index] ?? "–"),
      ratio,
      target,
      verdict(target, isMet),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? "").length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/**
 * @param {string} target
 * @param {boolean | undefined} isMet
 */
function verdict(target, isMet) {
  if (target === "–") return "";
  if (isMet === undefined) return "not measured";
  return isMet ? "met" : "MISSED";
}

/** @param {number} value */
export function number(value) {
  if (Number.isInteger(value)) return value.toLocaleString("en");
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);
}
