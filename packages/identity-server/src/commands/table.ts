// Columns kept apart by tabs, as the tables of Kratos's command line are: for eyes, `cut -f1` and `awk` alike.

const TAB_WIDTH = 8;

/**
 * @param lines cells; the last one of a line is followed by nothing. A column is as wide as its cells in lines that follow
 *   one another: a shorter line ends it.
 */
export function tabulate(lines: string[][]): string {
  const widths = lines.map((): number[] => []);
  const columns = Math.max(0, ...lines.map((cells) => cells.length - 1));
  for (let column = 0; column < columns; column += 1) {
    for (let start = 0; start < lines.length; start += 1) {
      let end = start;
      let width = 0;
      for (; (lines[end]?.length ?? 0) - 1 > column; end += 1) {
        width = Math.max(width, lengthOf(lines[end]?.[column] ?? "") + 1);
      }
      const rounded = Math.ceil(width / TAB_WIDTH) * TAB_WIDTH;
      for (; start < end; start += 1) (widths[start] ??= [])[column] = rounded;
    }
  }
  return lines
    .map((cells, line) => {
      const padded = cells.slice(0, -1).map((cell, column) => {
        const missing = (widths[line]?.[column] ?? 0) - lengthOf(cell);
        return `${cell}${"\t".repeat(Math.ceil(missing / TAB_WIDTH))}`;
      });
      return `${padded.join("")}${cells.at(-1) ?? ""}\n`;
    })
    .join("");
}

function lengthOf(text: string): number {
  return [...text].length;
}
