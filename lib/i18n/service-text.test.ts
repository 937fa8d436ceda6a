import { describe, expect, it } from "vitest";
import { en } from "./en";
import { serviceText } from "./service-text";

/** First and last number of each run of message ids of the Kratos protocol (26.2). */
const runs = [
  [1010000, 1010023],
  [1020000, 1020000],
  [1030000, 1030000],
  [1040000, 1040009],
  [1050000, 1050020],
  [1060000, 1060007],
  [1070000, 1070017],
  [1080000, 1080003],
  [4000000, 4000041],
  [4010000, 4010010],
  [4040000, 4040003],
  [4050000, 4050001],
  [4060000, 4060006],
  [4070000, 4070006],
  [5000000, 5000002],
] as const;

const protocolIds = runs.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index),
);

const messageText = (message: Parameters<typeof serviceText>[0]) => serviceText(message, "en");
const message = (id: number, context?: object) => ({
  id,
  type: "info" as const,
  text: "the service's own text",
  ...(context && { context }),
});

describe("the catalogue of messages", () => {
  it("has a text for every id of the protocol, and no other", () => {
    expect(Object.keys(en.service).map(Number).sort()).toEqual(protocolIds.sort());
  });

  it("leaves no placeholder in a text", () => {
    for (const id of protocolIds) expect(messageText(message(id))).not.toMatch(/[{}]/);
  });
});

describe("serviceText", () => {
  it("falls back to the service's text for an id that it does not know", () => {
    expect(messageText(message(7777777))).toBe("the service's own text");
  });

  it("falls back to the service's text where the context lacks what the sentence needs", () => {
    expect(messageText(message(1010002))).toBe("the service's own text");
    expect(messageText(message(1010002, { provider: "GitHub" }))).toBe("Continue with GitHub");
  });

  it("says the reason where only the service knows it", () => {
    expect(messageText(message(4000001, { reason: "Because." }))).toBe("Because.");
  });

  it("counts the minutes left of a privileged session", () => {
    const expiresAt = new Date(Date.now() + 14.5 * 60_000).toISOString();
    expect(messageText(message(1060001, { privileged_session_expires_at: expiresAt }))).toContain(
      "15 minutes",
    );
  });

  it("ignores a context that is not what the protocol says", () => {
    expect(messageText(message(4000003, { min_length: { toString: "x" } }))).toBe("the service's own text");
    expect(messageText(message(1050015, { secrets: "none" }))).toBe("the service's own text");
  });

  it("says one of a thing in the singular", () => {
    expect(messageText(message(4000003, { min_length: 1 }))).toBe("Too short: use at least 1 character.");
    expect(messageText(message(4000003, { min_length: 8 }))).toBe("Too short: use at least 8 characters.");
  });

  it("takes a field's label from the schema's title", () => {
    expect(messageText(message(1070002, { title: "Email", name: "traits.email" }))).toBe("Email");
  });
});
