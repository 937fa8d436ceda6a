// Patterns of identity schemas: read by the rules that Kratos has (RE2, without looking ahead or back), and in a time that
// grows with the text alone. JavaScript's own engine can be kept busy for years by forty letters of a stranger's.
import type { RE2JS } from "re2js";

type PatternEngine = ((pattern: string) => LinearPattern) & { code: string };

/** @see https://github.com/google/re2/wiki/Syntax */
export async function loadPatternEngine(): Promise<PatternEngine> {
  const { RE2JS } = await import("re2js");
  const compile = (pattern: string) => {
    try {
      return new LinearPattern(RE2JS.compile(pattern));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the pattern ${JSON.stringify(pattern)} is not understood (${reason})`, {
        cause: error,
      });
    }
  };
  // What ajv would write into code that it generates for later; here it compiles in place.
  return Object.assign(compile, { code: "" });
}

class LinearPattern {
  readonly #compiled: RE2JS;

  constructor(compiled: RE2JS) {
    this.#compiled = compiled;
  }

  test(text: string): boolean {
    return this.#compiled.test(text);
  }

  /** ajv tells patterns apart by this. */
  toString(): string {
    return this.#compiled.pattern();
  }
}
