/** The query parameters that a page hands on to the service when its flow starts. */
import { MAX_ADDRESS_LENGTH, returnToForService } from "@/lib/return-to";
import type { FlowKind } from "./flow-kind";

const NAMES = {
  login: ["return_to", "refresh", "aal", "via", "login_challenge", "organization", "identity_schema"],
  registration: [
    "return_to",
    "after_verification_return_to",
    "login_challenge",
    "organization",
    "identity_schema",
  ],
  recovery: ["return_to"],
  verification: ["return_to"],
  settings: ["return_to"],
} as const satisfies Record<FlowKind, readonly string[]>;

type ParameterName = (typeof NAMES)[FlowKind][number];
export type StartParameters = Partial<Record<ParameterName, string>>;

const RETURN_NAMES = ["return_to", "after_verification_return_to"] as const;

const MAX_LENGTH = 4096;

/** The parameters of a query that this kind of flow knows, the first of each. */
export function startParameters(kind: FlowKind, query: URLSearchParams): StartParameters {
  const parameters: StartParameters = {};
  for (const name of NAMES[kind]) {
    const value = query.get(name);
    if (value && value.length <= (name === "login_challenge" ? MAX_ADDRESS_LENGTH : MAX_LENGTH)) {
      parameters[name] = value;
    }
  }
  return parameters;
}

/** The first address to return to that may not be handed on. */
export function unsafeReturnTo(parameters: StartParameters, origin: string): string | undefined {
  return RETURN_NAMES.map((name) => parameters[name]).find(
    (value) => value !== undefined && returnToForService(value, origin) === undefined,
  );
}

/**
 * The same page's address, for a new start with the same parameters.
 *
 * @param page  a kind of flow, or a section of the settings (`settings/password`)
 */
export function startHref(page: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size > 0 ? `/${page}?${query.toString()}` : `/${page}`;
}
