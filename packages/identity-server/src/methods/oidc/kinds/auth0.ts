// @see https://auth0.com/docs/api/authentication
import { userinfoKind } from "./userinfo.js";

export const auth0 = userinfoKind({
  paths: { authorize: "/authorize", token: "/oauth/token", userinfo: "/userinfo" },
});
