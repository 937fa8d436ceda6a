// Security keys and providers: what forms offer of them. The work behind them is today's, and so are a key's options.
import type { Topic } from "../../lib/scenario";
import { open } from "../second-factor-steps";
import { inWords, start, visitors } from "../steps";
import { person, scenario, signIn } from "./steps";

const keys = { variant: "v0alpha2-keys" };
const providers = { variant: "v0alpha2-providers" };

export const v0alpha2OtherMethods: Topic = {
  topic: "v0alpha2/other-methods",
  scenarios: [
    scenario("offers no security key at sign-in", [start("login", "spa", { recorded: true })], keys),
    ...visitors.flatMap((as) =>
      (["login", "registration"] as const).map((kind) =>
        scenario(
          `offers ${inWords[as]} a provider at ${kind}`,
          start(kind, as, { recorded: true }),
          providers,
        ),
      ),
    ),
    scenario(
      "offers to link a provider",
      [person(), signIn("spa"), open("settings", "spa", { recorded: true })],
      providers,
    ),
  ],
};
