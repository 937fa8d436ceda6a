/** The rules of the door: what may pass to the service's public API, and what has no effect. */
import "server-only";
import { readBounded, MAX_BODY_BYTES } from "@/lib/forms/read-form";
import { wantsJson } from "@/lib/forms/answer";
import type { Fields } from "@/lib/forms/fields";
import { isContradictory } from "@/lib/activity/settings-event";
import { postedFields } from "@/lib/forms/posted-fields";
import { isFlowKind } from "@/lib/ory/flow-kind";
import { isDoorPath, isSubmitPath, linkQuery } from "@/lib/ory/door-paths";
import { errorHref, returnToRefused } from "@/lib/ory/flow-error";
import { unsafeReturnTo } from "@/lib/ory/start-parameters";
import { isPrefetch, type Visitor, visitorOf } from "@/lib/request";
import { tooManyPosts } from "@/lib/security/rate-limit";
import { isFromElsewhere } from "@/lib/security/same-origin";
import { doorError } from "./errors";
import { passOn } from "./proxy";
import { sessionTokenOf } from "./session-token";

/** @param segments  the path below the door, decoded */
export async function answerAtDoor(request: Request, segments: readonly string[]): Promise<Response> {
  const visitor = visitorOf(request.headers);
  if (!isDoorPath(segments)) {
    return doorError(404, "There is no such endpoint at this address.", visitor.requestId);
  }
  const { searchParams: query } = new URL(request.url);
  const isRead = request.method === "GET" || request.method === "HEAD";
  return isRead ? read(request, segments, query, visitor) : write(request, segments, query, visitor);
}

async function read(
  request: Request,
  segments: readonly string[],
  query: URLSearchParams,
  visitor: Visitor,
): Promise<Response> {
  if (hasEffect(segments) && (request.method === "HEAD" || isPrefetch(request.headers))) {
    return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
  }
  const refused = unsafeReturnTo(
    {
      return_to: query.get("return_to") ?? undefined,
      after_verification_return_to: query.get("after_verification_return_to") ?? undefined,
    },
    visitor.origin,
  );
  if (refused !== undefined) return refuseReturnTo(request, refused, visitor);

  const kept = isSubmitPath(segments) ? linkQuery(segments, query) : query;
  if (!kept) return doorError(405, "A form is sent with POST, not by a link.", visitor.requestId);
  if (kept.has("code") || kept.has("token")) {
    const refused = refuseTooMany(request, segments, kept, [], visitor);
    if (refused) return refused;
  }
  const target = {
    path: pathOf(segments),
    query: kept,
    isRepeatable: !hasEffect(segments),
    // A change of the settings that has waited for a sign-in goes on here, and may lead to a provider.
    endsFormPost: pathOf(segments) === "self-service/settings",
  };
  return passOn(request, target, undefined, visitor);
}

async function write(
  request: Request,
  segments: readonly string[],
  query: URLSearchParams,
  visitor: Visitor,
): Promise<Response> {
  // A provider may answer by a form post of its own; its state value is what protects that.
  const isProviderCallback = segments[0] === "self-service" && segments[1] === "methods";
  if (!isProviderCallback && isFromElsewhere(request.headers)) {
    return doorError(403, "This request was made by a page of another site.", visitor.requestId);
  }
  const body = await readBounded(request, MAX_BODY_BYTES);
  if (!body) return doorError(413, "The request is too large.", visitor.requestId);
  const fields = postedFields(request.headers.get("content-type"), body);
  const refused = refuseTooMany(request, segments, query, fields, visitor);
  if (refused) return refused;
  if (
    segments[0] === "self-service" &&
    segments[1] === "settings" &&
    isContradictory([...query, ...fields])
  ) {
    return doorError(400, "The form asks for more than one change at once.", visitor.requestId);
  }
  const target = { path: pathOf(segments), query, isRepeatable: false, endsFormPost: false };
  return passOn(request, target, body.byteLength > 0 ? body : undefined, visitor);
}

/** A submission is counted as the app's own forms are: whoever guesses may as well come here. */
function refuseTooMany(
  request: Request,
  [area, kind = ""]: readonly string[],
  query: URLSearchParams,
  fields: Fields,
  visitor: Visitor,
): Response | undefined {
  if (area !== "self-service" || !isFlowKind(kind)) return undefined;
  const waitSeconds = tooManyPosts(
    {
      kind,
      flowId: query.get("flow") ?? undefined,
      fields: [...query, ...fields],
      sessionToken: sessionTokenOf(request.headers),
    },
    visitor,
  );
  if (waitSeconds === undefined) return undefined;
  const headers = { "retry-after": String(waitSeconds) };
  return doorError(429, "There were too many tries. Wait a while.", visitor.requestId, {}, headers);
}

async function refuseReturnTo(request: Request, value: string, visitor: Visitor): Promise<Response> {
  const error = returnToRefused(value);
  if (wantsJson(request.headers))
    return doorError(400, error.reason ?? "", visitor.requestId, { id: error.id });
  return new Response(null, {
    status: 303,
    headers: { location: await errorHref(error), "cache-control": "no-store" },
  });
}

/** Self-service endpoints start, submit or end something, but for those that fetch. */
function hasEffect([area, kind, step]: readonly string[]): boolean {
  return area === "self-service" && step !== "flows" && kind !== "errors";
}

function pathOf(segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join("/");
}
