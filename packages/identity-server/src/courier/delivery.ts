// What became of an attempt to deliver a message.
import type { JsonObject } from "../json.js";

export type Delivery = { kind: "delivered" } | FailedDelivery;

export interface FailedDelivery {
  kind: "failed";
  reason: string;
  /** What part of the way failed, where that helps. */
  explanation?: string;
  /** The other side will never take this message: trying again is no use. */
  isFinal: boolean;
}

/** How the admin API tells of a failed attempt: as of any error. */
export function dispatchError({ reason, explanation }: FailedDelivery): JsonObject {
  return {
    code: 500,
    status: "Internal Server Error",
    ...(explanation !== undefined && { reason: explanation }),
    message: reason,
  };
}
