/** Whether a settings flow has saved what was last sent in it. */
import type { Effect } from "@/lib/activity/note";
import { accountShape } from "@/lib/security-mails/account";
import { z } from "zod";

const savedShape = z.looseObject({ state: z.literal("success"), identity: accountShape });

/** @param flow  as the service tells it, at the end of a submission or later */
export function savedEffect(flow: unknown): Extract<Effect, { kind: "saved" }> | undefined {
  const { data } = savedShape.safeParse(flow);
  return data && { kind: "saved", account: data.identity };
}
