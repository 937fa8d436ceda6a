/** A flow as forms: one for each group of its nodes. Nodes are data from outside and never become markup. */
import type { UiNode, UiNodeInputAttributes, UiText } from "@ory/client-fetch";
import { element } from "./element";
import type { Flow, FlowKind } from "./flows";

export type Fields = Record<string, unknown>;
type Send = (fields: Fields) => void;

/** Their ceremonies are scripts of their own, which Foyer's pages have: they are linked to. */
const ON_FOYERS_PAGES = ["webauthn", "passkey"];

/** Groups that sign somebody in or up with what the default group asks for. */
const WITH_DEFAULT_FIELDS = ["password", "code", "link", "identifier_first", "profile"];

const HEADINGS: Record<string, string> = {
  profile: "Profile",
  password: "Password",
  totp: "Authenticator app",
  lookup_secret: "Backup codes",
  oidc: "Other accounts",
  code: "Code",
};

/** @param send  gets the fields of the form that was sent, by the names and types that the service knows */
export function flowView(kind: FlowKind, flow: Flow, send: Send): HTMLElement {
  const { nodes, messages = [] } = flow.ui;
  const groups = [...new Set(nodes.map(({ group }) => group as string))].filter(
    (group) => group !== "default" && !ON_FOYERS_PAGES.includes(group),
  );
  const common = nodes.filter(({ group }) => group === "default");
  const forms = groups.map((group) => {
    const shared = common.filter((node) => isHidden(node) || WITH_DEFAULT_FIELDS.includes(group));
    const own = nodes.filter((node) => node.group === group);
    const heading = kind === "settings" ? HEADINGS[group] : undefined;
    return formOf(`${kind}-${group}`, [...shared, ...own], heading, send);
  });
  const isElsewhere = nodes.some(({ group }) => ON_FOYERS_PAGES.includes(group));
  return element("div", {}, [
    ...messages.map((message) => messageOf(message)),
    ...forms,
    ...(isElsewhere
      ? [element("p", {}, [element("a", { href: `/${kind}` }, ["Use a passkey or a security key"])])]
      : []),
  ]);
}

function formOf(id: string, nodes: UiNode[], heading: string | undefined, send: Send): HTMLElement {
  // `novalidate`: the service's own messages say what is wrong, at the field and to assistive tools.
  const form = element("form", { id, novalidate: "" }, [
    ...(heading === undefined ? [] : [element("h2", {}, [heading])]),
    ...nodes.flatMap((node) => viewOf(node, id)),
  ]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(fieldsOf(form as HTMLFormElement, event.submitter, nodes));
  });
  return form;
}

function viewOf(node: UiNode, formId: string): HTMLElement[] {
  const { attributes, messages, meta } = node;
  const label = meta.label?.text ?? "";
  switch (attributes.node_type) {
    case "input":
      return inputOf(node, attributes, `${formId}-${attributes.name}`);
    case "text": {
      const { secrets } = (attributes.text.context ?? {}) as { secrets?: UiText[] };
      const texts = secrets?.map(({ text }) => text) ?? [attributes.text.text];
      return [
        element("p", {}, [`${label} `, ...texts.flatMap((text) => [element("code", {}, [text]), " "])]),
      ];
    }
    case "img":
      return [element("img", { src: attributes.src, alt: label })];
    case "a":
      return /^https?:/.test(attributes.href)
        ? [element("p", {}, [element("a", { href: attributes.href }, [attributes.title.text])])]
        : [];
    default:
      return messages.map((message) => messageOf(message));
  }
}

function inputOf({ messages, meta }: UiNode, input: UiNodeInputAttributes, id: string): HTMLElement[] {
  const label = meta.label?.text ?? input.label?.text ?? input.name;
  const value = input.value === undefined || input.value === null ? "" : String(input.value);
  const own = { id, name: input.name, disabled: input.disabled ? "" : undefined };
  if (input.type === "hidden") {
    return [
      element("input", { ...own, type: "hidden", value }),
      ...messages.map((message) => messageOf(message)),
    ];
  }
  if (input.type === "submit") return [element("button", { ...own, type: "submit", value }, [label])];
  // A button without a form is for a script that Foyer's pages have.
  if (input.type === "button") return [];

  const texts = messages.map((message, index) => messageOf(message, `${id}-message-${index}`));
  const attributes = {
    ...own,
    required: input.required ? "" : undefined,
    autocomplete: input.autocomplete?.replace(" webauthn", ""),
    "aria-invalid": messages.some(({ type }) => type === "error") ? "true" : undefined,
    "aria-describedby": texts.length > 0 ? texts.map((text) => text.id).join(" ") : undefined,
  };
  return [
    element("div", {}, [
      element("label", { for: id }, [label]),
      controlOf(input, attributes, value),
      ...texts,
    ]),
  ];
}

type Attributes = Record<string, string | undefined>;

function controlOf(input: UiNodeInputAttributes, attributes: Attributes, value: string): HTMLElement {
  const { type, options = [] } = input;
  if (options.length > 0) {
    const choices = options.map((option) => choiceOf(String(option.value), value));
    return element("select", attributes, choices);
  }
  return type === "checkbox"
    ? element("input", { ...attributes, type, checked: input.value === true ? "" : undefined })
    : element("input", { ...attributes, type, value });
}

function choiceOf(option: string, chosen: string): HTMLElement {
  return element("option", { value: option, selected: option === chosen ? "" : undefined }, [option]);
}

/** What went wrong is announced at once, the rest when there is a pause. */
function messageOf({ id, text, type }: UiText, elementId?: string): HTMLElement {
  return element(
    "p",
    {
      class: "message",
      role: type === "error" ? "alert" : "status",
      "data-type": type,
      "data-message": String(id),
      id: elementId,
    },
    [text],
  );
}

/** The form's fields as JSON: `traits.name.first` is a place in an object, numbers and boxes keep their types. */
function fieldsOf(form: HTMLFormElement, submitter: HTMLElement | null, nodes: readonly UiNode[]): Fields {
  const fields: Fields = {};
  for (const { attributes } of nodes) {
    if (attributes.node_type !== "input" || attributes.type === "submit" || attributes.type === "button")
      continue;
    const control = form.elements.namedItem(attributes.name);
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement)) continue;
    if (control.disabled) continue;
    const isBox = control instanceof HTMLInputElement && attributes.type === "checkbox";
    const value = isBox
      ? control.checked
      : attributes.type === "number"
        ? Number(control.value)
        : control.value;
    // A trait that is left empty is left out: an empty text is no date, no number and no address.
    if (control.value === "" && attributes.name.startsWith("traits.")) continue;
    put(fields, attributes.name.split("."), value);
  }
  if (submitter instanceof HTMLButtonElement) put(fields, [submitter.name], submitter.value);
  return fields;
}

function put(into: Fields, [name = "", ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner = Object.hasOwn(into, name) ? (into[name] as Fields) : {};
  into[name] = inner;
  put(inner, rest, value);
}

function isHidden({ attributes }: UiNode): boolean {
  return attributes.node_type === "input" && attributes.type === "hidden";
}
