// A UI message as it stands in a flow. The constructors, one for each id, are in messages.ts.
import type { JsonValue } from "../json.js";

export type MessageType = "info" | "error" | "success";

export interface UiMessage {
  id: number;
  text: string;
  type: MessageType;
  context?: Record<string, JsonValue>;
}
