// Words for scenarios about codes: as a way in, at sign-up, as a second factor.
import type { JsonValue, Step } from "../lib/scenario";
import { address, look, mail, request, submit, type Visitor } from "./steps";

/** A number that nobody else has; its form with blanks is the same number. */
export const phone = "+49176{{digits}}42";
export const phoneWithBlanks = "+49 176 {{digits}} 42";

export const identifier = address("ada");

/** Asks for a code and keeps it; a browser looks at the page that asks for it. */
export function askForCode(
  as: Visitor,
  options: { to?: string; count?: number; brief?: boolean; keep?: string; flow?: string } = {},
): Step[] {
  const { to = identifier, count = 1, brief = true, keep = "code", flow = "flow" } = options;
  const step = flow === "flow" ? "ask for a code" : `ask for a code (${flow})`;
  return [
    submit("login", as, { method: "code", identifier: to }, { flow, step, brief }),
    ...(as === "html" && !brief ? [look("login", { flow })] : []),
    mail(to, count, { [keep]: "code" }),
  ];
}

export function enterCode(
  as: Visitor,
  code = "{{code}}",
  options: { step?: string; to?: string; more?: { [key: string]: JsonValue } } = {},
) {
  const { step = "enter it", to = identifier, more = {} } = options;
  return submit("login", as, { method: "code", identifier: to, code, ...more }, { step });
}

/** A person without a password. */
export function personWithoutPassword(who = "ada", traits: { [key: string]: JsonValue } = {}) {
  return request(`create ${who}`, "admin", "POST /admin/identities", {
    json: { traits: { email: address(who), ...traits } },
    keep: { [who]: "body.id" },
    brief: true,
  });
}

export function stored(who = "ada") {
  return request("what is stored", "admin", `GET /admin/identities/{{${who}}}?include_credential=code`);
}
