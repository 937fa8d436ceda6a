// The store: everything that is kept, behind one object of plain functions. Reads are synchronous and see what is
// committed; changes are made inside `write`, which acknowledges them once they are on disk.
import { createContinuityStore, type ContinuityStore } from "./continuity.js";
import { createChanges, type Changes } from "./changes.js";
import { openDatabase, type Database } from "./database.js";
import { createEntryCodeStore, type EntryCodeStore } from "./entry-codes.js";
import { createErrorStore, type ErrorStore } from "./errors.js";
import { createFlowStore, type FlowStore } from "./flows.js";
import { createIdentityStore, type IdentityStore } from "./identities.js";
import { createIdentityListings, type IdentityListings } from "./identity-listings.js";
import { createMailRequestStore, type MailRequestStore } from "./mail-requests.js";
import { createMessageStore, type MessageStore } from "./messages.js";
import { migrate } from "./migrations.js";
import {
  createCodeStore,
  createLinkTokenStore,
  type CodeStore,
  type SentSecretStore,
} from "./sent-secrets.js";
import { createSessionListings, type SessionListings } from "./session-listings.js";
import { createSessionStore, type SessionStore } from "./sessions.js";
import { createUsedTotpStepStore, type UsedTotpStepStore } from "./used-totp-steps.js";
import { createTokenExchangeStore, type TokenExchangeStore } from "./token-exchanges.js";
import { createWriter, type Write } from "./writer.js";

export interface Store {
  write: Write;
  identities: IdentityStore;
  identityListings: IdentityListings;
  sessions: SessionStore;
  sessionListings: SessionListings;
  flows: FlowStore;
  continuity: ContinuityStore;
  errors: ErrorStore;
  codes: CodeStore;
  linkTokens: SentSecretStore;
  entryCodes: EntryCodeStore;
  mailRequests: MailRequestStore;
  usedTotpSteps: UsedTotpStepStore;
  messages: MessageStore;
  tokenExchanges: TokenExchangeStore;
  /** Grows with every change to identities and sessions, whoever made it; what was read before may be out of date. */
  changeCount(): number;
  /** @throws when the database does not answer */
  ping(): void;
  /** Waits for what is queued, then closes the file. */
  close(): Promise<void>;
}

/**
 * Opens the database and brings it up to date.
 *
 * @param path a file path, or `:memory:`
 */
export function openStore(path: string): Store {
  const database = openDatabase(path);
  migrate(database);
  const writer = createWriter(database);
  const changes = createChanges(database);
  const ping = database.prepare("SELECT 1");
  return {
    write: writer.write,
    ...parts(database, changes),
    changeCount: changes.count,
    ping: () => {
      ping.get();
    },
    close: async () => {
      await writer.drain();
      database.close();
    },
  };
}

function parts(
  database: Database,
  changes: Changes,
): Omit<Store, "write" | "changeCount" | "ping" | "close"> {
  const { touch } = changes;
  return {
    identities: createIdentityStore(database, touch),
    identityListings: createIdentityListings(database),
    sessions: createSessionStore(database, touch),
    sessionListings: createSessionListings(database),
    flows: createFlowStore(database, changes),
    continuity: createContinuityStore(database),
    errors: createErrorStore(database),
    codes: createCodeStore(database),
    linkTokens: createLinkTokenStore(database),
    entryCodes: createEntryCodeStore(database),
    mailRequests: createMailRequestStore(database),
    usedTotpSteps: createUsedTotpStepStore(database),
    messages: createMessageStore(database),
    tokenExchanges: createTokenExchangeStore(database),
  };
}
