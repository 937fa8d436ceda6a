import type { Message } from "@ory/client";
import { getLanguage } from "@/lib/i18n";

/** How far a message has come, in words; a state that is new to us by its own name. */
export function statusText({ status }: Message): string {
  const { statuses } = getLanguage().admin.messages;
  const name = String(status);
  return name in statuses ? statuses[name as keyof typeof statuses] : name;
}
