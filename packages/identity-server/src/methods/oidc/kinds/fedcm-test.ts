// Kratos's provider for tests: its id tokens are signed with a key that everybody knows. In development mode only.
import { jwtVerify } from "jose";
import { claimsOf } from "../claims.js";
import type { ProviderKind } from "../kind.js";
import { openidKind } from "../openid.js";

const KEY = new TextEncoder().encode("xxxxxxx");

export const fedcmTest: ProviderKind = {
  ...openidKind(),
  verifyIdToken: async (_provider, idToken) => {
    const { payload } = await jwtVerify(idToken, KEY, { algorithms: ["HS256"] });
    return claimsOf(
      { ...(payload as Record<string, string>), iss: "https://example.com/fedcm" },
      { withRaw: false },
    );
  },
};
