// All scenarios, by topic. A topic's recordings are in the recordings file of its name.
import type { Topic } from "../lib/scenario";
import { login } from "./login";
import { loginAgain, returnTo } from "./login-again";
import { logout } from "./logout";
import { recovery } from "./recovery";
import { recoveryLink } from "./recovery-link";
import { registration } from "./registration";
import { registrationTraits } from "./registration-traits";
import { registrationTwoStep } from "./registration-two-step";
import { privilege, settings } from "./settings";
import { verification, verificationLink } from "./verification";

export const topics: Topic[] = [
  login,
  loginAgain,
  returnTo,
  registration,
  registrationTwoStep,
  registrationTraits,
  logout,
  recovery,
  recoveryLink,
  verification,
  verificationLink,
  settings,
  privilege,
];
