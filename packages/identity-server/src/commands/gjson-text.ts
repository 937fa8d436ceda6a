// What paths of GJSON share: texts in quotes, brackets within brackets, patterns.

/** @returns the index of the bracket or quote that closes the one at `start`; -1 where none does */
export function closingOf(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === '"') {
      at = endOfQuote(text, at);
      if (at === -1 || depth === 0) return at;
    } else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character) && --depth === 0) return at;
  }
  return -1;
}

function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === "\\") at++;
    else if (text.charAt(at) === '"') return at;
  }
  return -1;
}

/** Splits at a character that stands outside of quotes and brackets, and is not escaped. */
export function splitAtTop(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if ('"([{'.includes(character)) {
      const end = closingOf(text, at);
      if (end === -1) break;
      at = end;
    } else if (character === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

export function unescape(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}

/** Whether a text is as a pattern says: `*` for anything, `?` for one character, a backslash before what stands for itself. */
export function matches(text: string, pattern: string): boolean {
  const source = pattern.replace(/\\(.)|[\s\S]/g, (part: string, escaped: string | undefined) => {
    if (escaped !== undefined) return literally(escaped);
    if (part === "*") return ".*";
    return part === "?" ? "." : literally(part);
  });
  return new RegExp(`^${source}$`, "s").test(text);
}

function literally(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/-]/, "\\$&");
}
