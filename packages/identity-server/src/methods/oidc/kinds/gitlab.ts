// @see https://docs.gitlab.com/integration/openid_connect_provider
import { userinfoKind } from "./userinfo.js";

export const gitlab = userinfoKind({
  base: "https://gitlab.com",
  paths: { authorize: "/oauth/authorize", token: "/oauth/token", userinfo: "/oauth/userinfo" },
});
