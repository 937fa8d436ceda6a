import { expect, it } from "vitest";
import { createLogger } from "./log";

it("cuts out what is secret or a person's", () => {
  const lines: string[] = [];
  const log = createLogger("info", { write: (line) => void lines.push(line) });
  log.info({ cookie: "ory_kratos_session=s3cret", requestId: "r1" }, "one");
  log.info({ request: { authorization: "s3cret", password: "s3cret", email: "s3cret" } }, "two");
  expect(lines.join("")).not.toContain("s3cret");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "info",
    requestId: "r1",
    msg: "one",
    cookie: "[cut]",
  });
});
