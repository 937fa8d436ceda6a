// Which time steps of an identity's authenticator app have been used, so that no code is good twice.
import type { Database } from "./database.js";

export interface UsedTotpStepStore {
  /**
   * Within a write: uses a step up, and forgets those that are out of reach.
   *
   * @param oldest the earliest step whose code could still be taken
   * @returns false when it was used before; of several at once, one gets `true`
   */
  use(identityId: string, step: number, oldest: number): boolean;
  /** Within a write: a new secret begins with no step used. */
  clear(identityId: string): void;
}

export function createUsedTotpStepStore(database: Database): UsedTotpStepStore {
  const insert = database.prepare(
    "INSERT INTO used_totp_steps (identity_id, step) VALUES (:identityId, :step) ON CONFLICT DO NOTHING",
  );
  const deleteOlder = database.prepare(
    "DELETE FROM used_totp_steps WHERE identity_id = :identityId AND step < :oldest",
  );
  const deleteAll = database.prepare("DELETE FROM used_totp_steps WHERE identity_id = :identityId");
  return {
    use: (identityId, step, oldest) => {
      deleteOlder.run({ identityId, oldest });
      return insert.run({ identityId, step }) === 1;
    },
    clear: (identityId) => {
      deleteAll.run({ identityId });
    },
  };
}
