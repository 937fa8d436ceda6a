// Who is signed in, and signing out.
import {
  failure,
  goesTo,
  json,
  jsonWithCookie,
  links,
  noContent,
  tooLarge,
  totalCount,
  withHeaders,
} from "../answers.js";
import { list, ref, text, uuid, type Header, type Operation, type Paths } from "../model.js";
import { cookie, inPath, mixedPages, query, required, returnTo, sessionToken } from "../parameters.js";

const tags = ["frontend"];
const who = [sessionToken, cookie];

const cacheFor: Record<string, Header> = {
  "Ory-Session-Cache-For": {
    description: "How many seconds the answer holds; with `feature_flags.cacheable_sessions` only.",
    schema: text,
  },
};

const whoami: Operation = {
  tags,
  summary: "Who is signed in",
  description: "Answers to every method alike, so that proxies can pass on a request as it came.",
  parameters: [
    query(
      "tokenize_as",
      "A template of `session.whoami.tokenizer.templates`: adds the session as a JWT, in `tokenized`.",
    ),
    ...who,
  ],
  responses: {
    200: json("The session.", ref("session"), {
      ...cacheFor,
      "X-Kratos-Authenticated-Identity-Id": { description: "Who it is.", required: true, schema: text },
      "Set-Cookie": { description: "Where the cookie would end before the session.", schema: text },
    }),
    400: failure("There is no such template, or it cannot be filled in."),
    401: withHeaders(failure("Nobody is signed in."), cacheFor),
    403: failure("The session needs a second factor.", "errorAuthenticatorAssuranceLevelNotSatisfied"),
    500: failure("The key set or the mapper of the template cannot be loaded."),
  },
};

const notAssured = {
  401: failure("Nobody is signed in."),
  403: failure(
    "The session needs a second factor.",
    "errorGeneric",
    "errorAuthenticatorAssuranceLevelNotSatisfied",
  ),
};

export const sessions: Paths = {
  "/sessions/whoami": {
    get: { ...whoami, operationId: "toSession" },
    post: whoami,
    put: whoami,
    patch: whoami,
    delete: whoami,
    options: whoami,
    trace: whoami,
  },
  "/sessions": {
    get: {
      operationId: "listMySessions",
      tags,
      summary: "The other sessions of whoever asks, as far as they count",
      parameters: [...mixedPages, ...who],
      responses: {
        200: json("The sessions.", list(ref("session")), { ...links, ...totalCount }),
        400: failure("The page cannot be told."),
        ...notAssured,
      },
    },
    delete: {
      operationId: "disableMyOtherSessions",
      tags,
      summary: "End all sessions but the one that asks",
      parameters: who,
      responses: { 200: json("How many ended.", ref("deleteMySessionsCount")), ...notAssured },
    },
  },
  "/sessions/{id}": {
    delete: {
      operationId: "disableMySession",
      tags,
      summary: "End one of the own sessions",
      description: "A session of somebody else is left alone, with the same answer.",
      parameters: [inPath("id", "The id of the session.", uuid), ...who],
      responses: {
        204: noContent("It has ended, or was none of yours."),
        400: failure("The id is none, or that of the session that asks."),
        ...notAssured,
      },
    },
  },
  "/sessions/token-exchange": {
    get: {
      operationId: "exchangeSessionToken",
      tags,
      summary: "Exchange two codes for the session that a provider signed in",
      parameters: [
        required(query("init_code", "From the start of the native flow.")),
        required(query("return_to_code", "From the address that the browser came back to.")),
      ],
      responses: {
        200: json("The session.", ref("successfulCodeExchangeResponse")),
        400: failure("A code is missing."),
        404: failure("No session belongs to these codes, or it was fetched before."),
      },
    },
  },
  "/self-service/logout/browser": {
    get: {
      operationId: "createBrowserLogoutFlow",
      tags,
      summary: "The address that signs out, for a link",
      parameters: [returnTo, cookie],
      responses: {
        200: jsonWithCookie("The address.", ref("logoutFlow")),
        303: goesTo("A browser without a session: to the error page."),
        400: failure("`return_to` is not allowed."),
        401: failure("Nobody is signed in."),
      },
    },
  },
  "/self-service/logout": {
    get: {
      operationId: "updateLogoutFlow",
      tags,
      summary: "Sign out in a browser",
      parameters: [query("token", "From `createBrowserLogoutFlow`."), returnTo, cookie],
      responses: {
        204: noContent("Signed out; or somebody only looked (HEAD, or a browser that loads ahead)."),
        303: goesTo("Signed out, or to the error page."),
        400: failure("The token is missing, or `return_to` is not allowed."),
        401: failure("Nobody is signed in."),
        403: failure("The token belongs to another session."),
      },
    },
  },
  "/self-service/logout/api": {
    delete: {
      operationId: "performNativeLogout",
      tags,
      summary: "Sign out in a native app",
      requestBody: {
        required: true,
        content: { "application/json": { schema: ref("performNativeLogoutBody") } },
      },
      responses: {
        204: noContent("Signed out."),
        400: failure("The body cannot be read."),
        403: failure("No session has this token."),
        ...tooLarge,
      },
    },
  },
};
