/** Something in a template that can't be read or carried out; names file and line. */
export class TemplateError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly problem: string,
  ) {
    super(`${file}:${String(line)}: ${problem}`);
    this.name = "TemplateError";
  }
}
