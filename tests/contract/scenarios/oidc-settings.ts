// Providers linked and unlinked in settings.
import type { Topic } from "../lib/scenario";
import { atProvider, back, known, leave, member, trip } from "./oidc-steps";
import { inWords, look, person, request, scenario, signIn, start, submit, visitors, whoami } from "./steps";

const variant = { variant: "oidc" };
const browsers = ["html", "spa"] as const;
const credentials = request("the credentials", "admin", "GET /admin/identities/{{ada}}");

export const oidcSettings: Topic = {
  topic: "oidc-settings",
  scenarios: [
    ...browsers.map((as) =>
      scenario(
        `lets ${inWords[as]} link a provider and unlink it again`,
        [
          person(),
          ...signIn("spa"),
          ...start("settings", as, { recorded: true }),
          ...(as === "html" ? [look("settings", { step: "the form" })] : []),
          leave("settings", as),
          atProvider(known("ada")),
          back(as),
          look("settings", { step: "after linking" }),
          whoami("spa"),
          credentials,
          submit("settings", as, { unlink: "peer" }, { step: "unlink" }),
          look("settings", { step: "after unlinking" }),
          { ...credentials, step: "the credentials after unlinking" },
        ],
        variant,
      ),
    ),
    scenario(
      "lets a native client link a provider",
      [
        person(),
        ...signIn("native"),
        request("start settings", "native", "GET /self-service/settings/api", {
          headers: { "x-session-token": "{{token}}" },
          keep: { flow: "body.id" },
          brief: true,
        }),
        submit(
          "settings",
          "native",
          { method: "oidc", link: "peer" },
          { headers: { "x-session-token": "{{token}}" } },
        ),
      ],
      variant,
    ),
    scenario(
      "takes the method's name along",
      [
        person(),
        ...signIn("spa"),
        ...start("settings", "spa"),
        submit("settings", "spa", {
          method: "oidc",
          link: "second",
          upstream_parameters: { login_hint: "ada" },
        }),
        submit("settings", "spa", { method: "oidc" }, { step: "neither link nor unlink" }),
        submit("settings", "spa", { method: "password", link: "peer" }, { step: "another method" }),
      ],
      variant,
    ),
    scenario(
      "keeps the last way to sign in",
      [
        ...trip("registration", "html"),
        back("html", { brief: true }),
        ...start("settings", "spa", { recorded: true }),
        submit("settings", "spa", { unlink: "peer" }),
      ],
      variant,
    ),
    scenario(
      "unlinks one of two providers",
      [
        ...trip("registration", "html"),
        back("html", { brief: true }),
        ...start("settings", "spa"),
        leave("settings", "spa", { provider: "second" }),
        atProvider(known("ada")),
        back("spa"),
        submit("settings", "spa", { unlink: "peer" }, { step: "unlink" }),
        whoami("spa"),
      ],
      variant,
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses what cannot be linked or unlinked, to ${inWords[as]}`,
        [
          person(),
          ...signIn("spa"),
          ...start("settings", as),
          submit("settings", as, { unlink: "peer" }, { step: "nothing linked" }),
          look("settings", { step: "after nothing linked" }),
          submit("settings", as, { link: "nobody" }, { step: "no such provider" }),
          look("settings", { step: "after no such provider" }),
          submit("settings", as, { link: "peer", unlink: "peer" }, { step: "both at once" }),
          look("settings", { step: "after both at once" }),
          leave("settings", as, { brief: true }),
          atProvider(known("ada")),
          back(as, { step: "come back" }),
          submit("settings", as, { link: "peer" }, { step: "linked already" }),
          look("settings", { step: "after linked already" }),
        ],
        variant,
      ),
    ),
    ...browsers.map((as) =>
      scenario(
        `does not link to ${inWords[as]} what belongs to somebody else`,
        [
          ...member("eve"),
          person(),
          ...signIn("spa"),
          ...trip("settings", as, { who: "eve" }),
          back(as),
          look("settings"),
        ],
        variant,
      ),
    ),
    scenario(
      "does not link when the person says no at the provider",
      [
        person(),
        ...signIn("spa"),
        ...start("settings", "html"),
        leave("settings", "html", { brief: true }),
        atProvider({ deny: "access_denied" }),
        back("html"),
        look("settings"),
      ],
      variant,
    ),
    scenario(
      "does not link once the person is signed out",
      [
        person(),
        ...signIn("spa"),
        ...trip("settings", "html"),
        request("sign out everywhere", "admin", "DELETE /admin/identities/{{ada}}/sessions", { brief: true }),
        back("html"),
      ],
      variant,
    ),
    ...visitors
      .slice(0, 2)
      .map((as) =>
        scenario(
          `asks ${inWords[as]} to sign in again before a provider is linked`,
          [
            person(),
            ...signIn("spa"),
            ...start("settings", as),
            submit("settings", as, { link: "peer" }),
            submit("settings", as, { unlink: "peer" }, { step: "unlink" }),
          ],
          { variant: "oidc-hooks" },
        ),
      ),
  ],
};
