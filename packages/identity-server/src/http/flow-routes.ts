// The routes of the five flows: start, fetch, submit.
import type { Handler, Hono } from "hono";
import type { FlowDefinition } from "../flows/engine.js";
import type { FlowBase, FlowKind, FlowType } from "../flows/flow.js";
import type { Submission } from "../flows/request.js";
import type { JsonValue } from "../json.js";
import { loginRequestOf } from "../oauth2/login-request.js";
import { badRequest } from "./errors.js";
import { forwardError, forwarded, guarded, jsonError, jsonText, noContent, toApiError } from "./answer.js";
import { decodeBody } from "./body.js";
import { answerStart, answerSubmit } from "./outcomes.js";
import { shownFlow } from "./shown-flow.js";
import type { PublicEnv, Visit } from "./visit.js";

// Links in mails, and the way back from a repeated sign-in, lead to these by GET.
const takesLinks: ReadonlySet<FlowKind> = new Set<FlowKind>(["recovery", "verification", "settings"]);

export function registerFlowRoutes(app: Hono<PublicEnv>, flows: readonly FlowDefinition[]): void {
  for (const flow of flows) {
    const path = `/self-service/${flow.kind}`;
    app.get(`${path}/browser`, startHandler(flow, "browser"));
    app.get(`${path}/api`, startHandler(flow, "api"));
    app.get(`${path}/flows`, fetchHandler(flow));
    app.on(["GET", "POST"], path, submitHandler(flow));
  }
}

function startHandler(flow: FlowDefinition, type: FlowType): Handler<PublicEnv> {
  const start = async (visit: Visit) => answerStart(visit, await flow.start(visit.context, visit, type));
  if (type === "api") return guarded(start);
  if (flow.kind !== "verification") return forwarded(start);
  // As in Kratos, this one tells a browser in JSON what is wrong with its address, and on the error page that it is off.
  return forwarded(async (visit) => {
    flow.assertEnabled?.(visit.context);
    return start(visit).catch((error: unknown) => jsonError(visit, toApiError(visit, error)));
  });
}

function fetchHandler(flow: FlowDefinition): Handler<PublicEnv> {
  return guarded((visit) => {
    try {
      flow.assertEnabled?.(visit.context);
    } catch (error) {
      // A browser that asks for a flow of a kind that is switched off is told on the error page.
      return forwardError(visit, toApiError(visit, error));
    }
    const fetched = flow.fetch(visit.context, visit);
    const asked = loginRequestOf(visit.context, fetched);
    if (!asked) return jsonText(visit, 200, shownFlow(visit, fetched));
    return asked.then(
      (loginRequest) => jsonText(visit, 200, shownFlow(visit, fetched, loginRequest)),
      (error: unknown) => forwardError(visit, toApiError(visit, error)),
    );
  });
}

function submitHandler(flow: FlowDefinition): Handler<PublicEnv> {
  return forwarded(async (visit, request) => {
    // A scanner or a browser that looks ahead must not use up the link of a mail.
    if (visit.isWithoutIntent) return noContent(visit);
    const submission = await readSubmission(visit, request);
    if (request.method === "GET" && !takesLinks.has(flow.kind)) {
      submission.bodyError = badRequest("Send the form with POST; a GET changes nothing.");
    }
    visit.outcome = await flow.submit(visit.context, submission);
    return answerSubmit(visit, visit.outcome);
  });
}

/** A GET carries no fields: what stands in its query alone changes nothing. */
async function readSubmission(visit: Visit, request: Request): Promise<Submission> {
  const { fields, isForm, error } = await decodeBody(request);
  const token = fields.csrf_token;
  return {
    request: visit,
    body: fields,
    isForm,
    leavesOutEmpty: visit.config.legacy.v0alpha2,
    ...(error && { bodyError: error }),
    method: chosenMethod(fields.method, isForm),
    assertTrusted: (flow) => {
      if (flow.type === "api") assertNoBrowser(visit);
      else if (typeof token !== "string" || !visit.csrf.verifies(token) || !isOwn(visit, flow)) {
        throw visit.csrf.violation();
      }
    },
  };
}

/**
 * A flow belongs to the browser that began it: what somebody else typed or proved there must not count here. Flows that
 * the admin API began belong to whoever opens them.
 */
function isOwn(visit: Visit, flow: FlowBase): boolean {
  return flow.csrfHash === "" || visit.csrf.owns(flow.csrfHash);
}

// Proxies add these on their own.
const proxyCookie = /^(__cf|_cf|cf_)/;

/** A native flow is bound to no cookie; a browser that submits to one may have been tricked into it. */
function assertNoBrowser({ headers, cookieNames }: Visit): void {
  if (headers.get("origin")) {
    throw badRequest(
      'This flow is for native clients, but the request has an "Origin" header, as browsers send. Start a browser flow.',
    );
  }
  if (cookieNames.some((name) => !proxyCookie.test(name))) {
    throw badRequest(
      "This flow is for native clients, but the request has cookies, as browsers send. Start a browser flow.",
    );
  }
}

/** Of several that a form names the first one counts, as of any text. */
function chosenMethod(method: JsonValue | undefined, isForm: boolean): string {
  const chosen = isForm && Array.isArray(method) ? method[0] : method;
  return typeof chosen === "string" ? chosen : "";
}
