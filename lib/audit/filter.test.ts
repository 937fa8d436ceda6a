import { expect, it } from "vitest";
import { auditFilterOf } from "./filter";

const nothing = {
  action: undefined,
  actor: undefined,
  subject: undefined,
  from: undefined,
  until: undefined,
};

it("takes whole days, the last one included", () => {
  expect(auditFilterOf({ ...nothing, from: "2026-01-01", until: "2026-01-31" })).toMatchObject({
    from: "2026-01-01T00:00:00.000Z",
    until: "2026-02-01T00:00:00.000Z",
  });
});

it("leaves out what makes no sense", () => {
  expect(auditFilterOf({ ...nothing, action: "x", from: "2026-02-30", until: "soon" })).toEqual({
    action: undefined,
    actorId: undefined,
    subjectId: undefined,
    from: undefined,
    until: undefined,
  });
  expect(auditFilterOf({ ...nothing, action: "identity.deleted" }).action).toBe("identity.deleted");
});

it("finds nothing for an id that is none, which a database need not even take", () => {
  for (const odd of ["\0", "a\0", "x".repeat(65), "a b"]) {
    expect(auditFilterOf({ ...nothing, actor: odd, subject: odd })).toMatchObject({
      actorId: "-",
      subjectId: "-",
    });
  }
  const id = "d1c1d2f0-0000-4000-8000-000000000001";
  expect(auditFilterOf({ ...nothing, actor: id, subject: "audit_log" })).toMatchObject({
    actorId: id,
    subjectId: "audit_log",
  });
});
