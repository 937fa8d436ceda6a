// What a template is once it is read.
import type { Escaper } from "./html-context.js";

export interface Position {
  file: string;
  line: number;
}

export type Node =
  | { kind: "text"; text: string; at: Position }
  | { kind: "print"; pipeline: Pipeline; escapers: Escaper[]; at: Position }
  | { kind: "if" | "with"; pipeline: Pipeline; then: Node[]; otherwise: Node[]; at: Position }
  | { kind: "range"; pipeline: Pipeline; then: Node[]; otherwise: Node[]; at: Position }
  | { kind: "template"; name: string; argument: Pipeline | undefined; body: Node[] | undefined; at: Position }
  | { kind: "break" | "continue"; at: Position };

export interface Pipeline {
  /** Names on the left of `:=` or `=`; `range` takes up to two. */
  variables: string[];
  declares: boolean;
  commands: Command[];
}

/** The first operand is called when it is a function; the rest are its arguments. */
export interface Command {
  operands: Operand[];
}

export type Operand =
  | { kind: "dot" }
  | { kind: "nil" }
  | { kind: "field"; names: string[] }
  | { kind: "variable"; name: string; fields: string[] }
  | { kind: "literal"; value: string | number | bigint | boolean }
  | { kind: "function"; name: string }
  | { kind: "pipeline"; pipeline: Pipeline; fields: string[] };
