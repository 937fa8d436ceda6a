// Recovery that lets a person choose to which of their addresses the code goes (`feature_flags.choose_recovery_address`).
import type { JsonValue, Step } from "../lib/scenario";
import type { Topic } from "../lib/scenario";
import { phone } from "./code-steps";
import {
  address,
  bearer,
  inWords,
  look,
  mail,
  person,
  request,
  scenario,
  signIn,
  start,
  submit,
  visitors,
  whoami,
  type Visitor,
} from "./steps";

const variant = { variant: "recovery-choice" };
const email = address("ada");
const spare = address("spare");

const simple = person();
const reachable = person("ada", { traits: { email, backup: spare, phone } });

const send = (as: Visitor, step: string, fields: { [key: string]: JsonValue }): Step[] => [
  submit("recovery", as, fields, { step }),
  ...(as === "html" ? [look("recovery", { step: `${step}: what the form then shows` })] : []),
];
const begin = (as: Visitor, to = email) => send(as, "the address", { method: "code", recovery_address: to });

/** The choice, with the opaque values of its three buttons; they stand in the order of the addresses. */
const chosen = (as: Visitor): Step => ({
  ...submit(
    "recovery",
    as === "html" ? "spa" : as,
    { method: "code", recovery_address: email },
    { step: "the address", brief: true },
  ),
  keep: {
    calls: "body.ui.nodes.1.attributes.value",
    own: "body.ui.nodes.2.attributes.value",
    other: "body.ui.nodes.3.attributes.value",
  },
});

export const recoveryChoice: Topic = {
  topic: "recovery-choice",
  scenarios: [
    ...visitors.map((as) =>
      scenario(`asks ${inWords[as]} for any address`, start("recovery", as, { recorded: true }), variant),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends the code at once where there is one address, for ${inWords[as]}`,
        [
          simple,
          start("recovery", as),
          begin(as),
          mail(email, 1, { code: "code" }),
          submit(
            "recovery",
            as,
            { method: "code", recovery_address: email, code: "{{code}}" },
            { step: "enter it" },
          ),
          ...(as === "native" ? [] : [whoami("spa")]),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `does not tell ${inWords[as]} that an address is unknown`,
        [start("recovery", as), begin(as, address("eve"))],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `lets ${inWords[as]} choose among several, all masked`,
        [reachable, start("recovery", as), begin(as)],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `sends to the address that was given when it is chosen, for ${inWords[as]}`,
        [
          reachable,
          start("recovery", as),
          chosen(as),
          send(as, "choose it", {
            method: "code",
            recovery_address: email,
            recovery_select_address: "{{own}}",
          }),
          mail(email, 1, { code: "code" }),
          submit(
            "recovery",
            as,
            { method: "code", recovery_address: email, code: "{{code}}" },
            { step: "enter it" },
          ),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `has another address written in full before it is written to, for ${inWords[as]}`,
        [
          reachable,
          start("recovery", as),
          chosen(as),
          send(as, "choose the other", {
            method: "code",
            recovery_address: email,
            recovery_select_address: "{{other}}",
          }),
          send(as, "in full", { method: "code", recovery_address: email, recovery_confirm_address: spare }),
          mail(spare, 1, { code: "code" }),
          submit(
            "recovery",
            as,
            { method: "code", recovery_address: email, code: "{{code}}" },
            { step: "enter it" },
          ),
        ],
        variant,
      ),
    ),
    scenario(
      "sends to a phone",
      [
        reachable,
        start("recovery", "spa"),
        chosen("spa"),
        send("spa", "choose the phone", {
          method: "code",
          recovery_address: email,
          recovery_select_address: "{{calls}}",
        }),
        send("spa", "in full", { method: "code", recovery_address: email, recovery_confirm_address: phone }),
        mail(phone, 1, { code: "code" }),
        send("spa", "enter it", { method: "code", recovery_address: email, code: "{{code}}" }),
      ],
      variant,
    ),
    scenario("begins with a phone", [reachable, start("recovery", "spa"), begin("spa", phone)], variant),
    scenario(
      "does not tell that an address written in full is another",
      [
        reachable,
        start("recovery", "spa"),
        chosen("spa"),
        send("spa", "choose the other", {
          method: "code",
          recovery_address: email,
          recovery_select_address: "{{other}}",
        }),
        send("spa", "in full, but another", {
          method: "code",
          recovery_address: email,
          recovery_confirm_address: address("eve"),
        }),
        send("spa", "a code", { method: "code", recovery_address: email, code: "000000" }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `goes back, for ${inWords[as]}`,
        [
          reachable,
          start("recovery", as),
          chosen(as),
          send(as, "choose the other", {
            method: "code",
            recovery_address: email,
            recovery_select_address: "{{other}}",
          }),
          send(as, "back from writing it in full", { screen: "previous", recovery_address: email }),
          send(as, "choose the given one", {
            method: "code",
            recovery_address: email,
            recovery_select_address: "{{own}}",
          }),
          send(as, "back from the code", { screen: "previous", recovery_address: email }),
        ],
        variant,
      ),
    ),
    scenario(
      "goes back to the beginning where there was nothing to choose",
      [
        simple,
        start("recovery", "spa"),
        begin("spa"),
        send("spa", "back", { screen: "previous", recovery_address: email }),
      ],
      variant,
    ),
    scenario(
      "goes back from the first screens",
      [
        reachable,
        start("recovery", "spa"),
        send("spa", "at once", { screen: "previous" }),
        chosen("spa"),
        send("spa", "from the choice", { screen: "previous", recovery_address: email }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `sends another code to ${inWords[as]}`,
        [
          simple,
          start("recovery", as),
          {
            ...submit("recovery", as, { method: "code", recovery_address: email }, { step: "the address" }),
            brief: true,
          },
          mail(email, 1, { code: "code" }),
          send(as, "ask again", { method: "code", recovery_address: email, recovery_confirm_address: email }),
          mail(email, 2, { newer: "code" }),
          send(as, "the first", { method: "code", recovery_address: email, code: "{{code}}" }),
          submit(
            "recovery",
            as,
            { method: "code", recovery_address: email, code: "{{newer}}" },
            { step: "the second" },
          ),
        ],
        variant,
      ),
    ),
    ...visitors.map((as) =>
      scenario(
        `misses what each screen asks ${inWords[as]} for`,
        [
          reachable,
          start("recovery", as),
          send(as, "no address", { method: "code" }),
          send(as, "an empty one", { method: "code", recovery_address: "" }),
          chosen(as),
          send(as, "no choice", { method: "code", recovery_address: email }),
          send(as, "no address to the choice", { method: "code", recovery_select_address: "{{other}}" }),
          send(as, "choose the other", {
            method: "code",
            recovery_address: email,
            recovery_select_address: "{{other}}",
          }),
          send(as, "not in full", { method: "code", recovery_address: email }),
        ],
        variant,
      ),
    ),
    scenario(
      "does not know a choice",
      [
        reachable,
        start("recovery", "spa"),
        chosen("spa"),
        send("spa", "choose", {
          method: "code",
          recovery_address: email,
          recovery_select_address: "bm9uZQ==",
        }),
      ],
      variant,
    ),
    scenario(
      "takes neither code nor address of another screen",
      [
        reachable,
        start("recovery", "spa"),
        send("spa", "a code", { method: "code", code: "123456" }),
        send("spa", "the older field", { method: "code", email }),
        send("spa", "in full", { method: "code", recovery_confirm_address: email }),
        chosen("spa"),
        send("spa", "a code in place of a choice", {
          method: "code",
          recovery_address: email,
          code: "123456",
        }),
      ],
      variant,
    ),
    ...visitors.map((as) =>
      scenario(
        `refuses a wrong code of ${inWords[as]}, and takes the right one after it`,
        [
          simple,
          start("recovery", as),
          {
            ...submit("recovery", as, { method: "code", recovery_address: email }, { step: "the address" }),
            brief: true,
          },
          mail(email, 1, { code: "code" }),
          send(as, "a wrong one", { method: "code", recovery_address: email, code: "000000" }),
          submit(
            "recovery",
            as,
            { method: "code", recovery_address: email, code: "{{code}}" },
            { step: "enter it" },
          ),
        ],
        variant,
      ),
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `begins anew after five wrong codes of ${inWords[as]}`,
        [
          simple,
          start("recovery", as),
          {
            ...submit("recovery", as, { method: "code", recovery_address: email }, { step: "the address" }),
            brief: true,
          },
          mail(email, 1, { code: "code" }),
          ...[1, 2, 3, 4, 5].map((count) => ({
            ...submit(
              "recovery",
              as,
              { method: "code", recovery_address: email, code: "000000" },
              { step: `wrong ${String(count)}` },
            ),
            brief: true,
          })),
          submit(
            "recovery",
            as,
            { method: "code", recovery_address: email, code: "{{code}}" },
            {
              step: "the right one",
              keep: { next: as === "html" ? "location.flow" : "location.id" },
            },
          ),
          request("the new flow", "spa", "GET /self-service/recovery/flows?id={{next}}"),
        ],
        variant,
      ),
    ),
    scenario(
      "finds that a code came too late",
      [
        simple,
        start("recovery", "spa"),
        {
          ...submit("recovery", "spa", { method: "code", recovery_address: email }, { step: "the address" }),
          brief: true,
        },
        mail(email, 1, { code: "code" }),
        submit(
          "recovery",
          "spa",
          { method: "code", recovery_address: email, code: "{{code}}" },
          { step: "enter it" },
        ),
      ],
      { variant: "recovery-choice-late" },
    ),
    ...(["html", "spa"] as const).map((as) =>
      scenario(
        `refuses a wrong token, from ${inWords[as]}`,
        [
          simple,
          start("recovery", as),
          submit("recovery", as, { method: "code", recovery_address: email }, { csrf: "bm90IGEgdG9rZW4=" }),
        ],
        variant,
      ),
    ),
    scenario(
      "needs no method",
      [simple, start("recovery", "spa"), send("spa", "the address", { recovery_address: email })],
      variant,
    ),
    scenario(
      "knows the address in other case",
      [simple, start("recovery", "spa"), begin("spa", address("ADA"))],
      variant,
    ),
    scenario(
      "sends nothing to a native client that is signed in",
      [
        simple,
        start("recovery", "native"),
        signIn("native"),
        submit(
          "recovery",
          "native",
          { method: "code", recovery_address: email },
          { step: "the address", ...bearer },
        ),
      ],
      variant,
    ),
    scenario(
      "takes no code again",
      [
        simple,
        start("recovery", "native"),
        {
          ...submit(
            "recovery",
            "native",
            { method: "code", recovery_address: email },
            { step: "the address" },
          ),
          brief: true,
        },
        mail(email, 1, { code: "code" }),
        {
          ...submit(
            "recovery",
            "native",
            { method: "code", recovery_address: email, code: "{{code}}" },
            { step: "enter it" },
          ),
          brief: true,
        },
        submit(
          "recovery",
          "native",
          { method: "code", recovery_address: email, code: "{{code}}" },
          { step: "again" },
        ),
      ],
      variant,
    ),
    scenario(
      "takes a code that an operator made",
      [
        simple,
        request("make one", "admin", "POST /admin/recovery/code", {
          json: { identity_id: "{{ada}}" },
          keep: { code: "body.recovery_code", flow: { parameter: "flow", of: "body.recovery_link" } },
          brief: true,
        }),
        submit("recovery", "spa", { method: "code", code: "{{code}}" }, { step: "enter it", csrf: null }),
      ],
      variant,
    ),
  ],
};
