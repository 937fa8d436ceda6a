import type { Message } from "@ory/client";
import { ids, isTextId, type Translate } from "@/lib/i18n";

/** How far a message has come, in words; a state that is new to us by its own name. */
export function statusText({ status }: Message, t: Translate<"admin.messages">): string {
  return isTextId(ids.admin.messages.statuses, status) ? t(`statuses.${status}`) : String(status);
}
