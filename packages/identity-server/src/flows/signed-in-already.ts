// Whoever is signed in has no use for a flow that leads to a sign-in.
import type { Context } from "../context.js";
import type { FlowRequest } from "./request.js";
import { allowedReturnUrl, defaultReturnUrl } from "./return-to.js";

/** Where a browser is sent that is signed in already: back, where that is allowed, else to the default address. */
export function alreadySignedInUrl(context: Context, { query }: FlowRequest): string {
  const config = context.config();
  const returnTo = query.get("return_to");
  if (returnTo === null || returnTo === "") return defaultReturnUrl(config);
  try {
    return allowedReturnUrl(config, returnTo);
  } catch {
    return defaultReturnUrl(config);
  }
}
