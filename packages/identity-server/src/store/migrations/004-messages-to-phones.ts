import type { Migration } from "../migrations.js";

export const messagesToPhones: Migration = {
  version: 4,
  name: "messages to phones",
  sql: "ALTER TABLE courier_messages ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';",
};
