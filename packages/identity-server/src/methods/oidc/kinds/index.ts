// Every kind of provider, by its name in the configuration. Loaded when a provider is used for the first time.
import type { OidcProviderConfig } from "../../../config/schema/methods.js";
import type { ProviderKind } from "../kind.js";
import { amazon } from "./amazon.js";
import { apple } from "./apple.js";
import { auth0 } from "./auth0.js";
import { dingtalk } from "./dingtalk.js";
import { discord } from "./discord.js";
import { facebook } from "./facebook.js";
import { fedcmTest } from "./fedcm-test.js";
import { generic } from "./generic.js";
import { github, githubApp } from "./github.js";
import { gitlab } from "./gitlab.js";
import { google } from "./google.js";
import { lark } from "./lark.js";
import { line } from "./line.js";
import { linkedin, linkedinV2 } from "./linkedin.js";
import { microsoft } from "./microsoft.js";
import { netid } from "./netid.js";
import { patreon } from "./patreon.js";
import { salesforce } from "./salesforce.js";
import { slack } from "./slack.js";
import { spotify } from "./spotify.js";
import { uaepass } from "./uaepass.js";
import { vk } from "./vk.js";
import { x } from "./x.js";
import { yandex } from "./yandex.js";

export const kinds: Record<OidcProviderConfig["provider"], ProviderKind> = {
  amazon,
  apple,
  auth0,
  dingtalk,
  discord,
  facebook,
  "fedcm-test": fedcmTest,
  generic,
  github,
  "github-app": githubApp,
  gitlab,
  google,
  lark,
  line,
  linkedin,
  linkedin_v2: linkedinV2,
  microsoft,
  netid,
  patreon,
  salesforce,
  slack,
  spotify,
  uaepass,
  vk,
  x,
  yandex,
};
