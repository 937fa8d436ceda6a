// An account to measure with, and what a client of it sends. Both servers are spoken to in the same words.

const PASSWORD = "a long enough passphrase 42";

/**
 * @typedef {{ publicUrl: string, adminUrl: string }} Addresses
 * @typedef {{ email: string, sessionToken: string }} Account
 */

/**
 * @param {Addresses} server
 * @returns {Promise<Account>} one that is signed in
 */
export async function createAccount(server) {
  const email = `bench-${Date.now()}-${Math.random().toString(36).slice(2)}@example.com`;
  await post(`${server.adminUrl}/admin/identities`, 201, {
    schema_id: "person",
    traits: { email },
    credentials: { password: { config: { password: PASSWORD } } },
  });
  return { email, sessionToken: await signIn(server, email) };
}

/**
 * Signs in as a native client does.
 *
 * @param {Addresses} server
 * @param {string} email
 * @returns {Promise<string>} the session's token
 */
export async function signIn(server, email) {
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
 * @returns {Promise<{ id: string, cookie: string }>}
 */
export async function startBrowserLogin(server) {
  const response = await fetch(`${server.publicUrl}/self-service/login/browser`, {
    headers: { accept: "application/json" },
  });
  const cookie = response.headers.getSetCookie().map((each) => each.split(";", 1)[0]);
  return { id: (await json(response, 200)).id, cookie: cookie.join("; ") };
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
