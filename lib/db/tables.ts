/** The fork's own tables. Identities belong to the identity service: a table holds nothing of them but the id. */

/** Moments are ISO 8601 in UTC (`2026-01-31T09:30:00.000Z`): text that both databases keep and sort alike. */
export type Moment = string;

export interface Tables {
  notes: NotesTable;
}

/** The sample feature's. A fork replaces it by its own. */
export interface NotesTable {
  id: string;
  identity_id: string;
  text: string;
  created_at: Moment;
  updated_at: Moment;
}
