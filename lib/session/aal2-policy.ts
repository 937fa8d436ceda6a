/** Whose sessions count only once they are proved with a second factor: REQUIRE_AAL2, held in this one place. */
import type { Session } from "@ory/client";
import { env } from "@/lib/env";
import { hasRole } from "./roles";
import type { Whoami } from "./whoami";

/** Whether a second factor has proved the session. */
export function isAal2({ authenticator_assurance_level: level }: Session): boolean {
  return level === "aal2" || level === "aal3";
}

/** The service's answer as it counts here: a session that lacks the second factor it is to have is none yet. */
export function asPolicyHasIt(who: Whoami): Whoami {
  return who.kind === "session" && asksForAal2(who.session) && !isAal2(who.session) ? { kind: "aal2" } : who;
}

function asksForAal2({ identity }: Session): boolean {
  switch (env().requireAal2) {
    case "nobody":
      return false;
    case "admins":
      return hasRole(identity, "admin");
    case "everybody":
      return true;
  }
}
