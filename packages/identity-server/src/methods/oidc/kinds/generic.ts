import { openidKind } from "../openid.js";

export const generic = openidKind();
