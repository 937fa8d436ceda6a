// Helping people back in, and the mails that were sent.
import { failure, json, links, perhapsTotalCount, tooLarge } from "../answers.js";
import { list, ref, uuid, type Paths, type RequestBody } from "../model.js";
import { inPath, query, returnTo, tokenPages } from "../parameters.js";

function body(schema: string): RequestBody {
  return { required: true, content: { "application/json": { schema: ref(schema) } } };
}

const failures = {
  400: failure("The body cannot be used, or there is no such identity."),
  404: failure("There is no such identity, or the method is switched off."),
  ...tooLarge,
};

export const recoveryForAdmins: Paths = {
  "/admin/recovery/code": {
    post: {
      operationId: "createRecoveryCodeForIdentity",
      tags: ["identity"],
      summary: "A code with which somebody gets back in",
      requestBody: body("createRecoveryCodeForIdentityBody"),
      responses: {
        201: json("The code, and where it is entered.", ref("recoveryCodeForIdentity")),
        ...failures,
      },
    },
  },
  "/admin/recovery/link": {
    post: {
      operationId: "createRecoveryLinkForIdentity",
      tags: ["identity"],
      summary: "A link with which somebody gets back in",
      parameters: [returnTo],
      requestBody: body("createRecoveryLinkForIdentityBody"),
      responses: { 200: json("The link.", ref("recoveryLinkForIdentity")), ...failures },
    },
  },
};

export const courier: Paths = {
  "/admin/courier/messages": {
    get: {
      operationId: "listCourierMessages",
      tags: ["courier"],
      summary: "The messages, newest first",
      parameters: [
        ...tokenPages,
        query("status", "Only those of this status.", ref("courierMessageStatus")),
        query("recipient", "Only those to exactly this address."),
      ],
      responses: {
        200: json("The messages.", list(ref("message")), { ...links, ...perhapsTotalCount }),
        400: failure("A parameter cannot be used."),
      },
    },
  },
  "/admin/courier/messages/{id}": {
    get: {
      operationId: "getCourierMessage",
      tags: ["courier"],
      summary: "One message, with the tries to deliver it",
      parameters: [inPath("id", "The id of the message.", uuid)],
      responses: {
        200: json("The message.", ref("message")),
        400: failure("The id is none."),
        404: failure("There is no such message."),
      },
    },
  },
};
