// All scenarios of the older API. Kratos 0.8.2 is their judge.
import type { Topic } from "../../lib/scenario";
import { v0alpha2AdminSessions, v0alpha2Identities } from "./admin";
import { v0alpha2Keys } from "./keys";
import { v0alpha2Login } from "./login";
import { v0alpha2OtherMethods } from "./other-methods";
import { v0alpha2Providers } from "./providers";
import { v0alpha2Recovery } from "./recovery";
import { v0alpha2Registration } from "./registration";
import { v0alpha2SecondFactor } from "./second-factor";
import { v0alpha2Errors, v0alpha2Logout, v0alpha2Lookup, v0alpha2Whoami } from "./sessions";
import { v0alpha2Settings } from "./settings";
import { v0alpha2Verification } from "./verification";

export const v0alpha2Topics: Topic[] = [
  v0alpha2Login,
  v0alpha2Registration,
  v0alpha2Recovery,
  v0alpha2Verification,
  v0alpha2Settings,
  v0alpha2SecondFactor,
  v0alpha2OtherMethods,
  v0alpha2Providers,
  v0alpha2Keys,
  v0alpha2Whoami,
  v0alpha2Logout,
  v0alpha2Lookup,
  v0alpha2Errors,
  v0alpha2Identities,
  v0alpha2AdminSessions,
];
