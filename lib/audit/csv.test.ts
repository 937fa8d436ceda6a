import { expect, it } from "vitest";
import type { AuditEntry } from "./audit-log";
import { csvHeader, csvLine } from "./csv";

const entry: AuditEntry = {
  id: "1",
  at: "2026-01-01T00:00:00.000Z",
  actorId: null,
  action: "identity.updated",
  subject: { kind: "identity", id: "ada" },
  address: undefined,
  details: { changed: ["state", 'with "quotes"'] },
};

it("is one line for each entry, with what needs it in quotes", () => {
  expect(csvHeader()).toBe("at,action,actor,subject_kind,subject,address,details\r\n");
  expect(csvLine(entry)).toBe(
    '2026-01-01T00:00:00.000Z,identity.updated,,identity,ada,,"{""changed"":[""state"",""with \\""quotes\\""""]}"\r\n',
  );
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])("is no formula for a spreadsheet: %j", (id) => {
  expect(csvLine({ ...entry, subject: { kind: "identity", id } })).toContain(`,'${id}`);
});
