/** Security events: what a person has done, or had done, that concerns the safety of their account. Shown to nobody else. */
import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/db/open";
import { parsePosition, positionText } from "@/lib/db/position";
import type { SecurityEventsTable } from "@/lib/db/tables";
import { isLocale, type Locale } from "@/lib/i18n/languages";

export const securityEventKinds = [
  "signed_up",
  "signed_in",
  "confirmed",
  "recovered",
  "signed_out",
  "session_revoked",
  "sessions_revoked",
  "profile_changed",
  "address_changed",
  "password_changed",
  "authenticator_added",
  "authenticator_removed",
  "backup_codes_made",
  "backup_codes_shown",
  "backup_codes_removed",
  "security_key_added",
  "security_key_removed",
  "passkey_added",
  "passkey_removed",
  "account_linked",
  "account_unlinked",
  "access_given",
  "access_taken_back",
  "data_exported",
  "changed_by_administrator",
  "credential_removed_by_administrator",
  "sessions_revoked_by_administrator",
  "recovery_by_administrator",
  "access_taken_back_by_administrator",
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];

export interface SecurityEvent {
  kind: SecurityEventKind;
  /** Methods by the protocol's names (`password`, `totp`, `oidc:github`), the provider that was linked, or an application. */
  ways: string[];
  browser: string | undefined;
  system: string | undefined;
  /** The network, e.g. `203.0.113.0/24`. */
  address: string | undefined;
  /** In which the person read the pages; undefined where an administrator acted. */
  language: Locale | undefined;
}

export interface WrittenSecurityEvent extends SecurityEvent {
  id: string;
  /** ISO 8601, UTC */
  at: string;
}

/** More than anybody has in the time that events are kept; a program may have. */
const MAX_LISTED = 10_000;

export interface SecurityEventPage {
  /** The newest first. */
  events: WrittenSecurityEvent[];
  /** Goes to `after` for the next page; undefined on the last. */
  next: string | undefined;
}

export interface OwnSecurityEvents {
  add: (event: SecurityEvent) => Promise<WrittenSecurityEvent>;
  /** What was written before an event, the newest first. */
  before: (event: Pick<WrittenSecurityEvent, "at" | "id">, limit: number) => Promise<WrittenSecurityEvent[]>;
  /** @param after  `next` of the page before; anything else begins at the newest */
  page: (options: { after?: string | undefined; limit: number }) => Promise<SecurityEventPage>;
  /** The newest first, {@link MAX_LISTED} of them at most. */
  list: () => Promise<WrittenSecurityEvent[]>;
  removeAll: () => Promise<void>;
}

let latestMs = 0;

/** What happens within one millisecond has an order all the same: the activity page and mails go by it. */
function nextMoment(): string {
  latestMs = Math.max(Date.now(), latestMs + 1);
  return new Date(latestMs).toISOString();
}

/** @param identityId  whose events they are; every statement is bound to it */
export function ownSecurityEvents(db: Database, identityId: string): OwnSecurityEvents {
  const select = () =>
    db
      .selectFrom("security_events")
      .selectAll()
      .where("identity_id", "=", identityId)
      .orderBy("at", "desc")
      .orderBy("id", "desc");
  const olderThan = ({ at, id }: Pick<WrittenSecurityEvent, "at" | "id">) =>
    select().where((where) =>
      where.or([where("at", "<", at), where.and([where("at", "=", at), where("id", "<", id)])]),
    );
  return {
    add: async (event) => {
      const { kind, ways, browser, system, address, language } = event;
      const written = { id: randomUUID(), at: nextMoment() };
      await db
        .insertInto("security_events")
        .values({
          ...written,
          identity_id: identityId,
          kind,
          ways: ways.length > 0 ? ways.join(" ") : null,
          browser: browser ?? null,
          system: system ?? null,
          address: address ?? null,
          language: language ?? null,
        })
        .execute();
      return { ...event, ...written };
    },
    before: async (event, limit) => (await olderThan(event).limit(limit).execute()).map(toEvent),
    page: async ({ after, limit }) => {
      const position = parsePosition(after);
      const query = position ? olderThan(position) : select();
      const rows = await query.limit(limit + 1).execute();
      const events = rows.slice(0, limit).map(toEvent);
      const last = rows.length > limit ? events.at(-1) : undefined;
      return { events, next: last && positionText(last) };
    },
    list: async () => (await select().limit(MAX_LISTED).execute()).map(toEvent),
    removeAll: async () => {
      await db.deleteFrom("security_events").where("identity_id", "=", identityId).execute();
    },
  };
}

function toEvent(row: SecurityEventsTable): WrittenSecurityEvent {
  return {
    id: row.id,
    at: row.at,
    // Written by `add` alone.
    kind: row.kind as SecurityEventKind,
    ways: row.ways?.split(" ") ?? [],
    browser: row.browser ?? undefined,
    system: row.system ?? undefined,
    address: row.address ?? undefined,
    language: isLocale(row.language ?? undefined) ? (row.language as Locale) : undefined,
  };
}
