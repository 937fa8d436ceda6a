// What the operations of the five flows have in common.
import {
  byProvider,
  dependent,
  failure,
  goesTo,
  jsonWithCookie,
  noContent,
  refused,
  tooLarge,
  tooMany,
} from "../answers.js";
import { ref, type Answer, type Operation, type Parameter, type RequestBody } from "../model.js";
import { cookie, fetchedFlowId, flowId, sessionToken } from "../parameters.js";

const tags = ["frontend"];

/** One of the five, in the words of its operation ids and schemas. */
export interface FlowWords {
  /** `Login` for `updateLoginFlow`. */
  name: string;
  /** `loginFlow`. */
  schema: string;
  /** What it is for: "sign-in". */
  what: string;
}

interface Start {
  parameters: Parameter[];
  responses?: Record<string, Answer>;
}

/** `GET .../browser` */
export function startBrowser({ name, schema, what }: FlowWords, { parameters, responses }: Start): Operation {
  return {
    operationId: `createBrowser${name}Flow`,
    tags,
    summary: `Start ${what} in a browser`,
    description:
      "A browser is sent to the page of the new flow. A script that accepts JSON gets the flow itself. Either way the flow is bound to the CSRF cookie of the answer.",
    parameters: [...parameters, cookie],
    responses: {
      200: jsonWithCookie("The new flow.", ref(schema)),
      302: goesTo("Signed in already: on to where that leads."),
      303: goesTo(
        "To the page of the new flow, on to where somebody who is signed in already goes, or to the error page.",
      ),
      400: failure("It cannot be started, or not with these parameters."),
      ...dependent,
      ...responses,
    },
  };
}

/** `GET .../api` */
export function startNative({ name, schema, what }: FlowWords, { parameters, responses }: Start): Operation {
  return {
    operationId: `createNative${name}Flow`,
    tags,
    summary: `Start ${what} in a native app`,
    description: "For clients without cookies. Not for browsers: such a flow is not safe from forged posts.",
    parameters: [...parameters, sessionToken],
    responses: {
      200: jsonWithCookie("The new flow.", ref(schema)),
      400: failure("It cannot be started, or not with these parameters."),
      ...dependent,
      ...responses,
    },
  };
}

/** `GET .../flows` */
export function fetchFlow(
  { name, schema, what }: FlowWords,
  responses: Record<string, Answer> = {},
): Operation {
  return {
    operationId: `get${name}Flow`,
    tags,
    summary: `Fetch a flow of ${what}`,
    parameters: [fetchedFlowId, cookie],
    responses: {
      200: jsonWithCookie("The flow.", ref(schema)),
      303: goesTo("A browser asked for a kind of flow that is switched off: to the error page."),
      400: failure("This kind of flow is switched off."),
      403: failure(
        "The flow belongs to another browser.",
        "errorGeneric",
        "errorAuthenticatorAssuranceLevelNotSatisfied",
      ),
      404: failure("There is no such flow."),
      410: failure("The flow is over."),
      ...dependent,
      ...responses,
    },
  };
}

interface Submit {
  /** Beside the id of the flow. */
  parameters?: Parameter[];
  success: Answer;
  responses?: Record<string, Answer>;
}

/** `POST` of the form. */
export function submitFlow({ name, schema, what }: FlowWords, options: Submit): Operation {
  return {
    operationId: `update${name}Flow`,
    tags,
    summary: `Submit a step of ${what}`,
    description:
      "A browser that posts a form is always answered with a redirect. Scripts and native clients get JSON.",
    parameters: [flowId, ...(options.parameters ?? []), sessionToken, cookie],
    requestBody: submission(`update${name}FlowBody`),
    responses: submitAnswers(schema, options),
  };
}

/** `GET` of the address that the form is posted to. */
export function openLink(
  { name, schema, what }: FlowWords,
  options: Submit & { summary?: string },
): Operation {
  return {
    operationId: `open${name}Flow`,
    tags,
    summary: options.summary ?? `Open a link of ${what}`,
    parameters: [flowId, ...(options.parameters ?? []), cookie],
    responses: submitAnswers(schema, options),
  };
}

function submission(schema: string): RequestBody {
  return {
    required: true,
    content: {
      "application/json": { schema: ref(schema) },
      "application/x-www-form-urlencoded": { schema: ref("formFields") },
    },
  };
}

function submitAnswers(schema: string, { success, responses }: Submit): Record<string, Answer> {
  return {
    200: success,
    204: noContent("Somebody only looked (HEAD, or a browser that loads ahead): nothing was done."),
    302: goesTo("On to the next page."),
    303: goesTo("On to the next page: of the flow again, or where it ends."),
    400: refused(schema),
    401: failure("Nobody is signed in, or the account is switched off."),
    403: failure(
      "The form may be forged, or the session is not enough.",
      "errorGeneric",
      "errorAuthenticatorAssuranceLevelNotSatisfied",
      "needsPrivilegedSessionError",
    ),
    404: failure("There is no such flow, or its method is switched off."),
    410: failure("The flow is over.", "selfServiceFlowExpiredError", "errorFlowReplaced", "errorGeneric"),
    422: failure("The browser has to go elsewhere.", "errorBrowserLocationChangeRequired"),
    ...byProvider,
    ...tooLarge,
    ...tooMany,
    ...dependent,
    ...responses,
  };
}

export const withFlow = (schema: string): Answer => jsonWithCookie("Done so far: the flow.", ref(schema));
