/** Everything that is kept of the signed-in person, as one JSON file. */
import { exportOwnData } from "@/lib/account/own-data";
import { recordSecurityEvent } from "@/lib/activity/record";
import { database } from "@/lib/db/database";
import { goTo } from "@/lib/forms/answer";
import { isPrefetch, visitorOf } from "@/lib/request";
import { connectedApplications, type ConnectedApplication } from "@/lib/oauth2/connected";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { isFromElsewhere } from "@/lib/security/same-origin";
import { loginHref } from "@/lib/session/hrefs";
import { listAllMySessions } from "@/lib/session/sessions";
import { whoami } from "@/lib/session/whoami";

const PAGE = "/settings/data";

export async function GET(request: Request) {
  if (isPrefetch(request.headers)) return new Response(null, { status: 204 });
  const visitor = visitorOf(request.headers);
  const leadTo = (path: string) => goTo(request, visitor, { to: { kind: "own", path } });
  // Another site's link leads to the page: a download is written down, and somebody has to want it.
  if (isFromElsewhere(request.headers)) return leadTo(PAGE);
  const who = await whoami(visitor);
  if (who.kind === "none" || who.kind === "aal2")
    return leadTo(loginHref(PAGE, { isSecondFactor: who.kind === "aal2" }));
  const unavailable = () =>
    goTo(request, visitor, { to: { kind: "own", path: PAGE }, notice: "service_unavailable" });
  if (who.kind === "unavailable" || !who.session.identity) return unavailable();
  const { identity, ...session } = who.session;
  const [others, connected] = await Promise.all([
    listAllMySessions(visitor),
    hasOAuth2Server() ? connectedApplications(identity.id, visitor) : undefined,
  ]);
  // A file that leaves something out would pass for the whole.
  if (!others || (connected && connected.kind !== "ok")) return unavailable();
  await recordSecurityEvent(identity.id, { kind: "data_exported" }, visitor);
  const content = {
    exported_at: new Date().toISOString(),
    identity,
    sessions: [session, ...others.map(({ identity: _, ...other }) => other)],
    ...(connected && { connected_applications: connected.value.applications.map(exported) }),
    ...(connected?.value.isWhole === false && { connected_applications_cut_off: true }),
    ...(await exportOwnData(database(), identity.id)),
  };
  return new Response(JSON.stringify(content, null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="account.json"`,
      "cache-control": "private, no-store",
    },
  });
}

function exported({ clientId, name, scopes, audience, givenAt, isRemembered }: ConnectedApplication) {
  return {
    client_id: clientId,
    client_name: name,
    scope: scopes,
    audience,
    given_at: givenAt,
    is_remembered: isRemembered,
  };
}
