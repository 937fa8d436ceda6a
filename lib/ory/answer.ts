/** What the service means by an answer, whatever endpoint it came from. */
import { z } from "zod";
import type { Visitor } from "@/lib/request";
import { logNonsense, type ServiceResult } from "./client";
import { isFlowId, type FlowByKind, type FlowKind } from "./flow-kind";
import { type ContinueItem, continueItems, isFlow, type ServiceError, serviceErrorShape } from "./shapes";

export type Meaning<K extends FlowKind> = (
  | { kind: "flow"; flow: FlowByKind[K]; status: number; continueWith: ContinueItem[] }
  /** The flow is over: a session, an identity, or nothing came back. */
  | { kind: "done"; continueWith: ContinueItem[] }
  /** The browser is to go there. */
  | { kind: "elsewhere"; status: number; location: string }
  | {
      kind: "error";
      status: number;
      error: ServiceError;
      /** The flow that takes the place of this one. */
      useFlowId: string | undefined;
      /** The sign-in that is asked for first. */
      location: string | undefined;
      continueWith: ContinueItem[];
    }
) & { setCookies: string[] };

const bodyShape = z.looseObject({
  error: serviceErrorShape.optional(),
  redirect_browser_to: z.string().optional(),
  use_flow_id: z.string().optional(),
  continue_with: continueItems,
});

/** @returns undefined where there was no answer, or none that makes sense; that has been logged. */
export function meaningOf<K extends FlowKind>(
  kind: K,
  result: ServiceResult,
  operation: string,
  visitor: Visitor,
): Meaning<K> | undefined {
  if (result.kind === "unavailable") return undefined;
  const { status, body, setCookies, location } = result;
  const meaning = readMeaning(kind, status, body, location);
  if (!meaning) {
    logNonsense(operation, visitor, status);
    return undefined;
  }
  return { ...meaning, setCookies };
}

// Distributes over the union, which a plain Omit would not.
type Bare<T> = T extends unknown ? Omit<T, "setCookies"> : never;

function readMeaning<K extends FlowKind>(
  kind: K,
  status: number,
  body: unknown,
  location: string | undefined,
): Bare<Meaning<K>> | undefined {
  if (status >= 300 && status < 400) {
    return location === undefined ? undefined : { kind: "elsewhere", status, location };
  }
  if (status === 204) return { kind: "done", continueWith: [] };

  const { data } = bodyShape.safeParse(body);
  if (!data) return undefined;
  const { error, redirect_browser_to: redirect, use_flow_id: useFlowId, continue_with: continueWith } = data;
  if (status === 422) {
    return redirect === undefined ? undefined : { kind: "elsewhere", status, location: redirect };
  }
  if (status < 300 || status === 400) {
    if (isFlow(kind, body)) return { kind: "flow", flow: body, status, continueWith };
    if (status < 300)
      return "session" in data || "identity" in data ? { kind: "done", continueWith } : undefined;
  }
  if (!error && useFlowId === undefined) return undefined;
  return {
    kind: "error",
    status,
    error: error ?? {},
    useFlowId: isFlowId(useFlowId) ? useFlowId : undefined,
    location: redirect,
    continueWith: [...continueWith, ...continueItems.parse(error?.details?.continue_with)],
  };
}
