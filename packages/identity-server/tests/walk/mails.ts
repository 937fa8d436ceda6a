// Reading the mails that the server has sent.
import type { JsonObject } from "../../src/json.js";
import { asText } from "./http.js";
import type { World } from "./world.js";

const POLL_MS = 2;
const POLLS = 400;

/** The mails of one kind to somebody, as the admin API lists them. */
export interface Mailbox {
  email: string;
  template: string;
  /** The ids of those that were there before. */
  known: ReadonlySet<string>;
}

/** Looks into the mailbox before something is asked for. */
export async function openMailbox(world: World, email: string, template: string): Promise<Mailbox> {
  const mails = await list(world, email, template);
  return { email, template, known: new Set(mails.map(({ id }) => asText(id))) };
}

/** Waits for a mail, which may be written after the answer. @param isIt tells it from others of its kind */
export async function nextMail(
  world: World,
  { email, template, known }: Mailbox,
  isIt: (text: string) => boolean = () => true,
): Promise<string> {
  for (let polls = 0; polls < POLLS; polls += 1) {
    for (const { id, body } of await list(world, email, template)) {
      const text = asText(body);
      if (!known.has(asText(id)) && isIt(text)) return text;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`no ${template} to ${email} came`);
}

export function codeIn(text: string): string {
  return /(?<![\d#&=-])\d{6}(?![\d-])/.exec(text)?.[0] ?? "";
}

export function linkIn(text: string): string {
  return /http[^\s"<>]*\/self-service\/[^\s"<>]*/.exec(text)?.[0].replaceAll("&amp;", "&") ?? "";
}

async function list(world: World, email: string, template: string): Promise<JsonObject[]> {
  const recipient = encodeURIComponent(email);
  const answer = await world.admin("GET", `/courier/messages?page_size=1000&recipient=${recipient}`);
  return answer.list.filter((message) => message.template_type === template);
}
