// What can be wrong with traits, as data. trait-messages.ts says it in words.

/** `pointer` is a JSON pointer into `{ traits }`, such as `/traits/email`. */
export type TraitProblem = { pointer: string } & (
  | { kind: "required"; property: string }
  | { kind: "minLength" | "maxLength"; limit: number; actual: number }
  | { kind: "pattern"; pattern: string }
  | { kind: "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum"; limit: number; actual: number }
  | { kind: "multipleOf"; base: number; actual: number }
  | { kind: "maxItems" | "minItems"; limit: number; actual: number }
  | { kind: "uniqueItems"; first: number; second: number }
  | { kind: "type"; allowed: string[]; actual: string }
  | { kind: "const"; expected: string | undefined }
  | { kind: "email" | "phone"; value: string }
  | { kind: "other"; reason: string }
);
