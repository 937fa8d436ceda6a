// The schemas of people.
import { failure, json, links, totalCount } from "../answers.js";
import { ref, text, type Paths } from "../model.js";
import { inPath, mixedPages } from "../parameters.js";

const cookie = {
  "Set-Cookie": { description: "The CSRF secret, where the browser had none.", schema: text },
};

export const identitySchemas: Paths = {
  "/schemas": {
    get: {
      operationId: "listIdentitySchemas",
      tags: ["identity"],
      summary: "All identity schemas",
      parameters: mixedPages,
      responses: {
        200: json("The schemas.", ref("identitySchemas"), { ...links, ...totalCount, ...cookie }),
        400: failure("The page cannot be told."),
      },
    },
  },
  "/schemas/{id}": {
    get: {
      operationId: "getIdentitySchema",
      tags: ["identity"],
      summary: "One identity schema",
      parameters: [inPath("id", "The id, or its base64url form without padding.")],
      responses: {
        200: json("The schema.", ref("identitySchema"), cookie),
        404: failure("There is no such schema."),
      },
    },
  },
};
