// `state`: what this server tells itself by way of the provider. Encrypted; it is bound to a flow and a provider, and to
// a browser by the continuity cookie, or to a native client by its code.
import * as z from "zod";
import type { Context } from "../../context.js";
import { badRequest } from "../../http/errors.js";
import { seal, unseal } from "../../http/seal.js";

const PURPOSE = "provider state";

const content = z.object({
  flowId: z.string(),
  flowKind: z.enum(["login", "registration", "settings"]),
  provider: z.string(),
  nonce: z.string(),
  codeVerifier: z.string().optional(),
  /** Of the code that a native client got at the start, in base64. */
  initDigest: z.string().optional(),
});

export type ProviderState = z.infer<typeof content>;

export function sealState(context: Context, state: ProviderState): string {
  return seal(JSON.stringify(state), PURPOSE, context.config().secrets.default);
}

/** @throws ApiError 400 when there is none, or it was not made here */
export function openState(context: Context, sealed: string | null): ProviderState {
  if (sealed === null || sealed === "") {
    throw badRequest(
      "The service sent you back without the state it was given. Start again from the sign-in page.",
    );
  }
  const text = unseal(sealed, PURPOSE, context.config().secrets.default);
  const state = text === undefined ? undefined : content.safeParse(JSON.parse(text)).data;
  if (!state)
    throw badRequest("The state in this address was not made here. Start again from the sign-in page.");
  return state;
}
