// What pages need beside the flows: errors, the script of WebAuthn, the way back from a provider.
import { byProvider, failure, goesTo, json, tooLarge } from "../answers.js";
import { ref, text, type Operation, type Parameter, type Paths } from "../model.js";
import { inPath, query, required } from "../parameters.js";

const tags = ["frontend"];

const fromProvider: Parameter[] = [
  query("state", "What the provider was given, unchanged."),
  query("code", "What the provider gave."),
  query("error", "What the provider refused with."),
];

function callback(method: "get" | "post", parameters: Parameter[]): Operation {
  return {
    tags,
    summary: "The way back from an OpenID provider",
    description: "Only for the browser that the provider sends here.",
    parameters: method === "get" ? [...parameters, ...fromProvider] : parameters,
    ...(method === "post" && {
      requestBody: {
        required: true,
        content: { "application/x-www-form-urlencoded": { schema: ref("formFields") } },
      },
    }),
    responses: {
      200: json("A native flow that asks for JSON: as `updateLoginFlow`.", { type: "object" }),
      302: goesTo("To the same address with the form in the query, or on to the next page."),
      303: goesTo("Signed in, back to the page of the flow, or to the error page."),
      400: failure(
        "The answer of the provider belongs to nothing.",
        "errorGeneric",
        "loginFlow",
        "registrationFlow",
        "settingsFlow",
      ),
      403: failure("The form may be forged."),
      404: failure("There is no such provider, or the method is switched off."),
      410: failure("The flow is over.", "selfServiceFlowExpiredError", "errorGeneric"),
      422: failure("The browser has to go elsewhere.", "errorBrowserLocationChangeRequired"),
      ...byProvider,
      ...(method === "post" && tooLarge),
    },
  };
}

export const pages: Paths = {
  "/self-service/errors": {
    get: {
      operationId: "getFlowError",
      tags,
      summary: "An error, for the error page",
      parameters: [required(query("id", "From the address of the error page; `stub:500` gives an example."))],
      responses: {
        200: json("The error.", ref("flowError"), {
          "Set-Cookie": { description: "The CSRF secret, where the browser had none.", schema: text },
        }),
        404: failure("There is no such error."),
      },
    },
  },
  "/.well-known/ory/webauthn.js": {
    get: {
      operationId: "getWebAuthnJavaScript",
      tags,
      summary: "The script that flows with WebAuthn and passkeys load",
      responses: {
        200: { description: "The script.", content: { "text/javascript": { schema: text } } },
      },
    },
  },
  "/self-service/methods/oidc/callback": { get: callback("get", []) },
  "/self-service/methods/oidc/callback/{provider}": {
    get: callback("get", [inPath("provider", "The id of the provider.")]),
    post: callback("post", [inPath("provider", "The id of the provider.")]),
  },
};
