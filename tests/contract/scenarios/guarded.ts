// With `security.account_enumeration.mitigate`: nothing tells which addresses have an account.
import type { Topic } from "../lib/scenario";
import {
  address,
  inWords,
  look,
  mail,
  password,
  person,
  scenario,
  start,
  submit,
  visitors,
  whoami,
} from "./steps";

const variant = { variant: "guarded" };
const ada = { method: "password", traits: { email: address("ada") }, password };

export const guarded: Topic = {
  topic: "guarded",
  scenarios: [
    ...visitors.map((as) =>
      scenario(
        `answers a registration with a taken address, for ${inWords[as]}`,
        [
          person(),
          start("registration", as),
          submit("registration", as, ada),
          ...(as === "html" ? [look("registration", { keep: {} })] : []),
        ],
        variant,
      ),
    ),
    scenario(
      "registers a new address as ever",
      [
        start("registration", "spa"),
        submit("registration", "spa", ada),
        mail(address("ada"), 1),
        whoami("spa", { brief: true }),
      ],
      variant,
    ),
    scenario(
      "answers an unknown identifier like a wrong password",
      [
        person(),
        start("login", "spa"),
        submit(
          "login",
          "spa",
          { method: "password", identifier: address("nobody"), password },
          { step: "unknown" },
        ),
        submit(
          "login",
          "spa",
          { method: "password", identifier: address("ada"), password: "wrong-password" },
          { step: "wrong" },
        ),
      ],
      variant,
    ),
    scenario(
      "answers recovery of an unknown address as ever",
      [start("recovery", "spa"), submit("recovery", "spa", { method: "code", email: address("nobody") })],
      variant,
    ),
  ],
};
