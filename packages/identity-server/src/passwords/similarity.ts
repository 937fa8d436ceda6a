// How alike two texts are: the two measures that decide whether a password gives its identifier away.

/** The number of single-character edits that turn `a` into `b`. */
export function levenshtein(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  left.forEach((character, row) => {
    const current = [row + 1];
    right.forEach((other, column) => {
      const replaced = (previous[column] ?? 0) + (character === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    });
    previous = current;
  });
  return previous[right.length] ?? 0;
}

/** The length in bytes of the longest run of characters that occurs in both. */
export function longestCommonSubstring(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let longest = 0;
  let previous = new Array<number>(right.length).fill(0);
  for (const character of left) {
    const current = right.map((other, column) => (character === other ? (previous[column - 1] ?? 0) + 1 : 0));
    longest = current.reduce((best, length) => Math.max(best, length), longest);
    previous = current;
  }
  return longest;
}
