// A visitor of the app without a browser: keeps cookies, follows redirects and timed refreshes, counts the ways.

const MAX_STEPS = 10;

/**
 * @typedef {object} Visit
 * @property {string} url where it ended
 * @property {string} body
 * @property {number} redirects
 */

/**
 * @param {string[]} [origins] where redirects are followed to, besides the origin of the first address
 * @returns {{
 *   cookies: Map<string, string>,
 *   get: (url: string) => Promise<Visit>,
 *   post: (url: string, fields: Record<string, string>) => Promise<Visit>,
 * }}
 */
export function createVisitor(origins = []) {
  /** @type {Map<string, string>} */
  const cookies = new Map();

  /**
   * @param {string} url
   * @param {RequestInit} [init]
   * @returns {Promise<Visit>}
   */
  async function go(url, init) {
    let next = url;
    let request = init;
    for (let redirects = 0; redirects <= MAX_STEPS; redirects++) {
      const response = await fetch(next, {
        ...request,
        redirect: "manual",
        headers: {
          accept: "text/html",
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...request?.headers,
        },
      });
      keepCookies(cookies, response.headers);
      const body = await response.text();
      const to = response.headers.get("location") ?? refreshTarget(body);
      if (to === undefined) {
        if (response.status === 200) return { url: next, body, redirects };
        throw new Error(`${url} ended on ${next} with ${response.status}.`);
      }
      next = new URL(to, next).href;
      request = undefined;
      // The measured configuration sends a visitor on to the starter's own address, where nothing listens.
      const { origin } = new URL(next);
      if (origin !== new URL(url).origin && !origins.includes(origin))
        return { url: next, body: "", redirects };
    }
    throw new Error(`${url} redirects without end.`);
  }

  return {
    cookies,
    get: (url) => go(url),
    post: (url, fields) =>
      go(url, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { origin: new URL(url).origin },
      }),
  };
}

/**
 * Signs in on the app's own page.
 *
 * @param {ReturnType<typeof createVisitor>} visitor
 * @param {string} appUrl
 * @param {{ email: string, password: string }} account
 */
export async function signInOnPage(visitor, appUrl, { email, password }) {
  const { url, body } = await visitor.get(`${appUrl}/login`);
  const action = /<form[^>]* action="([^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
  const token = /name="csrf_token"[^>]* value="([^"]+)"/.exec(body)?.[1];
  if (action === undefined || token === undefined) throw new Error(`${url} has no sign-in form.`);
  await visitor.post(new URL(action, url).href, {
    csrf_token: token,
    identifier: email,
    password,
    method: "password",
  });
}

/**
 * @param {Map<string, string>} cookies
 * @param {Headers} headers
 */
function keepCookies(cookies, headers) {
  for (const cookie of headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}

/** @param {string} body */
function refreshTarget(body) {
  const tag = /<meta[^>]*http-equiv="refresh"[^>]*>/i.exec(body)?.[0];
  return tag && /url=([^"]+)"/i.exec(tag)?.[1]?.replaceAll("&amp;", "&");
}
