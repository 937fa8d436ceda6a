import type { Migration } from "../migrations.js";

export const courier: Migration = {
  version: 3,
  name: "courier",
  sql: `
    CREATE TABLE courier_messages (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      status TEXT NOT NULL,
      recipient TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      html TEXT NOT NULL,
      template_type TEXT NOT NULL,
      template_data TEXT NOT NULL,
      send_count INTEGER NOT NULL,
      -- When a queued message is due, and when one in delivery counts as lost with its worker.
      due_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    );
    CREATE INDEX courier_messages_due ON courier_messages (due_at) WHERE status IN ('queued', 'processing');
    CREATE INDEX courier_messages_by_recipient ON courier_messages (recipient, sequence);
    CREATE INDEX courier_messages_by_creation ON courier_messages (created_at);

    CREATE TABLE courier_dispatches (
      id TEXT PRIMARY KEY,
      message_id TEXT NOT NULL REFERENCES courier_messages (id) ON DELETE CASCADE,
      status TEXT NOT NULL,
      error TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX courier_dispatches_by_message ON courier_dispatches (message_id, created_at);
  `,
};
