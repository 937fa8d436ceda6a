// Who asks for a key, and how: what the configuration says of passkeys and of security keys.
import type { Config } from "../config/index.js";
import type { JsonObject } from "../json.js";

/** The two kinds of key. They differ in what is asked of them, and in what they are good for. */
export type KeyMethod = "passkey" | "webauthn";

export interface RelyingParty {
  /** The domain that keys are bound to. */
  id: string;
  name: string;
  /** The pages that may ask. */
  origins: string[];
  /** How long the browser waits, in milliseconds. */
  timeout: number;
  userVerification: "preferred" | "discouraged";
  /** What a new key must be like. @see https://www.w3.org/TR/webauthn-3/#dictionary-authenticatorSelection */
  selection: JsonObject;
}

/** @throws Error where the method is not configured: the configuration's own check forbids that */
export function relyingParty(config: Config, method: KeyMethod): RelyingParty {
  const { webauthn, passkey } = config.selfservice.methods;
  return method === "passkey"
    ? {
        ...party(config, passkey.config.rp),
        timeout: 300_000,
        userVerification: "preferred",
        selection: {
          authenticatorAttachment: "platform",
          requireResidentKey: true,
          residentKey: "required",
          userVerification: "preferred",
        },
      }
    : {
        ...party(config, webauthn.config.rp),
        timeout: 120_000,
        userVerification: "discouraged",
        selection: { userVerification: "discouraged" },
      };
}

/** Whether security keys stand in the place of a password; otherwise they are a second factor. */
export function isPasswordless(config: Config): boolean {
  return config.selfservice.methods.webauthn.config.passwordless;
}

interface PartyConfig {
  id: string;
  display_name: string;
  origin?: string | undefined;
  origins?: string[] | undefined;
}

function party(config: Config, rp: PartyConfig | undefined): Pick<RelyingParty, "id" | "name" | "origins"> {
  if (!rp) throw new Error("A method that uses keys is on without its `rp`.");
  const { protocol } = new URL(config.serve.public.base_url);
  const origins = rp.origins ?? [rp.origin ?? `${protocol}//${rp.id}`];
  return { id: rp.id, name: rp.display_name, origins: origins.map(asOrigin) };
}

/** As browsers write it: an address in the configuration may end with a slash, or name the usual port. */
function asOrigin(text: string): string {
  return /^https?:/i.test(text) && URL.canParse(text) ? new URL(text).origin : text;
}
