// What can be known to be wrong with a template before it is used: templates that aren't there, fields that the mail
// doesn't have, values where they can't be made harmless. Also settles how each value is escaped.
import { TemplateError } from "./error.js";
import { advance, htmlStart, isSameContext, placeValue, type HtmlContext } from "./html-context.js";
import type { Definitions } from "./parse.js";
import type { Command, Node, Operand, Pipeline, Position } from "./tree.js";

export interface CheckOptions {
  definitions: Definitions;
  isHtml: boolean;
  /** The fields of the mail, such as `To`. */
  fields: ReadonlySet<string>;
}

const MAX_DEPTH = 20;

/**
 * Makes the tree that is carried out: calls of templates become their bodies, values know their escapers.
 *
 * @throws TemplateError
 */
export function checkTemplate(name: string, options: CheckOptions): Node[] {
  const { definitions, isHtml, fields } = options;
  return visitAll(definitions.get(name) ?? [], htmlStart, { dotIsRoot: true, rootIsMail: true, depth: 0 })
    .nodes;

  interface Scope {
    /** Whether `.` is the mail itself. */
    dotIsRoot: boolean;
    /** Whether `$` is the mail itself; not in a template that was called with something else. */
    rootIsMail: boolean;
    depth: number;
  }
  interface Visited<T> {
    result: T;
    context: HtmlContext;
  }

  function visitAll(nodes: Node[], from: HtmlContext, scope: Scope): { nodes: Node[]; context: HtmlContext } {
    let context = from;
    const visited = nodes.map((node) => {
      const next = visit(node, context, scope);
      context = next.context;
      return next.result;
    });
    return { nodes: visited, context };
  }

  function visit(node: Node, context: HtmlContext, scope: Scope): Visited<Node> {
    switch (node.kind) {
      case "text": {
        if (!isHtml) return { result: node, context };
        const advanced = advance(context, node.text);
        return { result: { ...node, text: advanced.text }, context: advanced.context };
      }
      case "print": {
        checkPipeline(node.pipeline, scope, node.at);
        if (!isHtml || node.pipeline.variables.length > 0) return { result: node, context };
        const place = placeValue(context);
        if (place.kind === "refused") throw new TemplateError(node.at.file, node.at.line, place.problem);
        const pipeline = withoutOwnEscape(node.pipeline);
        return { result: { ...node, pipeline, escapers: place.escapers }, context: place.context };
      }
      case "if":
      case "with":
      case "range":
        return visitBranch(node, context, scope);
      case "template":
        return visitCall(node, context, scope);
      default:
        return { result: node, context };
    }
  }

  function visitBranch(
    node: Extract<Node, { kind: "if" | "with" | "range" }>,
    context: HtmlContext,
    scope: Scope,
  ): Visited<Node> {
    checkPipeline(node.pipeline, scope, node.at);
    const inner = node.kind === "if" ? scope : { ...scope, dotIsRoot: false };
    const then = visitAll(node.then, context, inner);
    const otherwise = visitAll(node.otherwise, context, scope);
    if (!isSameContext(then.context, otherwise.context)) {
      throw new TemplateError(
        node.at.file,
        node.at.line,
        "the ways through this end at different places of the HTML (one inside a tag or attribute, one not)",
      );
    }
    return { result: { ...node, then: then.nodes, otherwise: otherwise.nodes }, context: then.context };
  }

  function visitCall(
    node: Extract<Node, { kind: "template" }>,
    context: HtmlContext,
    scope: Scope,
  ): Visited<Node> {
    const fail = (problem: string) => new TemplateError(node.at.file, node.at.line, problem);
    const called = definitions.get(node.name);
    if (!called) {
      throw fail(`there is no template "${node.name}"; there are: ${[...definitions.keys()].join(", ")}`);
    }
    if (scope.depth >= MAX_DEPTH) throw fail(`the template "${node.name}" calls itself`);
    if (node.argument) checkPipeline(node.argument, scope, node.at);
    const passesMail = node.argument !== undefined && isMail(node.argument, scope);
    const body = visitAll(called, context, {
      dotIsRoot: passesMail,
      rootIsMail: passesMail,
      depth: scope.depth + 1,
    });
    return { result: { ...node, body: body.nodes }, context: body.context };
  }

  function checkPipeline(pipeline: Pipeline, scope: Scope, at: Position): void {
    for (const { operands } of pipeline.commands) {
      for (const operand of operands) {
        if (operand.kind === "pipeline") checkPipeline(operand.pipeline, scope, at);
        const field = fieldOfMail(operand, scope);
        if (field !== undefined && !fields.has(field)) {
          throw new TemplateError(
            at.file,
            at.line,
            `there is no field .${field}; there are: ${[...fields].map((known) => `.${known}`).join(", ")}`,
          );
        }
      }
    }
  }

  function fieldOfMail(operand: Operand, scope: Scope): string | undefined {
    if (operand.kind === "field" && scope.dotIsRoot) return operand.names[0];
    return operand.kind === "variable" && operand.name === "$" && scope.rootIsMail
      ? operand.fields[0]
      : undefined;
  }
}

function isMail(pipeline: Pipeline, scope: { dotIsRoot: boolean; rootIsMail: boolean }): boolean {
  const operand = pipeline.commands.length === 1 ? pipeline.commands[0]?.operands[0] : undefined;
  if (operand?.kind === "dot") return scope.dotIsRoot;
  return (
    operand?.kind === "variable" && operand.name === "$" && operand.fields.length === 0 && scope.rootIsMail
  );
}

/** `html` at the end of a pipeline asks for what is done anyway; twice would be once too often. */
function withoutOwnEscape(pipeline: Pipeline): Pipeline {
  const last: Command | undefined = pipeline.commands.at(-1);
  const [first, ...args] = last?.operands ?? [];
  if (first?.kind !== "function" || first.name !== "html") return pipeline;
  const print: Command = { operands: [{ kind: "function", name: "print" }, ...args] };
  return { ...pipeline, commands: [...pipeline.commands.slice(0, -1), print] };
}
