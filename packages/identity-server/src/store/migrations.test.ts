import { describe, expect, it } from "vitest";
import { openDatabase } from "./database.js";
import { createFlowStore } from "./flows.js";
import { migrate, migrations } from "./migrations.js";

const FLOW_ID = "5c4b8f4e-2f5a-4d0e-9a5e-4d6f0f7a1b2c";
const unchanged = { touch: () => undefined, count: () => 0, countElsewhere: () => 0 };

describe("the forms of flows", () => {
  it("are kept, and what belongs to a flow with them, when their file was written by an older server", () => {
    const database = openDatabase(":memory:");
    migrate(
      database,
      migrations.filter(({ version }) => version < 10),
    );
    const ui = {
      action: "http://127.0.0.1/self-service/login?flow=1",
      method: "POST",
      nodes: [
        { type: "input", attributes: { name: "identifier", value: 'Zoë "🦊" \\ \u0001' }, messages: [] },
        { type: "input", attributes: { name: "csrf_token", type: "hidden", value: "" }, messages: [] },
      ],
    };
    const body = {
      id: FLOW_ID,
      kind: "login",
      expiresAt: 2,
      completedAt: null,
      ui,
      internal: { a: [1, "é"] },
    };
    database
      .prepare(
        "INSERT INTO flows (id, kind, identity_id, expires_at, completed_at, body) VALUES (:id, 'login', NULL, 2, 1, :body)",
      )
      .run({ id: FLOW_ID, body: JSON.stringify(body) });
    database.prepare("INSERT INTO code_attempts (flow_id, count) VALUES (:id, 3)").run({ id: FLOW_ID });

    expect(migrate(database)).toContain("forms of flows");

    const flows = createFlowStore(database, unchanged);
    expect(flows.find("login", FLOW_ID)).toEqual({ ...body, completedAt: 1 });
    expect(flows.findToShow("login", FLOW_ID)).toEqual({ ...body, completedAt: 1, ui: JSON.stringify(ui) });
    const attempts = database.prepare<{ count: number }>("SELECT count FROM code_attempts");
    expect(attempts.get()?.count).toBe(3);
    flows.deleteExpired(3, 10);
    expect(attempts.get()).toBeUndefined();
    database.close();
  });
});
