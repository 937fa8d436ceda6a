// The document on v0alpha2, sentence by sentence, through the client of its time.
import { V0alpha2Api } from "@ory/kratos-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminSentences } from "./admin-sentences.js";
import type { Worlds } from "./sentence.js";
import { startSentences } from "./start-sentences.js";
import { submitSentences } from "./submit-sentences.js";
import { createWorld, type World } from "./world.js";

const sentences = [...adminSentences, ...startSentences, ...submitSentences];
const operations = Object.getOwnPropertyNames(V0alpha2Api.prototype).filter((name) => name !== "constructor");

describe("v0alpha2", () => {
  let worlds: Worlds;
  const all: World[] = [];

  beforeAll(async () => {
    const [usual, expired, late] = await Promise.all([
      createWorld(),
      createWorld({
        settings: {
          "selfservice.flows.login.lifespan": "1ms",
          "selfservice.flows.recovery.lifespan": "1ms",
          "selfservice.flows.verification.lifespan": "1ms",
        },
      }),
      createWorld({
        settings: {
          "selfservice.flows.registration.lifespan": "1ms",
          "selfservice.flows.settings.privileged_session_max_age": "1ms",
        },
      }),
    ]);
    worlds = { usual, expired, late };
    all.push(usual, expired, late);
  });

  afterAll(async () => {
    await Promise.all(all.map((world) => world.close()));
  });

  for (const sentence of sentences) {
    it(`${sentence.id} ${sentence.says}`, () => sentence.test(worlds));
  }

  it("is told in sentences of all 35 operations, which were all called", () => {
    expect(operations).toHaveLength(35);
    const told = new Set(sentences.map(({ id }) => id.split(".")[0]));
    expect(operations.filter((name) => !told.has(name))).toEqual([]);
    const called = all.flatMap((world) => [...world.called]);
    expect(operations.filter((name) => !called.includes(name))).toEqual([]);
  });

  it("has a name of its own for each sentence", () => {
    expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length);
  });
});
