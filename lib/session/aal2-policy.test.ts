import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@ory/client";
import type { Env } from "@/lib/env";
import type { Whoami } from "./whoami";

const policy = { requireAal2: "nobody" as Env["requireAal2"] };
vi.mock("@/lib/env", () => ({ env: () => policy }));
const { asPolicyHasIt } = await import("./aal2-policy");

beforeEach(() => void (policy.requireAal2 = "nobody"));

function signedIn(level: Session["authenticator_assurance_level"], roles?: string[]): Whoami {
  const identity = { id: "i", schema_id: "", schema_url: "", traits: {}, metadata_public: { roles } };
  return {
    kind: "session",
    session: { id: "s", authenticator_assurance_level: level, identity },
    setCookies: [],
  };
}

const counts = (who: Whoami) => asPolicyHasIt(who).kind === "session";

describe("the policy on second factors", () => {
  it("asks nobody for one by itself", () => {
    expect(counts(signedIn("aal1"))).toBe(true);
    expect(counts(signedIn("aal1", ["admin"]))).toBe(true);
  });

  it("asks administrators, where it is for them", () => {
    policy.requireAal2 = "admins";
    expect(counts(signedIn("aal1"))).toBe(true);
    expect(counts(signedIn("aal1", ["editor"]))).toBe(true);
    expect(asPolicyHasIt(signedIn("aal1", ["admin"]))).toEqual({ kind: "aal2" });
    expect(counts(signedIn("aal2", ["admin"]))).toBe(true);
  });

  it("asks everybody, where it is for everybody, and takes what is stronger", () => {
    policy.requireAal2 = "everybody";
    for (const level of ["aal0", "aal1", undefined] as const) expect(counts(signedIn(level))).toBe(false);
    for (const level of ["aal2", "aal3"] as const) expect(counts(signedIn(level))).toBe(true);
  });

  it("makes no session of what is none", () => {
    policy.requireAal2 = "everybody";
    for (const kind of ["none", "aal2", "unavailable"] as const) {
      expect(asPolicyHasIt({ kind })).toEqual({ kind });
    }
  });
});
