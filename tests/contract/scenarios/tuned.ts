// Configuration that is otherwise than usual: cookies, addresses of return, password policy; and no development mode.
import type { Topic } from "../lib/scenario";
import {
  address,
  look,
  mail,
  otherPassword,
  password,
  person,
  request,
  scenario,
  signIn,
  start,
  submit,
  ui,
  whoami,
} from "./steps";

const variant = { variant: "tuned" };
const right = { method: "password", identifier: address("ada"), password };

export const tuned: Topic = {
  topic: "tuned",
  scenarios: [
    scenario(
      "signs in with the cookie and on to the address that are configured",
      [
        person(),
        start("login", "html", { recorded: true }),
        submit("login", "html", right),
        whoami("spa", { brief: true }),
      ],
      variant,
    ),
    scenario(
      "returns to the address that was asked for before the configured one",
      [
        person(),
        start("login", "html", { query: `return_to=${ui}/dashboard` }),
        submit("login", "html", right),
      ],
      variant,
    ),
    scenario(
      "leads on from registration by the address of its method",
      [
        start("registration", "html"),
        submit("registration", "html", { method: "password", traits: { email: address("ada") }, password }),
      ],
      variant,
    ),
    scenario(
      "leads on from settings by the address of the method, or of the flow",
      [
        person(),
        signIn("html"),
        start("settings", "html"),
        submit(
          "settings",
          "html",
          { method: "profile", traits: { email: address("ada"), name: { first: "Ada" } } },
          { step: "profile" },
        ),
        submit("settings", "html", { method: "password", password: otherPassword }, { step: "password" }),
        submit(
          "settings",
          "spa",
          { method: "password", password: "summer-window-77" },
          { step: "password, as a script" },
        ),
      ],
      variant,
    ),
    scenario(
      "leads on from recovery",
      [
        person(),
        start("recovery", "html"),
        submit("recovery", "html", { method: "code", email: address("ada") }, { step: "ask", brief: true }),
        mail(address("ada"), 1, { code: "code" }),
        submit(
          "recovery",
          "html",
          { method: "code", code: "{{code}}" },
          { step: "the code", keep: { settings: "location.flow" } },
        ),
        look("settings", { flow: "settings", step: "the settings" }),
        submit(
          "settings",
          "html",
          { method: "password", password: otherPassword },
          { flow: "settings", step: "new password" },
        ),
      ],
      variant,
    ),
    scenario(
      "leads on from verification",
      [
        person(),
        start("verification", "spa"),
        submit(
          "verification",
          "spa",
          { method: "code", email: address("ada") },
          { step: "ask", brief: true },
        ),
        mail(address("ada"), 1, { code: "code" }),
        submit("verification", "spa", { method: "code", code: "{{code}}" }, { step: "the code" }),
      ],
      variant,
    ),
    scenario(
      "takes its own cookie back at sign-out",
      [
        person(),
        signIn("html"),
        request("ask for the sign-out link", "spa", "GET /self-service/logout/browser", {
          keep: { logout: "body.logout_token" },
          brief: true,
        }),
        request("sign out", "html", "GET /self-service/logout?token={{logout}}"),
      ],
      variant,
    ),
    scenario(
      "holds a password to the configured policy",
      [
        start("registration", "spa"),
        submit(
          "registration",
          "spa",
          { method: "password", traits: { email: address("ada") }, password: "short" },
          { step: "too short" },
        ),
        submit(
          "registration",
          "spa",
          { method: "password", traits: { email: address("ada") }, password: "p".repeat(73) },
          { step: "too long for bcrypt" },
        ),
        submit(
          "registration",
          "spa",
          { method: "password", traits: { email: address("ada") }, password: address("ada") },
          { step: "like the address", brief: true },
        ),
      ],
      variant,
    ),
    scenario(
      "counts codes up to the configured number",
      [
        person(),
        start("verification", "spa"),
        submit(
          "verification",
          "spa",
          { method: "code", email: address("ada") },
          { step: "ask", brief: true },
        ),
        mail(address("ada"), 1, { code: "code" }),
        ...[1, 2].map((time) =>
          submit(
            "verification",
            "spa",
            { method: "code", code: "000000" },
            { step: `wrong code ${time}`, brief: true },
          ),
        ),
        submit(
          "verification",
          "spa",
          { method: "code", code: "{{code}}" },
          { step: "the right code, too late", brief: true },
        ),
      ],
      variant,
    ),
    scenario(
      "does not extend a session before its time",
      [person(), signIn("native"), request("extend", "admin", "PATCH /admin/sessions/{{session}}/extend")],
      variant,
    ),
  ],
};

export const production: Topic = {
  topic: "production",
  scenarios: [
    scenario(
      "marks cookies as secure",
      [person(), start("login", "spa", { recorded: true }), submit("login", "spa", right)],
      { variant: "production" },
    ),
    scenario(
      "hides the body of a mail",
      [
        person(),
        start("recovery", "spa"),
        submit("recovery", "spa", { method: "code", email: address("ada") }, { brief: true }),
        mail(address("ada"), 1),
        request("list", "admin", `GET /admin/courier/messages?recipient=${address("ada")}`),
      ],
      { variant: "production" },
    ),
    scenario(
      "tells no details of an error",
      [
        start("login", "spa"),
        submit("login", "spa", right, { csrf: "bm90IGEgdG9rZW4=" }),
        request("whoami", "spa", "GET /sessions/whoami"),
      ],
      { variant: "production" },
    ),
  ],
};
