// Reads what stands between the braces of an object.
import type { Parser } from "./parse.js";
import type {
  Assertion,
  Bind,
  Expression,
  Field,
  ObjectComprehension,
  ObjectLiteral,
  Visibility,
} from "./syntax.js";

const VISIBILITIES: Record<string, Visibility> = { ":": "inherit", "::": "hidden", ":::": "visible" };

/** @param parser just behind the opening brace */
export function parseObjectBody(parser: Parser): ObjectLiteral | ObjectComprehension {
  const locals: Bind[] = [];
  const assertions: Assertion[] = [];
  const fields: Field[] = [];
  let computed = 0;
  while (!parser.accept("}")) {
    const token = parser.peek();
    if (token.kind === "keyword" && parser.accept("for")) {
      return comprehension(parser, { locals, assertions, fields, computed }, token);
    }
    if (token.kind === "keyword" && parser.accept("local")) addLocals(parser, locals);
    else if (token.kind === "keyword" && parser.accept("assert")) {
      const test = parser.expression();
      assertions.push({ test, message: parser.accept(":") ? parser.expression() : undefined });
    } else {
      const isComputed = token.kind !== "string" && token.text === "[";
      if (isComputed) computed += 1;
      const field = parseField(parser);
      const name = field.name.kind === "literal" && !isComputed ? field.name.value : undefined;
      if (
        name !== undefined &&
        fields.some((other) => other.name.kind === "literal" && other.name.value === name)
      ) {
        throw parser.wrong(token, "is there already");
      }
      fields.push(field);
    }
    const after = parser.peek();
    if (parser.accept(",")) continue;
    if (after.kind === "string" || (after.text !== "}" && after.text !== "for")) {
      throw parser.wrong(after, 'stands where "," or "}" should');
    }
  }
  return { kind: "object", locals, assertions, fields };
}

function addLocals(parser: Parser, locals: Bind[]): void {
  const token = parser.peek();
  // In an object each `local` binds one name; the comma ends it.
  const name = parser.identifier();
  if (locals.some((local) => local.name === name)) throw parser.wrong(token, "is there already");
  const next = parser.peek();
  const params = next.kind === "punctuation" && next.text === "(" ? parser.params() : undefined;
  parser.expect("=");
  const value = parser.expression();
  locals.push({ name, body: params ? { kind: "function", params, body: value } : value });
}

function parseField(parser: Parser): Field {
  const name = fieldName(parser);
  const open = parser.peek();
  const params = open.kind === "punctuation" && open.text === "(" ? parser.params() : undefined;
  const operator = parser.next();
  const isAdded = operator.text.startsWith("+");
  const visibility =
    operator.kind === "operator" ? VISIBILITIES[isAdded ? operator.text.slice(1) : operator.text] : undefined;
  if (visibility === undefined) throw parser.wrong(operator, 'stands where ":" should');
  if (isAdded && params) throw parser.wrong(operator, "does not go with a method");
  const value = parser.expression();
  const body: Expression = params ? { kind: "function", params, body: value } : value;
  return { name, visibility, isAdded, body };
}

function fieldName(parser: Parser): Expression {
  const token = parser.next();
  if (token.kind === "identifier" || token.kind === "string") return { kind: "literal", value: token.text };
  if (token.text !== "[" || token.kind !== "punctuation") throw parser.wrong(token, "is no name of a field");
  const name = parser.expression();
  parser.expect("]");
  return name;
}

interface Members {
  locals: Bind[];
  assertions: Assertion[];
  fields: Field[];
  computed: number;
}

function comprehension(
  parser: Parser,
  { locals, assertions, fields, computed }: Members,
  token: ReturnType<Parser["peek"]>,
): ObjectComprehension {
  const [field] = fields;
  if (!field || fields.length > 1 || computed !== 1 || assertions.length > 0) {
    throw parser.wrong(token, "needs exactly one field before it, with its name in brackets");
  }
  if (field.visibility !== "inherit") throw parser.wrong(token, "does not go with a hidden field");
  const name = parser.identifier();
  parser.expect("in");
  const over = parser.expression();
  const clauses: ObjectComprehension["clauses"] = [{ kind: "for", name, over }, ...parser.clauses()];
  parser.expect("}");
  return { kind: "object-comprehension", locals, field, clauses };
}
