// All scenarios, by topic. A topic's recordings are in the recordings file of its name.
import type { Topic } from "../lib/scenario";
import { login } from "./login";
import { loginAgain, returnTo } from "./login-again";
import { logout } from "./logout";
import { registration } from "./registration";
import { registrationTraits } from "./registration-traits";
import { registrationTwoStep } from "./registration-two-step";

export const topics: Topic[] = [
  login,
  loginAgain,
  returnTo,
  registration,
  registrationTwoStep,
  registrationTraits,
  logout,
];
