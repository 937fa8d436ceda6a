// Sessions, for administrators.
import { failure, goesTo, json, links, noContent, perhapsTotalCount, totalCount } from "../answers.js";
import { flag, list, oneOf, ref, uuid, type Parameter, type Paths } from "../model.js";
import { identityId, inPath, lenient, mixedPages, query, tokenPages } from "../parameters.js";

const tags = ["identity"];

const sessionId = inPath("id", "The id of the session.", uuid);
const active = query("active", "Only those that count, or only those that don't.", flag);
const expand: Parameter = {
  ...lenient(
    query("expand", "What is shown beside the session itself.", {
      type: "array",
      items: oneOf(["identity", "devices"]),
    }),
  ),
  explode: true,
};

export const identitySessions: Paths = {
  "/admin/sessions": {
    get: {
      operationId: "listSessions",
      tags,
      summary: "All sessions, newest first",
      parameters: [...tokenPages, active, expand],
      responses: {
        200: json("The sessions.", list(ref("session")), { ...links, ...perhapsTotalCount }),
        400: failure("A parameter cannot be used."),
      },
    },
  },
  "/admin/sessions/{id}": {
    get: {
      operationId: "getSession",
      tags,
      summary: "One session",
      parameters: [sessionId, expand],
      responses: {
        200: json("The session.", ref("session")),
        307: goesTo("`whoami` is asked for on the public port."),
        400: failure("The id is none, or a parameter cannot be used."),
        404: failure("There is no such session."),
      },
    },
    delete: {
      operationId: "disableSession",
      tags,
      summary: "End a session",
      parameters: [sessionId],
      responses: {
        204: noContent("It has ended."),
        400: failure("The id is none."),
        404: failure("There is no such session."),
      },
    },
  },
  "/admin/sessions/{id}/extend": {
    patch: {
      operationId: "extendSession",
      tags,
      summary: "Let a session last its full life from now on",
      parameters: [sessionId],
      responses: {
        200: json("The session.", ref("session")),
        204: noContent("Done; with `feature_flags.faster_session_extend`."),
        400: failure("The id is none, or the session still lasts too long."),
        404: failure("There is no such session."),
      },
    },
  },
  "/admin/identities/{id}/sessions": {
    get: {
      operationId: "listIdentitySessions",
      tags,
      summary: "The sessions of somebody",
      parameters: [identityId, ...mixedPages, active],
      responses: {
        200: json("The sessions.", list(ref("session")), { ...links, ...totalCount }),
        400: failure("A parameter cannot be used."),
        404: failure("There is no such identity."),
      },
    },
    delete: {
      operationId: "deleteIdentitySessions",
      tags,
      summary: "Delete all sessions of somebody",
      parameters: [identityId],
      responses: {
        204: noContent("Deleted."),
        400: failure("The id is none."),
        404: failure("There were none."),
      },
    },
  },
};
