// The operations of the older API, under its own names.
import { json, jsonWithCookie, links, noContent, totalCount } from "../answers.js";
import {
  list,
  oneOf,
  orNull,
  ref,
  text,
  type Answer,
  type Operation,
  type Parameter,
  type Paths,
} from "../model.js";
import {
  aal,
  cookie,
  fetchedFlowId,
  flowId,
  identityId,
  inPath,
  lenient,
  query,
  refresh,
  required,
  returnTo,
  sessionToken,
} from "../parameters.js";
import { errors, failed, failure, redirects, tooLarge, tooMany } from "./answers.js";

const flows = ["Login", "Registration", "Recovery", "Verification", "Settings"] as const;
type FlowName = (typeof flows)[number];

const tags = ["v0alpha2"];
const schemaOf = (name: FlowName) => `selfService${name}Flow`;
const token = query("token", "The secret of the link in a mail.");

/** What a session that is missing or not enough is answered with. */
const notSignedIn: Record<string, Answer> = {
  401: failure("Nobody is signed in."),
  403: failure("The session is not enough, or the flow is another person's.", ...errors.secondFactor),
};

function startBrowser(name: FlowName): Operation {
  return {
    operationId: `initializeSelfService${name}FlowForBrowsers`,
    tags,
    summary: `Start a flow in a browser: ${name.toLowerCase()}`,
    parameters: [...(name === "Login" ? [refresh, aal] : []), returnTo, cookie],
    responses: {
      200: jsonWithCookie("For a script: the new flow.", ref(schemaOf(name))),
      ...redirects("To the page of the new flow, or where somebody who is signed in already goes."),
      400: failure("It cannot be started, or not with these parameters."),
      ...notSignedIn,
      ...failed,
    },
  };
}

function startNative(name: FlowName): Operation {
  const takesSession = name === "Login" || name === "Settings";
  return {
    operationId: `initializeSelfService${name}FlowWithoutBrowser`,
    tags,
    summary: `Start a flow in a native app: ${name.toLowerCase()}`,
    parameters: [...(name === "Login" ? [refresh, aal] : []), ...(takesSession ? [sessionToken] : [])],
    responses: {
      200: jsonWithCookie("The new flow.", ref(schemaOf(name))),
      400: failure("It cannot be started, or not with these parameters."),
      ...notSignedIn,
      ...failed,
    },
  };
}

function fetchFlow(name: FlowName): Operation {
  const hasNone = name === "Verification";
  return {
    operationId: `getSelfService${name}Flow`,
    tags,
    summary: `Fetch a flow: ${name.toLowerCase()}`,
    parameters: [fetchedFlowId, ...(name === "Settings" ? [sessionToken] : []), cookie],
    responses: {
      200: hasNone
        ? jsonWithCookie("The flow; null where there is none.", orNull(ref(schemaOf(name))))
        : jsonWithCookie("The flow.", ref(schemaOf(name))),
      ...redirects("A browser without a session, or a kind of flow that is switched off."),
      400: failure("This kind of flow is switched off."),
      ...notSignedIn,
      ...(!hasNone && { 404: failure("There is no such flow.") }),
      410: failure("The flow is over."),
      ...failed,
    },
  };
}

const signedIn: Partial<Record<FlowName, string>> = {
  Login: "successfulSelfServiceLoginWithoutBrowser",
  Registration: "successfulSelfServiceRegistrationWithoutBrowser",
};

function submitAnswers(name: FlowName): Record<string, Answer> {
  return {
    200: jsonWithCookie("Done.", ref(signedIn[name] ?? schemaOf(name))),
    204: noContent("Somebody only looked (HEAD, or a browser that loads ahead): nothing was done."),
    ...redirects("On to the next page."),
    400: failure("Refused, or there is more to do: the flow, with messages.", schemaOf(name), "jsonError"),
    401: failure("Nobody is signed in, or the account is switched off."),
    403: failure(
      "The form may be forged, or the session is not enough.",
      ...errors.secondFactor,
      "needsPrivilegedSessionError",
    ),
    404: failure("There is no such flow, or its method is switched off."),
    410: failure("The flow is over.", "selfServiceFlowExpiredError", "jsonError"),
    422: failure("The browser has to go elsewhere.", "selfServiceBrowserLocationChangeRequiredError"),
    ...tooLarge,
    ...tooMany,
    ...failed,
  };
}

function submitFlow(name: FlowName): Operation {
  const isMailed = name === "Recovery" || name === "Verification";
  const takesSession = name === "Login" || name === "Settings";
  return {
    operationId: `submitSelfService${name}Flow`,
    tags,
    summary: `Submit a step of a flow: ${name.toLowerCase()}`,
    parameters: [flowId, ...(isMailed ? [token] : []), ...(takesSession ? [sessionToken] : []), cookie],
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: ref(`submitSelfService${name}FlowBody`) },
        "application/x-www-form-urlencoded": { schema: ref("formFields") },
      },
    },
    responses: submitAnswers(name),
  };
}

/** No operation of the clients: what the links of mails lead to, and the way back to settings. */
function openFlow(name: FlowName): Operation {
  return {
    tags,
    summary: `Open a link of a flow, or come back to it: ${name.toLowerCase()}`,
    parameters: [flowId, token, cookie],
    responses: submitAnswers(name),
  };
}

function flowPaths(name: FlowName): Paths {
  const base = `/self-service/${name.toLowerCase()}`;
  return {
    [`${base}/browser`]: { get: startBrowser(name) },
    [`${base}/api`]: { get: startNative(name) },
    [`${base}/flows`]: { get: fetchFlow(name) },
    [base]: { post: submitFlow(name), get: openFlow(name) },
  };
}

const pages: Parameter[] = [
  lenient(
    query("per_page", "How many at a time.", { type: "integer", minimum: 1, maximum: 1000, default: 250 }),
  ),
  lenient(query("page", "The number of the page, from 0.", { type: "integer", minimum: 0, default: 0 })),
];
const paged = { ...links, ...totalCount };

const whoami: Operation = {
  tags,
  summary: "Who is signed in",
  parameters: [sessionToken, cookie],
  responses: {
    200: json("The session.", ref("session"), {
      "X-Kratos-Authenticated-Identity-Id": { description: "Who it is.", required: true, schema: text },
      "Set-Cookie": { description: "Where the cookie would end before the session.", schema: text },
    }),
    401: failure("Nobody is signed in."),
    403: failure("The session needs a second factor.", ...errors.secondFactor),
  },
};

export const olderPublicPaths: Paths = {
  ...Object.fromEntries(flows.flatMap((name) => Object.entries(flowPaths(name)))),
  "/self-service/logout/browser": {
    get: {
      operationId: "createSelfServiceLogoutFlowUrlForBrowsers",
      tags,
      summary: "The address that signs out, for a link",
      parameters: [returnTo, cookie],
      responses: {
        200: jsonWithCookie("The address.", ref("selfServiceLogoutUrl")),
        400: failure("`return_to` is not allowed."),
        401: failure("Nobody is signed in."),
      },
    },
  },
  "/self-service/logout": {
    get: {
      operationId: "submitSelfServiceLogoutFlow",
      tags,
      summary: "Sign out in a browser",
      parameters: [query("token", "From `createSelfServiceLogoutFlowUrlForBrowsers`."), returnTo, cookie],
      responses: {
        204: noContent("Signed out; or somebody only looked (HEAD, or a browser that loads ahead)."),
        ...redirects("Signed out, or to the error page."),
        400: failure("The token is missing, or `return_to` is not allowed."),
        401: failure("Nobody is signed in."),
        403: failure("The token belongs to another session."),
      },
    },
  },
  "/self-service/logout/api": {
    delete: {
      operationId: "submitSelfServiceLogoutFlowWithoutBrowser",
      tags,
      summary: "Sign out in a native app",
      requestBody: {
        required: true,
        content: { "application/json": { schema: ref("submitSelfServiceLogoutFlowWithoutBrowserBody") } },
      },
      responses: {
        204: noContent("Signed out."),
        400: failure("The body cannot be read."),
        403: failure("No session has this token."),
        ...tooLarge,
      },
    },
  },
  "/self-service/errors": {
    get: {
      operationId: "getSelfServiceError",
      tags,
      summary: "An error, for the error page",
      parameters: [required(query("id", "From the address of the error page; `stub:500` gives an example."))],
      responses: {
        200: jsonWithCookie("The error.", ref("selfServiceError")),
        404: failure("There is no such error."),
      },
    },
  },
  "/sessions/whoami": {
    get: { ...whoami, operationId: "toSession" },
    post: whoami,
    put: whoami,
    patch: whoami,
    delete: whoami,
    options: whoami,
    trace: whoami,
  },
  "/schemas": {
    get: {
      operationId: "listIdentitySchemas",
      tags,
      summary: "All identity schemas, the default one last",
      parameters: pages,
      responses: {
        200: {
          ...jsonWithCookie("The schemas; null after the last page.", orNull(ref("identitySchemas"))),
          headers: paged,
        },
        400: failure("The page cannot be told."),
      },
    },
  },
  "/schemas/{id}": {
    get: {
      operationId: "getJsonSchema",
      tags,
      summary: "One identity schema",
      parameters: [inPath("id", "The id of the schema.")],
      responses: {
        200: jsonWithCookie("The schema.", ref("jsonSchema")),
        404: failure("There is no such schema."),
      },
    },
  },
  "/.well-known/ory/webauthn.js": {
    get: {
      operationId: "getWebAuthnJavaScript",
      tags,
      summary: "The script that flows with security keys load",
      responses: { 200: { description: "The script.", content: { "text/javascript": { schema: text } } } },
    },
  },
};

const invalid = { 400: failure("The body or a parameter cannot be used.") };
const unknown = { 404: failure("There is no such identity.") };
const conflict = { 409: failure("Somebody else has this identifier or address.") };
const identity = json("The identity.", ref("identity"));
const body = (schema: string) => ({
  required: true,
  content: { "application/json": { schema: ref(schema) } },
});

export const olderAdminPaths: Paths = {
  "/identities": {
    get: {
      operationId: "adminListIdentities",
      tags,
      summary: "Everybody, page by page",
      parameters: pages,
      responses: { 200: json("The identities.", list(ref("identity")), paged), ...invalid },
    },
    post: {
      operationId: "adminCreateIdentity",
      tags,
      summary: "Create somebody",
      requestBody: body("adminCreateIdentityBody"),
      responses: {
        201: json("Created.", ref("identity"), {
          Location: { description: "Where the identity is read.", required: true, schema: text },
        }),
        ...invalid,
        ...conflict,
        ...tooLarge,
      },
    },
  },
  "/identities/{id}": {
    get: {
      operationId: "adminGetIdentity",
      tags,
      summary: "Somebody",
      parameters: [
        identityId,
        query(
          "include_credential",
          "What is shown of credentials beside their identifiers.",
          oneOf(["oidc", ""]),
        ),
      ],
      responses: { 200: identity, ...invalid, ...unknown },
    },
    put: {
      operationId: "adminUpdateIdentity",
      tags,
      summary: "Replace what is known of somebody",
      parameters: [identityId],
      requestBody: body("adminUpdateIdentityBody"),
      responses: { 200: identity, ...invalid, ...unknown, ...conflict, ...tooLarge },
    },
    delete: {
      operationId: "adminDeleteIdentity",
      tags,
      summary: "Delete somebody, with all sessions and credentials",
      parameters: [identityId],
      responses: { 204: noContent("Deleted."), ...unknown },
    },
  },
  "/identities/{id}/sessions": {
    delete: {
      operationId: "adminDeleteIdentitySessions",
      tags,
      summary: "Delete all sessions of somebody",
      parameters: [identityId],
      responses: { 204: noContent("Deleted."), ...invalid, 404: failure("There were none.") },
    },
  },
  "/recovery/link": {
    post: {
      operationId: "adminCreateSelfServiceRecoveryLink",
      tags,
      summary: "A link with which somebody gets back in",
      requestBody: body("adminCreateSelfServiceRecoveryLinkBody"),
      responses: {
        200: json("The link.", ref("selfServiceRecoveryLink")),
        ...invalid,
        404: failure("There is no such identity, or links are switched off."),
        ...tooLarge,
      },
    },
  },
};
