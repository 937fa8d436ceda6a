// Strings between `|||`: lines, less the indentation of the first one.

/** @param at where `|||` stands in the program */
export function readTextBlock(
  source: string,
  at: number,
): { text: string; end: number } | { problem: string } {
  let position = at + 3;
  const dropsLastBreak = source[position] === "-";
  if (dropsLastBreak) position += 1;
  while (/[ \t\r]/.test(source[position] ?? "")) position += 1;
  if (source[position] !== "\n") return { problem: "||| needs a new line after it" };
  position += 1;

  let text = "";
  while (source[position] === "\n") {
    text += "\n";
    position += 1;
  }
  const indent = /^[ \t]*/.exec(source.slice(position, position + 1000))?.[0] ?? "";
  if (indent === "") return { problem: "the first line after ||| must be indented" };
  for (;;) {
    const end = source.indexOf("\n", position);
    if (end < 0) return { problem: "the text after ||| has no end" };
    text += `${source.slice(position + indent.length, end)}\n`;
    position = end + 1;
    while (source[position] === "\n") {
      text += "\n";
      position += 1;
    }
    if (source.startsWith(indent, position)) continue;
    const closing = /^[ \t]*\|\|\|/.exec(source.slice(position, position + 1000))?.[0];
    if (closing === undefined) return { problem: "the text must end with ||| on a line of its own" };
    return { text: dropsLastBreak ? text.slice(0, -1) : text, end: position + closing.length };
  }
}
