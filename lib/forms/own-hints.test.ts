import { describe, expect, it } from "vitest";
import { asServiceWants, LIST_HINT, MOMENT_HINT, momentText } from "./own-hints";

describe("a posted form", () => {
  it("has its lists as fields that come again, without empty lines", () => {
    expect(
      asServiceWants([
        [LIST_HINT, "traits.tags"],
        ["traits.tags", " tea \r\n\r\nbooks\n"],
        ["traits.about", "two\nlines"],
      ]),
    ).toEqual([
      ["traits.tags", "tea"],
      ["traits.tags", "books"],
      ["traits.about", "two\nlines"],
    ]);
    expect(
      asServiceWants([
        [LIST_HINT, "traits.tags"],
        ["traits.tags", "\n"],
      ]),
    ).toEqual([]);
  });

  it("has its moments with their zone, and keeps what is none", () => {
    const moment = (value: string) =>
      asServiceWants([
        [MOMENT_HINT, "traits.seen"],
        ["traits.seen", value],
      ]);
    expect(moment("2026-01-31T09:30")).toEqual([["traits.seen", "2026-01-31T09:30:00.000Z"]]);
    expect(moment("")).toEqual([["traits.seen", ""]]);
    expect(moment("soon")).toEqual([["traits.seen", "soon"]]);
    expect(asServiceWants([["traits.seen", "2026-01-31T09:30"]])).toEqual([
      ["traits.seen", "2026-01-31T09:30"],
    ]);
  });

  it("shows a moment as the input takes it", () => {
    expect(momentText("2026-01-31T10:30:00+01:00")).toBe("2026-01-31T09:30");
    expect(momentText("2026-01-31T09:30")).toBe("2026-01-31T09:30");
    expect(momentText("soon")).toBe("soon");
  });
});
