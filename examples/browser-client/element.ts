/** An element with its attributes, but for undefined ones, and children; texts stay texts. */
export function element(
  name: string,
  attributes: Record<string, string | undefined> = {},
  children: (Node | string)[] = [],
): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}
