import { expect, test } from "vitest";
import { readServerArguments } from "./arguments.mjs";

test("it takes the port from --port before PORT", () => {
  expect(readServerArguments(["--port", "4000"], { PORT: "5000" }, "")).toMatchObject({ port: 4000 });
  expect(readServerArguments(["-p", "4000"], {}, "")).toMatchObject({ port: 4000 });
  expect(readServerArguments([], { PORT: "5000" }, "")).toMatchObject({ port: 5000 });
});

test("it leaves the port open when nothing names one", () => {
  expect(readServerArguments([], { PORT: "" }, "")).toEqual({
    kind: "run",
    port: undefined,
    hostname: undefined,
  });
});

test("it explains an argument that it doesn't know", () => {
  expect(() => readServerArguments(["--prot", "4000"], {}, "Usage: ...")).toThrow(/--prot[^]*Usage/);
});
