import { describe, expect, it } from "vitest";
import { PUT_AWAY_SECONDS, putAwayCookie, putAwayOf } from "./put-away";

const NOW = Math.floor(Date.now() / 1000);
const origin = "https://app.test";
const DAY = 24 * 60 * 60;

const put = async (cookie: string, id: Parameters<typeof putAwayCookie>[1], at = NOW) =>
  (await putAwayCookie("ada", id, { cookie, origin }, at)).split(";")[0] ?? "";
const away = async (cookie: string, at = NOW, identityId = "ada") => [
  ...(await putAwayOf(identityId, cookie, at)),
];

describe("advice that was put away", () => {
  it("is not given again for 90 days, each piece by its own day", async () => {
    const first = await put("", "passkey");
    const both = await put(`other=1; ${first}`, "second-step", NOW + 10 * DAY);
    expect(await away(both, NOW + 89 * DAY)).toEqual(["second-step", "passkey"]);
    expect(await away(both, NOW + 91 * DAY)).toEqual(["second-step"]);
    expect(await away(both, NOW + 101 * DAY)).toEqual([]);
  });

  it("is put away for that person alone", async () => {
    const cookie = await put("", "passkey");
    expect(await away(cookie, NOW, "grace")).toEqual([]);
    expect(await away("")).toEqual([]);
    expect(await away("foyer_put_away=%22passkey%22")).toEqual([]);
  });

  it("is kept in a cookie that names nobody, is no script's, and ends with it", async () => {
    const identityId = "3f2c9d1e-7b64-4c0a-9e58-d1a0b7c65f42";
    const cookie = await putAwayCookie(identityId, "second-step", { cookie: "", origin }, NOW);
    expect(cookie).not.toContain(identityId);
    expect(cookie).not.toContain("second-step");
    expect(cookie).toContain(`Max-Age=${PUT_AWAY_SECONDS}`);
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
    expect(cookie.length).toBeLessThan(1000);
  });
});
