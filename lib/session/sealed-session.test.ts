import { describe, expect, it } from "vitest";
import type { Session } from "@ory/client";
import { seal } from "@/lib/security/seal";
import { openSession, sealSession } from "./sealed-session";

const session = {
  id: "s1",
  identity: { id: "i1", traits: {}, schema_id: "", schema_url: "" },
} satisfies Session;
const COOKIE = "theme=dark; ory_kratos_session=abc";

describe("a sealed session", () => {
  it("opens for the same visitor", async () => {
    const sealed = (await sealSession(session, COOKIE)) ?? "";
    expect(await openSession(sealed, "ory_kratos_session=abc; other=1")).toEqual(session);
  });

  it("opens for no other visitor", async () => {
    const sealed = (await sealSession(session, COOKIE)) ?? "";
    expect(await openSession(sealed, "ory_kratos_session=xyz")).toBeUndefined();
    expect(await openSession(sealed, "")).toBeUndefined();
  });

  it("can't be made up", async () => {
    for (const forged of [JSON.stringify(session), "1", await seal("typed", { session }, 60), null]) {
      expect(await openSession(forged, COOKIE)).toBeUndefined();
    }
  });

  it("is left out where the session is too large for a header", async () => {
    const large = { ...session, identity: { ...session.identity, traits: { bio: "x".repeat(20_000) } } };
    expect(await sealSession(large, COOKIE)).toBeUndefined();
  });
});
