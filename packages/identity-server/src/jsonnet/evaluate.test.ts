import { describe, expect, it } from "vitest";
import { evaluateJsonnet, JsonnetError, type JsonnetInput } from "./evaluate.js";

const run = (source: string, input?: JsonnetInput) => evaluateJsonnet(source, input);

async function failure(source: string, input?: JsonnetInput): Promise<JsonnetError> {
  try {
    await evaluateJsonnet(source, input);
  } catch (error) {
    if (error instanceof JsonnetError) return error;
    throw error;
  }
  throw new Error("The program did not fail.");
}

describe("evaluateJsonnet", () => {
  it("maps claims to traits, as a mapper does", async () => {
    const mapper = `
      local claims = { email_verified: false } + std.extVar('claims');
      {
        identity: {
          traits: {
            [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
            name: { first: claims.given_name },
          },
          verified_addresses: std.prune([
            if claims.email_verified then { via: 'email', value: claims.email },
          ]),
        },
      }`;
    const claims = { email: "ada@example.org", email_verified: true, given_name: "Ada" };
    expect(await run(mapper, { variables: { claims } })).toEqual({
      identity: {
        traits: { email: "ada@example.org", name: { first: "Ada" } },
        verified_addresses: [{ via: "email", value: "ada@example.org" }],
      },
    });
    expect(await run(mapper, { variables: { claims: { given_name: "Eve" } } })).toEqual({
      identity: { traits: { name: { first: "Eve" } }, verified_addresses: [] },
    });
  });

  it("calls a program that is a function, as hooks do", async () => {
    const body = "function(ctx) { id: ctx.identity.id, shout: std.asciiUpper(ctx.identity.name) + '!' }";
    expect(await run(body, { arguments: { ctx: { identity: { id: "1", name: "ada" } } } })).toEqual({
      id: "1",
      shout: "ADA!",
    });
    expect((await failure("function(ctx, more) ctx", { arguments: { ctx: 1 } })).message).toContain('"more"');
  });

  it("tells apart what a program raises and what goes wrong in it", async () => {
    expect(await failure("function(ctx) error 'cancel'", { arguments: { ctx: {} } })).toMatchObject({
      kind: "runtime",
      raised: "cancel",
    });
    expect((await failure("{ a: 1 }.b")).raised).toBeUndefined();
    expect(await failure("{ a: ")).toMatchObject({ kind: "syntax" });
    expect((await failure("local a = 1; b")).message).toContain('"b"');
    expect(await failure("{ assert self.a > 1 : 'too small', a: 1 }")).toMatchObject({ raised: "too small" });
  });

  it.each([
    ["1 + 2 * 3 - 10 % 4", 5],
    ["'a' + 1 + [true, null]", "a1[true, null]"],
    ["{ a: 1, b: self.a + $.c, c:: 3 }", { a: 1, b: 4 }],
    ["{ a: 1, b: 2 } + { a+: 5, c: super.b }", { a: 6, b: 2, c: 2 }],
    ["{ n: { x: 1 } } { n+: { y: 2 } }", { n: { x: 1, y: 2 } }],
    ["[x * y for x in [1, 2, 3] if x > 1 for y in [10, 20]]", [20, 40, 30, 60]],
    ["{ [k]: std.length(k) for k in ['a', 'bb'] }", { a: 1, bb: 2 }],
    ["local f(x, y=x * 2) = x + y; [f(1), f(1, y=1), f(y=0, x=5)]", [3, 2, 5]],
    ["'%s is %05.1f%%, %-4d|%x' % ['it', 12.34, 7, 255]", "it is 012.3%, 7   |ff"],
    ["'%(a)s-%(b)d' % { a: 'x', b: 2 }", "x-2"],
    ["|||\n  one\n    two\n|||", "one\n  two\n"],
    ["'héllo😀'[5] + std.length('😀')", "😀1"],
    ["[1, 2, 3, 4][1:3] + 'abcdef'[::2]", "[2, 3]ace"],
    ["std.foldl(function(a, b) a + b, std.range(1, 10), 0)", 55],
    ["std.set(['b', 'a', 'b'])", ["a", "b"]],
    ["std.get({ a: null }, 'x', 'none')", "none"],
    ["std.mergePatch({ a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: 3 } })", { b: { c: 3, d: 2 } }],
    ["std.objectHas({ a:: 1 }, 'a') || 'a' in { a:: 1 }", true],
    ["std.split('a.b.c', '.')", ["a", "b", "c"]],
    ["std.parseJson('{\"a\": [1, 2.5]}').a", [1, 2.5]],
    ["local o = { f: 1, g: if 'f' in super then 1 else 0 }; o.g", 0],
    ["if false then 1", null],
    ["std.manifestJsonMinified({ b: 1, a: [] })", '{"a":[],"b":1}'],
    ['@"c:\\n" + "\\u0041\\t"', "c:\\nA\t"],
  ])("knows that %s", async (source, expected) => {
    expect(await run(source)).toEqual(expected);
  });

  it.each([
    ["1 / 0"],
    ["[1][1]"],
    ["{} + 1"],
    ["std.extVar('nothing')"],
    ["(function() 1) == (function() 1)"],
    ["{ a: 1, a: 2 }"],
    ["self.a"],
    ["import 'other.jsonnet'"],
    ["importstr '/etc/passwd'"],
    ["std.native('exec')"],
  ])("refuses %s", async (source) => {
    expect(await failure(source)).toBeInstanceOf(JsonnetError);
  });

  it.each([
    [
      "a loop",
      "local f(n) = std.foldl(function(a, b) a + b, std.range(1, 10000), n); [f(i) for i in std.range(1, 10000)]",
    ],
    ["endless calls", "local f(n) = f(n + 1); f(0)"],
    ["a value of itself", "local a = a; a"],
    ["a field of itself", "{ a: self.a }"],
    ["an enormous string", "std.repeat('x', 1e9)"],
    ["a string that doubles", "std.foldl(function(a, _) a + a, std.range(1, 60), 'x')"],
    ["an enormous array", "std.makeArray(1e9, function(i) i)"],
    ["enormous padding", "'%1000000000d' % 1"],
    ["deep brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["a deep value", "std.foldl(function(a, _) [a], std.range(1, 100000), 1)"],
  ])("ends %s", async (_, source) => {
    const start = Date.now();
    expect(await failure(source)).toBeInstanceOf(JsonnetError);
    expect(Date.now() - start).toBeLessThan(5_000);
  });

  it("keeps a field called __proto__ a field", async () => {
    const value = await run("{ ['__proto__']: { admin: true } }");
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
