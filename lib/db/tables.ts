/** The fork's own tables. Identities belong to the identity service: a table holds nothing of them but the id. */

/** Moments are ISO 8601 in UTC (`2026-01-31T09:30:00.000Z`): text that both databases keep and sort alike. */
export type Moment = string;

export interface Tables {
  audit_log: AuditLogTable;
  notes: NotesTable;
  security_events: SecurityEventsTable;
}

/** The sample feature's. A fork replaces it by its own. */
export interface NotesTable {
  id: string;
  identity_id: string;
  text: string;
  created_at: Moment;
  updated_at: Moment;
}

/** Who did what to whom, and when. Append only: the database refuses anything else. */
export interface AuditLogTable {
  id: string;
  at: Moment;
  /** The identity that acted; null where it was the app by its configuration. */
  actor_id: string | null;
  /** e.g. `identity.deleted` */
  action: string;
  subject_kind: string;
  subject_id: string;
  /** The actor's address, where it is known. */
  address: string | null;
  /** A JSON object: which parts changed, never what they hold. */
  details: string;
}

/** What concerns the safety of one person's account. Append only, but that it goes with the account. */
export interface SecurityEventsTable {
  id: string;
  identity_id: string;
  at: Moment;
  /** e.g. `signed_in` */
  kind: string;
  /** The methods that proved who it was, the provider that was linked, or the application, separated by spaces. */
  ways: string | null;
  /** e.g. `Firefox`, `Linux`: no more of the device is kept. */
  browser: string | null;
  system: string | null;
  /** The network the request came from, not the address itself. */
  address: string | null;
  /** In which the person read the pages, for mails about what others do to the account; null where it was not they. */
  language: string | null;
}
