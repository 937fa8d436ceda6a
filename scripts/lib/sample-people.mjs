// People for development: the same ones each time, so that making them twice makes nobody new.
import { UserError } from "./user-error.mjs";

const FIRST_NAMES = [
  "Ada",
  "Grace",
  "Alan",
  "Edsger",
  "Barbara",
  "Donald",
  "Radia",
  "Ken",
  "Margaret",
  "Tim",
];
const LAST_NAMES = [
  "Almeida",
  "Bauer",
  "Costa",
  "Dubois",
  "Eriksson",
  "Fischer",
  "Garcia",
  "Haddad",
  "Ito",
  "Jansen",
];
/** Within what the admin API takes at once, by far. */
const BATCH = 50;

/** @typedef {{ email: string, first: string, last: string }} SamplePerson */

/**
 * @param {number} count
 * @returns {SamplePerson[]}
 */
export function samplePeople(count) {
  return Array.from({ length: count }, (_, index) => {
    const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? "";
    const last = LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length] ?? "";
    const round = Math.floor(index / (FIRST_NAMES.length * LAST_NAMES.length));
    const number = round === 0 ? "" : String(round + 1);
    return { email: `${first}.${last}${number}@people.example`.toLowerCase(), first, last };
  });
}

/**
 * @param {string} adminUrl
 * @param {readonly SamplePerson[]} people
 * @param {{ schema: string, password: string }} options
 * @returns {Promise<{ created: number, existing: number }>}
 * @throws {UserError} where the service does not answer, or refuses
 */
export async function createPeople(adminUrl, people, { schema, password }) {
  let created = 0;
  for (let start = 0; start < people.length; start += BATCH) {
    const batch = people.slice(start, start + BATCH);
    const answer = await patchIdentities(
      adminUrl,
      batch.map((person) => identityOf(person, schema, password)),
    );
    for (const { action, error } of answer) {
      if (action === "create") created += 1;
      else if (error?.code !== 409) {
        throw new UserError(
          `A person could not be made: ${error?.reason ?? error?.message ?? "no reason was given"}\n` +
            "Sample people have the traits email, name.first and name.last; --schema names a schema that has them.",
        );
      }
    }
  }
  return { created, existing: people.length - created };
}

/**
 * @param {SamplePerson} person
 * @param {string} schema
 * @param {string} password
 */
function identityOf({ email, first, last }, schema, password) {
  return {
    create: {
      schema_id: schema,
      traits: { email, name: { first, last } },
      credentials: { password: { config: { password } } },
      verifiable_addresses: [{ value: email, via: "email", verified: true, status: "completed" }],
    },
  };
}

/**
 * @typedef {{ action: string, error?: { code?: number, reason?: string, message?: string } }} PatchOutcome
 *
 * @param {string} adminUrl
 * @param {object[]} identities
 * @returns {Promise<PatchOutcome[]>}
 */
async function patchIdentities(adminUrl, identities) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(`${adminUrl}/admin/identities`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ identities }),
    });
  } catch {
    throw new UserError(
      `Nothing answers at ${adminUrl}. Start it first (npm run dev), or set ORY_ADMIN_URL.`,
    );
  }
  const body = /** @type {{ identities?: PatchOutcome[], error?: { reason?: string, message?: string } }} */ (
    await response.json()
  );
  if (response.ok && body.identities) return body.identities;
  throw new UserError(
    `The admin API answered ${response.status}: ${body.error?.reason ?? body.error?.message ?? "no reason was given"}`,
  );
}
