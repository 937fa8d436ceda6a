// Where Foyer is meant to answer otherwise than Kratos about codes: at sign-in and sign-up, as a second factor, at recovery.
import { nothing, wantedAt as at } from "./lib/wanted-at";
import type { WantedDifference } from "./wanted-differences";

const raised = {
  reason: "The session's token changes at every rise of privilege; whoever holds the old one holds nothing.",
};

/** A step in which a native client proves a session once more, or further. */
const rise = (topic: string, scenario: string, step: string) =>
  at(topic, scenario, { ...raised, [step]: { "body.session_token": "<session token>" } });

/** What is shown after a code was sent, to a phone or a mail address, whoever asked. */
const sent = (channel: string, address: string, isNative = false) => [
  `input code/identifier {type:'hidden', value:'${address}'} label 1010023 info {address:'${address}', channel:'${channel}'}`,
  "input code/method {type:'hidden', value:'code'}",
  "input code/code {required:true, type:'text'} label 1070013 info",
  "input code/method {type:'submit', value:'code'} label 1070009 info",
  "input code/resend {type:'submit', value:'code'} label 1070008 info",
  ...(isNative ? [] : ["input default/csrf_token {required:true, type:'hidden', value:'<csrf token>'}"]),
];
const spare = "spare-<run>@foyer.example";
const oneIdentifier = {
  reason: "The form carries the chosen address alone: with all of them, a browser would send the last.",
};

const untold = {
  reason:
    "Where accounts are not to be told apart (security.account_enumeration.mitigate), an unknown one is answered as a known one.",
};
const asIfSent = { status: 400, "body.state": "sent_email", "body.ui.messages": ["1010014 info"] };
const asIfKnown = { status: 400, "body.state": "choose_method", "body.active": "identifier_first" };

const namedField = { reason: "The field of a wrong type is named." };

export const codeDifferences: WantedDifference[] = [
  ...at("courier-http", "is asked again for a code to a phone", {
    reason: "The button that the form has for it sends again; Kratos misses a mail address.",
    "ask again": {
      status: 200,
      "body.ui.nodes": [
        "input code/method {type:'hidden', value:'code'}",
        "input code/code {required:true, type:'text'} label 1070011 info",
        "input code/method {type:'submit', value:'code'} label 1070009 info",
        "input default/csrf_token {required:true, type:'hidden', value:'<csrf token>'}",
        "input code/sms {type:'submit', value:'+49176<digits>42'} label 1070008 info",
      ],
    },
  }),
  ...at("courier-http", "verifies a phone that somebody adds", {
    reason: "A time that is not known is left out, in what a service is told as in answers.",
    "what came to /texts": { "body.0.body.template_data.identity.state_changed_at": nothing },
  }),
  ...at("courier-http", "sends a second factor to a phone", {
    ...oneIdentifier,
    "ask for a code": { "body.ui.nodes": sent("sms", "+49176<digits>42") },
  }),
  ...["code-login", "code-registration"].flatMap((topic) =>
    at(topic, "takes a code once", {
      reason: "A completed flow is over: whoever comes by what was sent must not use it again.",
      again: { status: 410, "body.error.id": "self_service_flow_expired" },
    }),
  ),
  ...rise("code-login", "proves it is still a native client with a code", "enter it"),
  ...rise(
    "code-second",
    "sends the code to the one address at once and takes it from a native client",
    "enter it",
  ),
  ...rise("code-second", "refuses a wrong code and none, of a native client", "the right one"),
  ...rise("code-second", "sends another code to a native client", "the second"),
  ...rise("code-second", "lets a native client choose among addresses", "enter it"),
  ...rise("code-second", "proves the second factor once more, for a native client", "enter the newer"),
  ...at("code-second", "lets a browser choose among addresses", {
    ...oneIdentifier,
    "what the form then shows": { "body.ui.nodes": sent("email", spare) },
  }),
  ...at("code-second", "lets a script choose among addresses", {
    ...oneIdentifier,
    "choose one": { "body.ui.nodes": sent("email", spare) },
  }),
  ...at("code-second", "lets a native client choose among addresses", {
    ...oneIdentifier,
    "choose one": { "body.ui.nodes": sent("email", spare, true) },
  }),
  ...at("code-second", "sends to a phone", {
    ...oneIdentifier,
    "choose the phone": { "body.ui.nodes": sent("sms", "+49176<digits>42") },
  }),
  ...at("code-second", "takes the address under its other name", {
    ...oneIdentifier,
    "choose one": { "body.ui.nodes": sent("email", spare) },
  }),
  ...at("code-login", "names fields of a wrong type", {
    ...namedField,
    "a number for an address": { status: 400, "body.state": "choose_method", "body.ui.messages": nothing },
    "a number for a code": { status: 400, "body.state": "sent_email", "body.ui.messages": nothing },
  }),
  ...at("code-registration", "names fields of a wrong type", {
    ...namedField,
    "a text for traits": { status: 400, "body.state": "choose_method", "body.error": nothing },
    "a number for a code": { status: 400, "body.state": "sent_email", "body.ui.messages": nothing },
  }),
  ...at("identifier-first", "does not name a wrong type", {
    ...namedField,
    "a number": { status: 400, "body.state": "choose_method", "body.ui.messages": nothing },
  }),
  ...at("code-registration", "does not sign up by code where that is off", {
    reason: "Kratos sends a code although the method is off, and shows no field for it.",
    submit: { status: 400, "body.state": "choose_method", "body.ui.messages": ["4010003 error"] },
  }),
  ...at("code-registration", "goes back from the code to the profile at once", {
    reason: "Who is back at the beginning waits for no code: the next one asked for is sent.",
    "back to the profile": { "body.state": "choose_method", "body.active": nothing },
  }),
  ...at("code-login", "does not tell an unknown address where accounts are not to be told apart", {
    ...untold,
    unknown: asIfSent,
  }),
  ...["a script", "a native client"].flatMap((client) =>
    at("identifier-first", `does not tell ${client} whether an account is there`, {
      ...untold,
      unknown: asIfKnown,
      "a password for the unknown": { ...asIfKnown, "body.ui.messages": ["4000006 error"] },
    }),
  ),
  ...at("identifier-first", "does not tell a browser whether an account is there", {
    ...untold,
    "the form for the unknown": { ...asIfKnown, status: 200 },
  }),
  ...at(
    "identifier-first-keys",
    "offers somebody unknown what there is, or nothing, with identifier-first-passkey-guarded",
    { ...untold, "the identifier": asIfKnown },
  ),
  ...at("identifier-first", "does not tell that no code is sent", {
    ...untold,
    unknown: asIfKnown,
    "ask for a code": asIfSent,
  }),
  ...at("identifier-first", "sends a code at once, and does not tell that none is sent", {
    ...untold,
    unknown: asIfSent,
  }),
  ...at("recovery-choice", "goes back from the first screens", {
    reason: "Back from the choice is the beginning; Kratos fails there.",
    "from the choice": { status: 200, "body.state": "recovery_awaiting_address" },
  }),
  ...at("recovery-choice", "knows the address in other case", {
    reason: "An address is the same in any case: a choice of one would tell that an account is there.",
    "the address": { status: 200, "body.state": "recovery_awaiting_code" },
  }),
];
