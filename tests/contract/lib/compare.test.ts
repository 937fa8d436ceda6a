import { describe, expect, it } from "vitest";
import { compareStep, describeDifferences } from "./compare";
import type { RecordedStep } from "./normalise";
import type { Scenario } from "./scenario";
import { anything, expectedOf, lineWith, type Case, type Rule } from "./wanted";

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
  const scenario: Scenario = {
    name: "answers",
    variant: "default",
    steps: [
      { step: "submit", as: "spa", send: "POST /" },
      { step: "submit again", as: "spa", send: "POST /" },
    ],
  };
  const recording = [recorded, { ...recorded, step: "submit again" }];
  const rule = (...[where, answer]: Case): Rule => ({
    reason: "safer",
    place: "a row",
    cases: [[where, answer]],
  });
  const expected = (...rules: Rule[]) => expectedOf("topic", scenario, recording, rules);
  const gone = rule(/topic > answers > submit again/, (at) => ({ ...at.recorded, status: 410 }));

  it("take the place of what was recorded, in the steps that they have a say in", () => {
    expect(expected(gone).map(({ wanted }) => wanted.status)).toEqual([400, 410]);
    expect(expected(gone).map(({ by }) => by?.rule)).toEqual([undefined, gone]);
  });

  it("leave no room for the recorded answer, nor for a third one", () => {
    const wanted = expected(gone)[1]?.wanted ?? recorded;
    expect(compareStep(wanted, { ...wanted })).toEqual([]);
    expect(compareStep(wanted, { ...wanted, status: 400 }).map(({ path }) => path)).toEqual(["status"]);
    expect(compareStep(wanted, { ...wanted, cookies: undefined }).map(({ path }) => path)).toEqual([
      "cookies",
    ]);
  });

  it("do not stand against each other", () => {
    expect(() => expected(gone, gone)).toThrow("Two rules");
  });

  it("may leave open what is there, but not that something is", () => {
    const open: RecordedStep = { step: "submit", status: 400, body: { id: anything } };
    expect(compareStep(open, { ...open, body: { id: "x" } })).toEqual([]);
    expect(compareStep(open, { ...open, body: {} })).toHaveLength(1);
    expect(compareStep(open, { ...open, body: { id: "x", more: true } })).toHaveLength(1);
  });

  it("may ask for one line with a message among others", () => {
    const open: RecordedStep = {
      step: "submit",
      status: 400,
      body: { nodes: lineWith("/email ", "4000002") },
    };
    const answers = (...nodes: string[]) => compareStep(open, { ...open, body: { nodes } });
    expect(answers("input a/name {}", "input a/email {} message 4000002 error")).toEqual([]);
    expect(answers("input a/email {}")).toHaveLength(1);
    expect(answers("input a/name {} message 4000002 error")).toHaveLength(1);
    expect(answers("input a/name {} message 1 error", "input a/email {} message 4000002 error")).toHaveLength(
      1,
    );
  });
});
