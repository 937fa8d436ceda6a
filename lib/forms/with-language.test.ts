import { describe, expect, it } from "vitest";
import { withLanguage } from "./with-language";

describe("a submission's language", () => {
  it("goes along for the mails", () => {
    expect(withLanguage([["email", "a@b.example"]], "de")).toEqual([
      ["email", "a@b.example"],
      ["transient_payload", '{"lang":"de"}'],
    ]);
  });

  it("stands beside what the form itself hands on", () => {
    expect(withLanguage([["transient_payload", '{"source":"spring"}']], "ar")).toEqual([
      ["transient_payload", '{"source":"spring","lang":"ar"}'],
    ]);
  });

  it.each([
    ["a language of its own", [["transient_payload", '{"lang":"it"}']]],
    ["single values", [["transient_payload.source", "spring"]]],
    ["what is no object", [["transient_payload", "[1]"]]],
    ["what is no JSON", [["transient_payload", "{"]]],
  ] satisfies [string, [string, string][]][])("leaves %s as it is", (_, fields) => {
    expect(withLanguage(fields, "de")).toEqual(fields);
  });
});
