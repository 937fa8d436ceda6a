import type { Migration } from "../migrations.js";

/** A service that is handed messages by HTTP is told of the request that caused them. */
export const requestHeadersOfMessages: Migration = {
  version: 9,
  name: "request headers of messages",
  sql: `
    ALTER TABLE courier_messages ADD COLUMN request_headers TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE mail_requests ADD COLUMN request_headers TEXT NOT NULL DEFAULT '{}';
  `,
};
