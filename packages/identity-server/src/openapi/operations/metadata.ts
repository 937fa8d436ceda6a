// About the server itself.
import { json } from "../answers.js";
import { closed, text, type Paths } from "../model.js";

const tags = ["metadata"];

export const metadata: Paths = {
  "/health/alive": {
    get: {
      operationId: "isAlive",
      tags,
      summary: "Whether the server takes requests",
      responses: { 200: json("It does.", closed({ status: { const: "ok" } })) },
    },
  },
  "/health/ready": {
    get: {
      operationId: "isReady",
      tags,
      summary: "Whether the server and its database work",
      responses: {
        200: json("They do.", closed({ status: { const: "ok" } })),
        503: json(
          "They do not.",
          closed({
            errors: { type: "object", additionalProperties: text, description: "What does not, by name." },
          }),
        ),
      },
    },
  },
  "/openapi.json": {
    get: {
      operationId: "getOpenApi",
      tags,
      summary: "This description",
      responses: { 200: json("The description.", { type: "object" }) },
    },
  },
  "/openapi.v0alpha2.json": {
    get: {
      operationId: "getOlderOpenApi",
      tags,
      summary: "The description of the older API",
      responses: {
        200: json("The description.", { type: "object" }),
        404: {
          description: "The older API is switched off (`legacy.v0alpha2`).",
          content: { "text/plain": { schema: text } },
        },
      },
    },
  },
};

export const adminMetadata: Paths = {
  "/version": {
    get: {
      operationId: "getVersion",
      tags,
      summary: "The version of the server",
      responses: { 200: json("The version.", closed({ version: text })) },
    },
  },
  "/admin/metrics/prometheus": {
    get: {
      operationId: "getMetrics",
      tags,
      summary: "Figures for Prometheus",
      responses: { 200: { description: "In its text format.", content: { "text/plain": { schema: text } } } },
    },
  },
};
