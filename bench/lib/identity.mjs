// Accounts to measure with, and what their clients send. Both servers are spoken to in the same words.

/** @typedef {import("../load.mjs").Step} Step */
/** @typedef {{ publicUrl: string, adminUrl: string }} Addresses */
/** @typedef {{ id: string, email: string }} Account */

export const PASSWORD = "a long enough passphrase 42";

/**
 * @param {Addresses} server
 * @returns {Promise<Account>}
 */
export async function createAccount(server) {
  const email = `bench-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;
  const { id } = await post(`${server.adminUrl}/admin/identities`, 201, {
    schema_id: "person",
    traits: { email },
    credentials: { password: { config: { password: PASSWORD } } },
  });
  return { id, email };
}

/**
 * As many accounts as a load has connections: one after the other, since each password is hashed.
 *
 * @param {Addresses} server
 * @param {number} count
 */
export async function createAccounts(server, count) {
  const accounts = [];
  for (let each = 0; each < count; each++) accounts.push(await createAccount(server));
  return accounts;
}

/**
 * A sign-in with a password as native clients do it: a flow, and its submission.
 *
 * @param {Account[]} accounts each connection keeps to one
 * @returns {Step[]}
 */
export function signInSteps(accounts) {
  return [
    { paths: ["/self-service/login/api"] },
    {
      method: "POST",
      paths: ["/self-service/login?flow={id}"],
      bodies: accounts.map(({ email }) => ({ method: "password", identifier: email, password: PASSWORD })),
    },
  ];
}

/**
 * @param {Addresses} server
 * @param {Account} account
 * @returns {Promise<string>} the token of a new session
 */
export async function signIn(server, { email }) {
  const flow = await json(await fetch(`${server.publicUrl}/self-service/login/api`), 200);
  const answer = await post(`${server.publicUrl}/self-service/login?flow=${flow.id}`, 200, {
    method: "password",
    identifier: email,
    password: PASSWORD,
  });
  return answer.session_token;
}

/**
 * A browser's sign-in flow, as the app starts it.
 *
 * @param {Addresses} server
 * @param {string} [cookie] of a browser that was here before
 * @returns {Promise<{ id: string, cookie: string }>}
 */
export async function startBrowserLogin(server, cookie) {
  const response = await fetch(`${server.publicUrl}/self-service/login/browser`, {
    headers: { accept: "application/json", ...(cookie !== undefined && { cookie }) },
  });
  const given = response.headers.getSetCookie().map((each) => each.split(";", 1)[0]);
  return { id: (await json(response, 200)).id, cookie: cookie ?? given.join("; ") };
}

/**
 * @param {string} url
 * @param {number} expected
 * @param {unknown} body
 */
async function post(url, expected, body) {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  return json(await fetch(url, init), expected);
}

/**
 * @param {Response} response
 * @param {number} expected
 */
async function json(response, expected) {
  if (response.status === expected) return response.json();
  throw new Error(
    `${response.url} answered ${response.status} instead of ${expected}: ${await response.text()}`,
  );
}
