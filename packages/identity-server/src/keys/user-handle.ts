import type { Identity } from "../identities/identity.js";

/** What an account that signed up in another way is called in its security keys: its id, as bytes. */
export function defaultHandle({ id }: Pick<Identity, "id">): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}
