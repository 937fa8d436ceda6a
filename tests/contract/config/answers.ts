// What the receiver answers, by the names that scenarios ask with. `{{run}}` is the scenario's own, if it sent it along.
import type { JsonValue } from "../lib/scenario";

interface ReceiverAnswer {
  status: number;
  json?: JsonValue;
}

/** `none`: the connection is broken off. */
export type Answering = ReceiverAnswer | "none" | ((path: string) => ReceiverAnswer);

const refusal = (status: number, pointer: string, type = "error"): ReceiverAnswer => ({
  status,
  json: {
    messages: [
      {
        instance_ptr: pointer,
        messages: [{ id: 1234, text: "Not this one.", type, context: { value: "this" } }],
      },
    ],
  },
});

export const answers: Record<string, Answering> = {
  fine: { status: 200, json: {} },
  nothing: { status: 204 },
  none: "none",
  "in-words": { status: 200, json: "no" },
  created: { status: 201, json: { status: "password_match" } },
  forbidden: { status: 403, json: { status: "password_match" } },
  "password-match": { status: 200, json: { status: "password_match" } },
  "password-match-of-list": { status: 200, json: [{ status: "password_match" }] },
  "password-match-and-more": { status: 200, json: { status: "password_match", other: [1, { a: null }] } },
  "password-mismatch": { status: 200, json: { status: "password_mismatch" } },
  "not-found": { status: 404, json: { error: "not found" } },
  unavailable: { status: 503, json: { error: "unavailable" } },
  "refuse-email": refusal(400, "#/traits/email"),
  "refuse-form": refusal(403, "#/"),
  "refuse-unknown": refusal(422, "#/traits/shoe_size"),
  "inform-email": refusal(400, "#/traits/email", "info"),
  "refuse-badly": { status: 400, json: { messages: [] } },
  "refuse-in-words": { status: 400, json: "no" },
  "change-traits": {
    status: 200,
    json: { identity: { traits: { email: "changed-{{run}}@foyer.example", name: { first: "Changed" } } } },
  },
  "change-metadata": {
    status: 200,
    json: {
      identity: { metadata_public: { plan: "gold" }, metadata_admin: { from: "hook" }, external_id: "" },
    },
  },
  "change-state": { status: 200, json: { identity: { state: "inactive" } } },
  "change-to-wrong-traits": { status: 200, json: { identity: { traits: { email: "nobody" } } } },
  "change-in-words": { status: 200, json: { identity: "somebody" } },
  "change-nothing": { status: 200, json: { identity: {} } },
};
