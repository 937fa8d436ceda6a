// What a web hook's answer says: a refusal, with messages for the form, or changes of the identity.
import * as z from "zod";
import { FieldIssuesError, type FieldIssue } from "../flows/outcome.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { OutgoingAnswer } from "../outgoing/client.js";
import type { UiMessage } from "../ui/message.js";

const json = z.custom<JsonValue>(() => true);
const channel = z.enum(["email", "sms"]);

const changesSchema = z.object({
  identity: z
    .object({
      schema_id: z.string().optional(),
      state: z.enum(["active", "inactive", ""]).optional(),
      traits: z.record(z.string(), json).optional(),
      verifiable_addresses: z
        .array(
          z.object({
            value: z.string(),
            via: channel,
            verified: z.boolean().default(false),
            status: z.enum(["pending", "sent", "completed"]).optional(),
          }),
        )
        .nullish(),
      recovery_addresses: z.array(z.object({ value: z.string(), via: channel })).nullish(),
      metadata_public: json.optional(),
      metadata_admin: json.optional(),
      external_id: z.string().nullish(),
    })
    .nullish(),
});

/** What is to be different in the identity; what is not named stays. */
export type IdentityChanges = NonNullable<z.infer<typeof changesSchema>["identity"]>;

/** An answer that cannot be read as what it must be. */
export class WebHookAnswerError extends Error {}

/** Of a 200. Any other good answer changes nothing. @throws WebHookAnswerError */
export function readChanges({ status, body }: OutgoingAnswer): IdentityChanges {
  if (status !== 200) return {};
  const result = changesSchema.safeParse(parse(body));
  if (result.success) return result.data.identity ?? {};
  const [issue] = result.error.issues;
  throw new WebHookAnswerError(
    `its answer cannot be read: "${issue?.path.join(".") ?? ""}" ${issue?.message ?? ""}`,
  );
}

const refusalSchema = z.object({
  messages: z
    .array(
      z.object({
        instance_ptr: z.string().default(""),
        messages: z
          .array(
            z.object({
              id: z.int().default(0),
              text: z.string().default(""),
              type: z.string().default(""),
              context: z.record(z.string(), json).nullish(),
            }),
          )
          .nullish(),
      }),
    )
    .nullish(),
});

/** The error that shows the answer's messages in the form. @throws WebHookAnswerError when there are none */
export function readRefusal({ status, body }: OutgoingAnswer): FieldIssuesError {
  const result = refusalSchema.safeParse(parse(body));
  if (!result.success || !result.data.messages || result.data.messages.length === 0) {
    throw new WebHookAnswerError(`it was answered with ${String(status)} and no messages for the form`);
  }
  return new FieldIssuesError(
    result.data.messages.flatMap(({ instance_ptr, messages }) =>
      (messages ?? []).map((message): FieldIssue => ({
        node: nodeOf(instance_ptr),
        message: uiMessage(message),
      })),
    ),
  );
}

interface SentMessage {
  id: number;
  text: string;
  type: string;
  context?: JsonObject | null | undefined;
}

function uiMessage({ id, text, type, context }: SentMessage): UiMessage {
  // As in Kratos: whatever is no error is an information.
  return {
    id,
    text,
    type: type === "error" ? "error" : "info",
    ...(context && { context: definedOnly(context) }),
  };
}

function definedOnly(context: JsonObject): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** `#/traits/email` names the field `traits.email`. @see https://www.rfc-editor.org/rfc/rfc6901 */
function nodeOf(pointer: string): string {
  return pointer
    .replace(/^#?\/?/, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .join(".");
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new WebHookAnswerError("its answer is no JSON");
  }
}
