// The forms that rules put in the place of recorded ones.
import type { RecordedStep } from "./normalise";
import type { JsonValue } from "./scenario";
import { lineWith, type Moment } from "./wanted";
import { formAnswer, kindOf, messagesOf, nodesOf, sentBy, withFlow } from "./wanted-answers";

/** The form names the field and its type. */
export function wrongType(at: Moment): RecordedStep | undefined {
  const [name, type] = oddFieldOf(sentBy(at)) ?? [];
  if (name === undefined) return undefined;
  const allowed = /^(traits|transient_payload)$/.test(name) ? "object" : "string";
  const nodes = lineWith(`/${name} `, `4000026 error {actual_type:'${type}', allowed_types:['${allowed}']}`);
  if (nodesOf(at.recorded).length === 0) return formAnswer(at.recorded, kindOf(at), { nodes });
  return withFlow(at.recorded, { transient_payload: undefined }, { nodes, messages: undefined });
}

/** The first field of a submission that holds no text, or no object where there should be one. */
function oddFieldOf(sent: Record<string, JsonValue>): [name: string, type: string] | undefined {
  for (const [name, value] of Object.entries(sent)) {
    const type = Array.isArray(value) ? "array" : typeof value;
    if (type !== (/^(traits|transient_payload)$/.test(name) ? "object" : "string")) return [name, type];
  }
  return undefined;
}

const identifierOf = (recorded: RecordedStep) =>
  nodesOf(recorded)
    .filter((node) => node.includes("/identifier "))
    .map((node) => node.replace("type:'text'", "type:'hidden'"));

/** Somebody unknown is offered the ways in that an account may have. */
export function asKnown({ recorded, topic }: Moment): RecordedStep | undefined {
  if (nodesOf(recorded).length === 0) return undefined;
  const isUnknown = messagesOf(recorded).includes("4000035 error");
  const rest = nodesOf(recorded).filter((node) => !/\/identifier |identifier_first\/method/.test(node));
  const isCode = (node: string) => node.startsWith("input code/");
  const inOrder = isUnknown ? [...rest.filter((node) => !isCode(node)), ...rest.filter(isCode)] : rest;
  const button =
    "input passkey/passkey_login_trigger {onclick:'window.oryPasskeyLogin()', onclickTrigger:'oryPasskeyLogin', type:'button', value:''} label 1010021 info";
  const nodes = [...identifierOf(recorded), ...inOrder, ...(topic.endsWith("keys") ? [button] : [])];
  const payload = isUnknown && recorded.status === 400 && { transient_payload: {} };
  const messages = isUnknown ? undefined : messagesOf(recorded);
  return withFlow(recorded, { active: "identifier_first", ...payload }, { nodes, messages });
}

/** Somebody unknown is asked for a code, as if one had been sent. */
export function sentToUnknown({ recorded }: Moment): RecordedStep {
  const nodes = [
    ...identifierOf(recorded),
    "input code/method {type:'hidden', value:'code'}",
    "input code/code {required:true, type:'text'} label 1070013 info",
    "input code/method {type:'submit', value:'code'} label 1070009 info",
    "input code/resend {type:'submit', value:'code'} label 1070008 info",
    ...nodesOf(recorded).filter((node) => node.includes("csrf_token")),
  ];
  const changes = { active: "code", state: "sent_email", transient_payload: {} };
  return withFlow(recorded, changes, { nodes, messages: ["1010014 info"] });
}

/** Of all addresses that a code might go to, the form has the one that was chosen. */
export function withChosenAlone(at: Moment): RecordedStep | undefined {
  const all = nodesOf(at.recorded).filter((node) => node.startsWith("input code/identifier "));
  if (all.length < 2) return undefined;
  const sent = [...at.before, at].map(sentBy).map(({ address, identifier }) => address ?? identifier);
  const chosen = `info {address:'${(sent.findLast((value) => typeof value === "string") ?? "").replaceAll(/\{\{(\w+)\}\}/g, "<$1>")}'`;
  const nodes = nodesOf(at.recorded).filter((node) => !all.includes(node) || node.includes(chosen));
  return withFlow(at.recorded, {}, { nodes });
}
