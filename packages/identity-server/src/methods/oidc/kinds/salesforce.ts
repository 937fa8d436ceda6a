// @see https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_userinfo_endpoint.htm
import { userinfoKind } from "./userinfo.js";

export const salesforce = userinfoKind({
  paths: {
    authorize: "/services/oauth2/authorize",
    token: "/services/oauth2/token",
    userinfo: "/services/oauth2/userinfo",
  },
});
