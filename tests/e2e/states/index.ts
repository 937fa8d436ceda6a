/** All states, for whoever asks which there are. */
import { accountStates } from "./account";
import { adminStates } from "./admin";
import { codeBesideStates, codeSecondStates, whoFirstStates } from "./by-code";
import { inboxStates } from "./inbox";
import { oauth2States } from "./oauth2";
import { openPages } from "./open-pages";
import { providerStates, wellKnownProviderStates } from "./providers";
import { settingsStates } from "./settings";
import { signInStates } from "./sign-in";
import { richStates, signUpStates, twoStepStates } from "./sign-up";
import { brokenStates, troubleStates } from "./trouble";
import { linkStates, waysBackStates } from "./ways-back";

export const allGroups: { name: string; states: { name: string; page: string }[] }[] = [
  openPages,
  signInStates,
  signUpStates,
  twoStepStates,
  richStates,
  codeBesideStates,
  whoFirstStates,
  codeSecondStates,
  providerStates,
  wellKnownProviderStates,
  waysBackStates,
  linkStates,
  accountStates,
  settingsStates,
  adminStates,
  oauth2States,
  inboxStates,
  troubleStates,
  brokenStates,
];
