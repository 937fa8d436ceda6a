/**
 * Puts values into a text: `{name}` is replaced by the value of that name.
 *
 * @returns the text, or undefined where a value is missing: half a sentence helps nobody.
 */
export function format(template: string, values: Readonly<Record<string, string>> = {}): string | undefined {
  let isWhole = true;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === "") isWhole = false;
    return value ?? "";
  });
  return isWhole ? text : undefined;
}
