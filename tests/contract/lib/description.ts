// The server's own descriptions of today's API and of the older one, which every exchange is held against: with Foyer, and
// with the real Kratos.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Answer } from "./client";
import type { Generation } from "./generation";
import type { RecordedStep } from "./normalise";
import type { RequestStep, Scenario } from "./scenario";

export interface Description {
  /** @returns what is not as described, a line each */
  check: (step: RequestStep, answer: Answer) => string[];
  /** As `check`, as far as a recording tells: nodes and messages are lines there, ids and times placeholders. */
  checkRecorded: (scenario: Scenario, recorded: RecordedStep) => string[];
}

/** As packages/identity-server/src/openapi/check/exchange.ts has it; that folder may be gone from a fork. */
interface CheckModule {
  createExchangeCheck: (document: unknown, options?: { checksFormats?: boolean }) => ExchangeCheck;
}

type ExchangeCheck = (exchange: {
  method: string;
  path: string;
  request?: { type: string; body: string };
  status: number;
  header: (name: string) => string | undefined;
  headerNames: readonly string[];
  body: string;
}) => string[];

type Describe = (side: Side, baseUrl: string) => { components: { schemas: Record<string, unknown> } };

type Side = "public" | "admin";

const folder = fileURLToPath(new URL("../../../packages/identity-server/src/openapi", import.meta.url));

/** @returns undefined where there is no embedded server, and so no description */
export async function loadDescription(generation: Generation): Promise<Description | undefined> {
  if (!existsSync(folder)) return undefined;
  const { createExchangeCheck } = (await import(`${folder}/check/exchange.ts`)) as CheckModule;
  const { describeApi } = (await import(`${folder}/document.ts`)) as { describeApi: Describe };
  const { describeOlderApi } = (await import(`${folder}/older/document.ts`)) as {
    describeOlderApi: Describe;
  };
  const isOlder = generation === "v0alpha2";
  const described = (side: Side) => (isOlder ? describeOlderApi : describeApi)(side, "http://localhost");
  const checks = {
    public: createExchangeCheck(described("public")),
    admin: createExchangeCheck(described("admin")),
  };
  const recordedChecks = {
    public: createExchangeCheck(withNotation(described("public")), { checksFormats: false }),
    admin: createExchangeCheck(withNotation(described("admin")), { checksFormats: false }),
  };
  return {
    checkRecorded: (scenario, { step: name, status, headers = {}, body }) => {
      const step = scenario.steps.find((candidate) => candidate.step === name);
      if (!step || !("send" in step) || step.brief) return [];
      const [method = "", path = ""] = step.send.split(" ");
      // Addresses that an earlier answer gave are known when they are played.
      if (!path.startsWith("/")) return [];
      return recordedChecks[sideOf(step)]({
        method,
        path,
        status,
        header: (header) => headers[header],
        headerNames: Object.keys(headers),
        body: body === undefined || body === "<text>" ? "" : JSON.stringify(body),
      });
    },
    check: (step, { sent, status, headers, text }) => {
      const { method, path, body } = sent;
      // What a provider answers is not the server's to describe.
      if (!path.startsWith("/") || (isOlder && path.startsWith("/self-service/methods/oidc/callback/")))
        return [];
      const type = sent.headers["content-type"] ?? "";
      return checks[sideOf(step)]({
        method,
        path,
        ...(body !== undefined && { request: { type, body } }),
        status,
        header: (name) => headers.get(name)?.join(", "),
        headerNames: [...headers.keys()],
        body: text,
      });
    },
  };
}

function sideOf({ as }: RequestStep): Side {
  return as === "admin" ? "admin" : "public";
}

/** The description of what a recording holds instead of nodes, messages and lengths of time. */
function withNotation(document: { components: { schemas: Record<string, unknown> } }) {
  const { schemas } = document.components;
  const line = { type: "string" };
  const expired: unknown = JSON.parse(
    JSON.stringify(schemas["selfServiceFlowExpiredError"] ?? {}).replace('"integer"', '"string"'),
  );
  const recorded = { ...schemas, uiNode: line, uiText: line, selfServiceFlowExpiredError: expired };
  return { ...document, components: { ...document.components, schemas: recorded } };
}
