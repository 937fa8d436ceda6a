/** What a handler's answer leads to, and says there. */

/** To be read once the test is configured: notices are sealed with its secret. */
export async function noticesIn(cookies: readonly string[]) {
  const { openNotices } = await import("@/lib/session/notices");
  return openNotices(cookies.find((cookie) => cookie.startsWith("foyer_notices="))?.split(/[=;]/)[1]);
}

export async function ledTo(response: Response) {
  return {
    status: response.status,
    to: response.headers.get("location"),
    notices: await noticesIn(response.headers.getSetCookie()),
  };
}
