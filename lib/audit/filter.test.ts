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
