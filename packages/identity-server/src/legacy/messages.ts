// Messages in the words of v0alpha2: fewer ids, and less context beside them.
import { isJsonObject, type JsonObject } from "../json.js";

type ContextOf = (context: JsonObject) => JsonObject | undefined;

/** An id of today and the older one that says the same. */
const olderIds: Record<number, number> = {
  1010001: 1010001,
  1010014: 1010003,
  1010022: 1010001,
  1050017: 1050006,
  1050018: 1050012,
  1050020: 1050012,
  1070009: 1070005,
  4000016: 4000012,
  4000027: 4000007,
  4000028: 4000007,
  4000031: 4000005,
  4000032: 4000005,
  4000033: 4000005,
  4000034: 4000005,
  4000039: 4000005,
  4000035: 4000006,
  4000037: 4000006,
};

/** What the first generation had no id of its own for was told as what the JSON schema says. */
const GENERIC = 4000001;
const isGeneric = (id: number) =>
  (id >= 4000017 && id <= 4000026) || [4000004, 4000029, 4000030, 4000040, 4000041].includes(id);

const nothing: ContextOf = () => undefined;
const empty: ContextOf = () => ({});
const only =
  (...names: string[]): ContextOf =>
  (context) =>
    Object.fromEntries(names.map((name) => [name, context[name]]));

/** By the older id; messages that are not here keep their context. */
const contexts: Record<number, ContextOf> = {
  ...Object.fromEntries(
    [
      1010001, 1010003, 1010004, 1010005, 1010006, 1010007, 1010009, 1010010, 1040001, 1060002, 1080001,
      4000006, 4000007, 4000008, 4000011, 4000012, 4000013, 4000014, 4060001, 4060002, 4060004, 4070001,
      4070002, 4070003, 5000001,
    ].map((id) => [id, empty]),
  ),
  1010002: only("provider"),
  1040002: only("provider"),
  1060001: only("privilegedSessionExpiresAt"),
  1070002: nothing,
  [GENERIC]: nothing,
  4000003: ({ min_length, actual_length }) => ({ expected_length: min_length, actual_length }),
  4000005: ({ reason }) => (reason === undefined ? undefined : { reason }),
  ...Object.fromEntries([4010001, 4040001, 4050001, 4060005, 4070005].map((id) => [id, only("expired_at")])),
};

export function olderMessage(message: JsonObject): JsonObject {
  const { id, type, text } = message;
  if (typeof id !== "number") return message;
  const older = isGeneric(id) ? GENERIC : (olderIds[id] ?? id);
  // A message of the policy says its reason beside its text.
  const given = isJsonObject(message.context) ? message.context : {};
  const context = older === 4000005 && id !== older ? { reason: text } : (contexts[older] ?? keep)(given);
  return {
    id: older,
    text,
    type: type === "success" ? "info" : type,
    ...(context && (Object.keys(context).length > 0 || contexts[older] === empty) && { context }),
  };
}

const keep: ContextOf = (context) => context;
