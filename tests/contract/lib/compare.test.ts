import { describe, expect, it } from "vitest";
import { compareStep, describeDifferences } from "./compare";
import type { RecordedStep } from "./normalise";
import { settleWanted } from "./wanted";
import type { WantedDifference } from "../wanted-differences";
import { nothing } from "./wanted-at";

const recorded: RecordedStep = {
  step: "submit",
  status: 400,
  headers: { "content-type": "application/json" },
  cookies: ["a=<value>", "b=<value>"],
  body: { ui: { nodes: ["one", "two", "three"] }, active: null, list: [{ id: 1 }, { id: 2 }] },
};

const paths = (answered: Partial<RecordedStep>) =>
  compareStep(recorded, { ...recorded, ...answered }).map(({ path }) => path);

describe("the comparison", () => {
  it("finds nothing between equal answers, whatever the order of keys", () => {
    expect(
      paths({ body: { list: [{ id: 1 }, { id: 2 }], active: null, ui: { nodes: ["one", "two", "three"] } } }),
    ).toEqual([]);
  });

  it("names each path that differs", () => {
    expect(
      paths({
        status: 200,
        headers: { "content-type": "text/html" },
        cookies: ["a=<value>"],
        body: { ui: { nodes: ["one", "three", "two"] }, active: null, list: [{ id: 1 }, { id: 3 }] },
      }),
    ).toEqual(["status", "headers.content-type", "cookies", "body.ui.nodes", "body.list.1.id"]);
  });

  it("tells null from nothing", () => {
    expect(paths({ body: { ui: { nodes: ["one", "two", "three"] }, list: [{ id: 1 }, { id: 2 }] } })).toEqual(
      ["body.active"],
    );
  });

  it("misses a body, a list's item and a header", () => {
    expect(paths({ body: undefined })).toEqual(["body"]);
    expect(paths({ headers: {} })).toEqual(["headers.content-type"]);
    expect(
      paths({ body: { ui: { nodes: ["one", "two", "three"] }, active: null, list: [{ id: 1 }] } }),
    ).toEqual(["body.list"]);
  });

  it("lets a server say more about caching, and nothing else", () => {
    const headers = { "content-type": "application/json", "cache-control": "no-store", link: "<x>" };
    expect(paths({ headers })).toEqual(["headers.link"]);
    const varies = (vary: string): RecordedStep => ({ step: "submit", status: 200, headers: { vary } });
    expect(compareStep(varies("Origin, Cookie"), varies("Cookie, Accept, Origin"))).toEqual([]);
    expect(compareStep(varies("Origin, Cookie"), varies("Cookie"))).toHaveLength(1);
  });

  it("shows a list as lines that are missing and lines that are new", () => {
    const before: RecordedStep = { step: "submit", status: 400, body: { nodes: ["one", "two", "three"] } };
    const after: RecordedStep = { step: "submit", status: 400, body: { nodes: ["one", "three", "four"] } };
    expect(describeDifferences(compareStep(before, after))).toBe(
      ['step "submit", body.nodes', "      one", "    - two", "      three", "    + four"].join("\n"),
    );
  });
});

describe("wanted differences", () => {
  const answered = { ...recorded, status: 410, cookies: undefined };
  const differences = compareStep(recorded, answered);
  const entry = (answers: WantedDifference["answers"]): WantedDifference => ({
    topic: "t",
    scenario: "s",
    step: "submit",
    answers,
    reason: "safer",
  });

  it("cover the whole step where they name its status", () => {
    const wanted = [entry({ status: 410, cookies: nothing })];
    expect(settleWanted(differences, [answered], wanted)).toEqual({ unwanted: [], stale: [] });
  });

  it("cover only what they name otherwise", () => {
    const { unwanted, stale } = settleWanted(differences, [answered], [entry({ cookies: nothing })]);
    expect(unwanted.map(({ path }) => path)).toEqual(["status"]);
    expect(stale).toEqual([]);
  });

  it("are stale, and cover nothing, where the answer is another than the one named", () => {
    const wanted = [entry({ status: 410, "body.active": "password" })];
    expect(settleWanted(differences, [answered], wanted)).toEqual({ unwanted: differences, stale: wanted });
  });

  it("are stale when nothing differs", () => {
    const wanted = [entry({ status: 400 })];
    expect(settleWanted([], [recorded], wanted)).toEqual({ unwanted: [], stale: wanted });
  });
});
