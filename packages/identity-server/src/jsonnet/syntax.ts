// The syntax tree of a Jsonnet program. @see https://jsonnet.org/ref/spec.html
export type Expression =
  | { kind: "literal"; value: null | boolean | number | string }
  | { kind: "self" }
  | { kind: "dollar" }
  | { kind: "variable"; name: string }
  | { kind: "array"; items: Expression[] }
  | { kind: "array-comprehension"; body: Expression; clauses: Clause[] }
  | ObjectLiteral
  | ObjectComprehension
  | { kind: "local"; binds: Bind[]; body: Expression }
  | FunctionLiteral
  | { kind: "call"; callee: Expression; args: Argument[] }
  | { kind: "index"; target: Expression; index: Expression }
  | { kind: "slice"; target: Expression; parts: [Expression?, Expression?, Expression?] }
  | { kind: "super"; index: Expression }
  | { kind: "in-super"; index: Expression }
  | { kind: "if"; test: Expression; then: Expression; otherwise: Expression | undefined }
  | { kind: "assert"; assertion: Assertion; body: Expression }
  | { kind: "error"; message: Expression }
  | { kind: "unary"; operator: string; operand: Expression }
  | { kind: "binary"; operator: string; left: Expression; right: Expression };

export interface ObjectLiteral {
  kind: "object";
  locals: Bind[];
  assertions: Assertion[];
  fields: Field[];
}

export interface ObjectComprehension {
  kind: "object-comprehension";
  locals: Bind[];
  field: Field;
  clauses: Clause[];
}

export interface FunctionLiteral {
  kind: "function";
  params: Parameter[];
  body: Expression;
}

export interface Parameter {
  name: string;
  fallback: Expression | undefined;
}

export interface Argument {
  name: string | undefined;
  value: Expression;
}

export interface Bind {
  name: string;
  body: Expression;
}

export interface Assertion {
  test: Expression;
  message: Expression | undefined;
}

export type Visibility = "inherit" | "hidden" | "visible";

export interface Field {
  name: Expression;
  visibility: Visibility;
  /** `+:`: added to what the object below has under this name. */
  isAdded: boolean;
  body: Expression;
}

export type Clause = { kind: "for"; name: string; over: Expression } | { kind: "if"; test: Expression };
