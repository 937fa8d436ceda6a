import { describe, expect, it } from "vitest";
import { decodeBody } from "./body.js";

const post = (body: string, type = "application/x-www-form-urlencoded") =>
  decodeBody(
    new Request("http://service.example/", { method: "POST", body, headers: { "content-type": type } }),
  );

describe("a form's body", () => {
  it("nests dotted names and lists names that occur more than once", async () => {
    const { fields, isForm, error } = await post("traits.name.first=Ada&scope=a&scope=b&scope=c&x=");
    expect(fields).toEqual({ traits: { name: { first: "Ada" } }, scope: ["a", "b", "c"], x: "" });
    expect(isForm).toBe(true);
    expect(error).toBeUndefined();
  });

  it("keeps what came under a name beside what comes below it", async () => {
    expect((await post("tags=a&tags.0=b")).fields).toEqual({ tags: { "": "a", "0": "b" } });
    expect((await post("tags.0=b&tags=a")).fields).toEqual({ tags: [{ "0": "b" }, "a"] });
  });

  it("leaves out names that objects give a meaning", async () => {
    expect((await post("__proto__.admin=1&constructor=1&traits.toString=1&a=1")).fields).toEqual({ a: "1" });
  });

  it("takes a thousand fields, and tells that more are too many", async () => {
    const taken = await post("a=1&".repeat(1000));
    expect(taken.fields.a).toHaveLength(1000);
    const refused = await post("a=1&".repeat(1001));
    expect(refused.fields).toEqual({});
    expect(refused.error?.code).toBe(400);
    expect(refused.error?.reason).toContain("1000 fields");
  });

  it("does not follow names into any depth", async () => {
    const name = (parts: number) => Array.from({ length: parts }, () => "a").join(".");
    expect((await post(`${name(20)}=1`)).error).toBeUndefined();
    const refused = await post(`${name(500_000)}=1`);
    expect(refused.fields).toEqual({});
    expect(refused.error?.code).toBe(400);
    expect(refused.error?.reason).toContain("20 parts");
  });
});
