/** The least that an answer of the service must have for the pages to show it. What goes beyond is passed on as it is. */
import type { FlowError, Session } from "@ory/client";
import { z } from "zod";
import type { FlowByKind, FlowKind } from "./flow-kind";

const messageShape = z.looseObject({ id: z.number(), text: z.string(), type: z.string() });

const nodeShape = z.looseObject({
  type: z.string(),
  group: z.string(),
  attributes: z.looseObject({ node_type: z.string() }),
  messages: z.array(messageShape),
  meta: z.looseObject({ label: messageShape.optional() }),
});

const flowShape = z.looseObject({
  id: z.uuid(),
  expires_at: z.string(),
  return_to: z.string().optional(),
  ui: z.looseObject({
    action: z.string(),
    method: z.string(),
    nodes: z.array(nodeShape),
    messages: z.array(messageShape).nullish(),
  }),
});

export function isFlow<K extends FlowKind>(_kind: K, value: unknown): value is FlowByKind[K] {
  return flowShape.safeParse(value).success;
}

const sessionShape = z.looseObject({
  id: z.string().min(1),
  identity: z.looseObject({ id: z.string().min(1) }),
});

export function isSession(value: unknown): value is Session {
  return sessionShape.safeParse(value).success;
}

/** The identity that an answer names. */
export function identityIdOf(value: unknown): string | undefined {
  return z.looseObject({ identity: z.looseObject({ id: z.string().min(1) }) }).safeParse(value).data?.identity
    .id;
}

/** Other devices' sessions may come without their identity. */
export function isSessionList(value: unknown): value is Session[] {
  return z.array(z.looseObject({ id: z.string().min(1) })).safeParse(value).success;
}

export function isFlowError(value: unknown): value is FlowError {
  return z.looseObject({ id: z.string(), error: z.looseObject({}).optional() }).safeParse(value).success;
}

/** The generic error: an id for some, a status, and a reason for people. */
export const serviceErrorShape = z.looseObject({
  id: z.string().optional(),
  code: z.number().optional(),
  status: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z.looseObject({}).optional(),
});
export type ServiceError = z.infer<typeof serviceErrorShape>;

const flowReference = z.looseObject({ id: z.uuid() });

/** What to do after a submission; kinds that a browser has no use for are left out. */
const continueWithShape = z.union([
  z.object({
    action: z.enum(["show_verification_ui", "show_settings_ui", "show_recovery_ui"]),
    flow: flowReference,
  }),
  z.object({ action: z.literal("redirect_browser_to"), redirect_browser_to: z.string() }),
]);
export type ContinueItem = z.infer<typeof continueWithShape>;

export const continueItems = z
  .array(z.unknown())
  .nullish()
  .catch(undefined)
  .transform((items) =>
    (items ?? []).flatMap((item) => {
      const { success, data } = continueWithShape.safeParse(item);
      return success ? [data] : [];
    }),
  );
