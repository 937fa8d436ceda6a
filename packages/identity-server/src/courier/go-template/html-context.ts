// Where in an HTML document an action stands, and how its value must be escaped there: Go's html/template, for what a
// mail needs. Values inside of scripts, styles, event attributes and tag or attribute names are refused.

export type Escaper = "html" | "unquoted" | "url-filter" | "url" | "url-query" | "drop";

type UrlPart = "start" | "path" | "query";
type Delimiter = '"' | "'" | "";

export type HtmlContext =
  | { state: "text" }
  | { state: "comment" }
  /** Inside `<title>` or `<textarea>`: text, until the closing tag. */
  | { state: "rcdata"; element: string }
  /** Inside `<style>` or `<script>`. */
  | { state: "raw"; element: string }
  | { state: "tag"; element: string }
  | { state: "after-name"; element: string; attribute: string }
  | { state: "before-value"; element: string; attribute: string }
  | { state: "value"; element: string; attribute: AttributeKind; delimiter: Delimiter; url: UrlPart };

type AttributeKind = "plain" | "url" | "style" | "script";

export const htmlStart: HtmlContext = { state: "text" };

export interface Advanced {
  context: HtmlContext;
  /** The text as it is sent: without comments, and with a lone `<` escaped. */
  text: string;
}

/** Follows a piece of the template's own text. */
export function advance(from: HtmlContext, text: string): Advanced {
  let context = from;
  let rest = text;
  let output = "";
  while (rest !== "") {
    const step = STEPS[context.state](context, rest);
    output += step.emit ?? rest.slice(0, step.length);
    rest = rest.slice(step.length);
    context = step.context;
  }
  return { context, text: output };
}

export type ValuePlace =
  { kind: "possible"; escapers: Escaper[]; context: HtmlContext } | { kind: "refused"; problem: string };

/** What to do with a value that stands here. */
export function placeValue(context: HtmlContext): ValuePlace {
  switch (context.state) {
    case "text":
    case "rcdata":
      return { kind: "possible", escapers: ["html"], context };
    case "comment":
      return { kind: "possible", escapers: ["drop"], context };
    case "raw":
      return { kind: "refused", problem: `a value can't stand inside of <${context.element}>` };
    case "before-value":
      return placeValue(openValue(context.element, context.attribute, ""));
    case "value": {
      if (context.attribute === "style" || context.attribute === "script") {
        return { kind: "refused", problem: `a value can't stand in a ${context.attribute} attribute` };
      }
      const escapers = context.attribute === "url" ? urlEscapers(context.url) : [];
      return {
        kind: "possible",
        escapers: [...escapers, context.delimiter === "" ? "unquoted" : "html"],
        context,
      };
    }
    default:
      return { kind: "refused", problem: "a value can't be the name of a tag or an attribute" };
  }
}

export function isSameContext(first: HtmlContext, second: HtmlContext): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

function urlEscapers(part: UrlPart): Escaper[] {
  if (part === "start") return ["url-filter", "url"];
  return part === "path" ? ["url"] : ["url-query"];
}

interface Step {
  context: HtmlContext;
  length: number;
  emit?: string;
}

type In<State extends HtmlContext["state"]> = Extract<HtmlContext, { state: State }>;

// Each is only called with its own state.
const STEPS: Record<HtmlContext["state"], (context: HtmlContext, rest: string) => Step> = {
  text: (context, rest) => inText(context, rest),
  comment: (context, rest) => inComment(context, rest),
  rcdata: (context, rest) => inRaw(context as In<"rcdata">, rest),
  raw: (context, rest) => inRaw(context as In<"raw">, rest),
  tag: (context, rest) => inTag(context as In<"tag">, rest),
  "after-name": (context, rest) => afterName(context as In<"after-name">, rest),
  "before-value": (context, rest) => beforeValue(context as In<"before-value">, rest),
  value: (context, rest) => inValue(context as In<"value">, rest),
};

function inText(context: HtmlContext, rest: string): Step {
  const open = rest.indexOf("<");
  if (open === -1) return { context, length: rest.length };
  if (open > 0) return { context, length: open };
  if (rest.startsWith("<!--")) return { context: { state: "comment" }, length: 4, emit: "" };
  const tag = /^<\/?([a-zA-Z][^\s/>]*)/.exec(rest);
  if (tag)
    return { context: { state: "tag", element: tagName(tag[0], tag[1] ?? "") }, length: tag[0].length };
  return /^<[!?]/.test(rest) ? { context, length: 1 } : { context, length: 1, emit: "&lt;" };
}

function inComment(context: HtmlContext, rest: string): Step {
  const end = rest.indexOf("-->");
  if (end === -1) return { context, length: rest.length, emit: "" };
  return { context: { state: "text" }, length: end + 3, emit: "" };
}

/** A closing tag opens nothing, whatever its name. */
function tagName(whole: string, name: string): string {
  return whole.startsWith("</") ? "" : name.toLowerCase();
}

function inRaw(context: In<"raw"> | In<"rcdata">, rest: string): Step {
  const close = new RegExp(`</${context.element}(?=[\\s/>])`, "i").exec(rest);
  if (!close) return { context, length: rest.length };
  return {
    context: { state: "text" },
    length: close.index === 0 ? 0 : close.index,
    ...(close.index === 0 && closeTag(rest)),
  };
}

function closeTag(rest: string): Step {
  const length = /^<\/[a-zA-Z]+/.exec(rest)?.[0].length ?? 1;
  return { context: { state: "tag", element: "" }, length };
}

function inTag({ element }: In<"tag">, rest: string): Step {
  if (rest.startsWith(">")) return { context: contentOf(element), length: 1 };
  const name = /^[^\s/>=]+/.exec(rest)?.[0];
  if (name !== undefined) {
    return { context: { state: "after-name", element, attribute: name.toLowerCase() }, length: name.length };
  }
  return { context: { state: "tag", element }, length: 1 };
}

function contentOf(element: string): HtmlContext {
  if (element === "style" || element === "script") return { state: "raw", element };
  if (element === "title" || element === "textarea") return { state: "rcdata", element };
  return { state: "text" };
}

function afterName({ element, attribute }: In<"after-name">, rest: string): Step {
  const space = /^\s+/.exec(rest)?.[0].length ?? 0;
  if (space === rest.length) return { context: { state: "after-name", element, attribute }, length: space };
  if (rest[space] === "=")
    return { context: { state: "before-value", element, attribute }, length: space + 1 };
  return { context: { state: "tag", element }, length: space, ...(space === 0 && { emit: "" }) };
}

function beforeValue({ element, attribute }: In<"before-value">, rest: string): Step {
  const space = /^\s+/.exec(rest)?.[0].length ?? 0;
  if (space > 0) return { context: { state: "before-value", element, attribute }, length: space };
  const delimiter = rest[0] === '"' || rest[0] === "'" ? rest[0] : "";
  return {
    context: openValue(element, attribute, delimiter),
    length: delimiter.length,
    ...(delimiter === "" && { emit: "" }),
  };
}

function openValue(element: string, attribute: string, delimiter: Delimiter): In<"value"> {
  return { state: "value", element, attribute: attributeKind(attribute), delimiter, url: "start" };
}

function inValue(context: In<"value">, rest: string): Step {
  const end = context.delimiter === "" ? rest.search(/[\s>]/) : rest.indexOf(context.delimiter);
  if (end === 0)
    return {
      context: { state: "tag", element: context.element },
      length: context.delimiter.length,
      ...(context.delimiter === "" && { emit: "" }),
    };
  const part = end === -1 ? rest : rest.slice(0, end);
  return { context: { ...context, url: urlPart(context.url, part) }, length: part.length };
}

function urlPart(before: UrlPart, text: string): UrlPart {
  if (before === "query" || /[?#]/.test(text)) return "query";
  return before === "path" || text.trim() !== "" ? "path" : "start";
}

const URL_ATTRIBUTES = new Set([
  "action",
  "archive",
  "background",
  "cite",
  "classid",
  "codebase",
  "data",
  "formaction",
  "href",
  "icon",
  "longdesc",
  "manifest",
  "poster",
  "profile",
  "src",
  "srcset",
  "usemap",
  "xmlns",
]);

function attributeKind(fullName: string): AttributeKind {
  const name = fullName.replace(/^data-/, "").replace(/^.*:/, "");
  if (name === "style") return "style";
  if (name.startsWith("on")) return "script";
  return URL_ATTRIBUTES.has(name) || /src|uri|url/.test(name) ? "url" : "plain";
}
