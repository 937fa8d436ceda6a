// Words for scenarios with passkeys and security keys.
import type { Step } from "../lib/scenario";
import { address, look, makeKey, start, submit, useKey, type FlowKind, type Visitor } from "./steps";

interface OpenOptions {
  browser?: string;
  query?: string;
  flow?: string;
  headers?: Record<string, string>;
  /** The name that the options are kept under. */
  options?: string;
  /** The node has the options in its script alone, as in v0alpha2. */
  isInScript?: boolean;
}

/** Starts a flow and keeps what the node of this name has for the key. */
export function openWithOptions(kind: FlowKind, as: Visitor, node: string, given: OpenOptions = {}): Step[] {
  const { browser, headers, flow = "flow", options = "options", isInScript = false } = given;
  const client = as === "native" ? "native" : "spa";
  return [
    ...start(kind, as, given),
    look(kind, {
      as: client,
      flow,
      step: flow === "flow" ? "the options" : `the options (${flow})`,
      brief: true,
      keep: {
        [options]: `${isInScript ? "onclick" : "node"}.${node}`,
        ...(as !== "native" && { [`${flow}-csrf`]: "node.csrf_token" }),
      },
      ...(browser !== undefined && { browser }),
      ...(headers && { headers }),
    }),
  ];
}

/** Somebody signs up with a passkey, or a security key, in a browser of their own, which they then leave. */
export function keyOwner(
  who: string,
  key = `${who}-key`,
  method: "passkey" | "webauthn" = "passkey",
): Step[] {
  const flow = `${who}-sign-up`;
  const browser = `${who} signs up`;
  const options = `${who}-options`;
  const node = method === "passkey" ? "passkey_create_data" : "webauthn_register_trigger";
  return [
    ...openWithOptions("registration", "spa", node, { browser, flow, options }),
    makeKey(key, { options, keep: `${who}-credential` }),
    submit(
      "registration",
      "spa",
      {
        method,
        traits: { email: address(who) },
        [`${method}_register`]: `{{${who}-credential}}`,
        ...(method === "webauthn" && { webauthn_register_displayname: `Key of ${who}` }),
      },
      { browser, flow, step: `${who} signs up`, brief: true, keep: { [who]: "body.identity.id" } },
    ),
  ];
}

/** Signs in with a passkey; keeps, for native clients, the session's token. */
export function signInByPasskey(as: Visitor, key: string, browser?: string): Step[] {
  const flow = `${key}-login`;
  const client = as === "native" ? "native" : "spa";
  const inBrowser = browser === undefined ? {} : { browser };
  return [
    ...openWithOptions("login", client, "passkey_challenge", { flow, options: `${key}-asked`, ...inBrowser }),
    useKey(key, { step: `${key} signs in`, options: `${key}-asked`, keep: `${key}-signed` }),
    submit(
      "login",
      client,
      { method: "passkey", passkey_login: `{{${key}-signed}}` },
      {
        flow,
        step: `sign in by ${key}`,
        brief: true,
        ...inBrowser,
        ...(as === "native" && { keep: { token: "body.session_token" } }),
      },
    ),
  ];
}
