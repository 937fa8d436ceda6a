// Fills a server's database with copies of an identity, and of a session, that the server itself has stored: by SQL,
// since it would take half an hour through the API. The server must not be running.
import { createHash } from "node:crypto";
import Libsql from "libsql";

/** @typedef {InstanceType<typeof Libsql>} Connection */

/** Numbers from 1, each with a UUID of its own. */
const COPIES = `WITH RECURSIVE copies (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM copies WHERE i < :count)`;

/**
 * The UUID of a copy: that of its original, with the number of the copy at its end.
 *
 * @param {string} column
 * @param {string} [number]
 */
const copyOf = (column, number = "i") => `substr("${column}", 1, 24) || printf('%012d', ${number})`;
const email = "printf('copy-%d@example.com', i)";
const ofIdentity = { id: copyOf("id"), identity_id: copyOf("identity_id") };
const traits = `json_object('email', ${email})`;

// What differs from copy to copy; the other columns are taken over.
/** @type {Record<string, { table: string, of: string, changes: Record<string, string> }[]>} */
const IDENTITIES = {
  Foyer: [
    { table: "identities", of: "id", changes: { id: copyOf("id"), traits } },
    { table: "identity_credentials", of: "identity_id", changes: ofIdentity },
    { table: "credential_identifiers", of: "identity_id", changes: { ...ofIdentity, identifier: email } },
    { table: "verifiable_addresses", of: "identity_id", changes: { ...ofIdentity, value: email } },
    { table: "recovery_addresses", of: "identity_id", changes: { ...ofIdentity, value: email } },
  ],
  Kratos: [
    { table: "identities", of: "id", changes: { id: copyOf("id"), traits } },
    { table: "identity_verifiable_addresses", of: "identity_id", changes: { ...ofIdentity, value: email } },
    { table: "identity_recovery_addresses", of: "identity_id", changes: { ...ofIdentity, value: email } },
    { table: "identity_credentials", of: "identity_id", changes: ofIdentity },
    {
      table: "identity_credential_identifiers",
      of: "identity_id",
      changes: {
        ...ofIdentity,
        identity_credential_id: copyOf("identity_credential_id"),
        identifier: email,
      },
    },
  ],
};

/**
 * @param {string} databasePath
 * @param {import("./contenders.mjs").Contender} contender
 * @param {{ identityId: string, count: number }} wanted an identity with a password and one address, and how many copies
 */
export function seedIdentities(databasePath, contender, { identityId, count }) {
  const tables = IDENTITIES[contender.name] ?? [];
  withDatabase(databasePath, (database) => {
    for (const { table, of, changes } of tables)
      copyRows(database, { table, of, id: identityId, changes, count });
  });
}

/**
 * Copies a session of the embedded server, for its copied identities in turn.
 *
 * @param {string} databasePath
 * @param {{ sessionId: string, identities: number, count: number }} wanted
 * @param {string[]} tokens for the first copies; nobody knows those of the others
 */
export function seedSessions(databasePath, { sessionId, identities, count }, tokens) {
  withDatabase(databasePath, (database) => {
    copyRows(database, {
      table: "sessions",
      of: "id",
      id: sessionId,
      changes: {
        id: copyOf("id"),
        identity_id: copyOf("identity_id", `1 + i % ${identities}`),
        token_hash: "randomblob(32)",
      },
      count,
    });
    const setToken = database.prepare(
      `UPDATE sessions SET token_hash = :hash WHERE id = substr(:id, 1, 24) || printf('%012d', :number)`,
    );
    for (const [index, token] of tokens.entries()) {
      setToken.run({ id: sessionId, number: index + 1, hash: createHash("sha256").update(token).digest() });
    }
  });
}

/**
 * @param {string} path
 * @param {(database: Connection) => void} fill
 */
function withDatabase(path, fill) {
  const database = new Libsql(path);
  try {
    // A copy that is lost is made again: nothing here has to survive a power cut.
    database.exec("PRAGMA synchronous = OFF");
    database.exec("PRAGMA foreign_keys = OFF");
    database.exec("BEGIN");
    fill(database);
    database.exec("COMMIT");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
}

/**
 * @param {Connection} database
 * @param {{ table: string, of: string, id: string, changes: Record<string, string>, count: number }} copy
 */
function copyRows(database, { table, of, id, changes, count }) {
  const rows = /** @type {{ name: string }[]} */ (
    database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all()
  );
  const columns = rows.map(({ name }) => name);
  const values = columns.map((name) => changes[name] ?? `"${name}"`);
  const inserted = database
    .prepare(
      `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(", ")})
       ${COPIES} SELECT ${values.join(", ")} FROM ${table}, copies WHERE ${of} = :id`,
    )
    .run({ id, count });
  if (inserted.changes < count) throw new Error(`Of ${table} only ${inserted.changes} rows were copied.`);
}
