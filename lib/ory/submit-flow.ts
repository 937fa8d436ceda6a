/** Submits a flow's form to the service, and finds out where that leads. */
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import type {
  UpdateLoginFlowBody,
  UpdateRecoveryFlowBody,
  UpdateRegistrationFlowBody,
  UpdateSettingsFlowBody,
  UpdateVerificationFlowBody,
} from "@ory/client";
import type { Effect } from "@/lib/activity/note";
import { encodeFields, type Fields } from "@/lib/forms/fields";
import type { Visitor } from "@/lib/request";
import { safeReturnTo } from "@/lib/return-to";
import { givenSession } from "@/lib/session/given-session";
import { loginHref } from "@/lib/session/hrefs";
import type { NoticeId } from "@/lib/session/notices";
import { type Meaning, meaningOf } from "./answer";
import { tellService, logNonsense, frontendApi } from "./client";
import { type Destination, destinationOf } from "./destination";
import { errorHref } from "./flow-error";
import { type FlowKind, flowKinds } from "./flow-kind";
import { savedEffect } from "./saved-settings";
import { type ContinueItem, identityIdOf } from "./shapes";
import { DEFAULT_PATH } from "./start-flow";
import { startHref } from "./start-parameters";

export interface SubmitOutcome {
  to: Destination;
  setCookies: string[];
  notice?: NoticeId;
  /** The flow whose page is to show again what was typed, where the flow itself has not kept it. */
  keepTypedFor?: string | undefined;
  /** What the service has confirmed. */
  effect?: Effect | undefined;
}

export interface Submission {
  kind: FlowKind;
  flowId: string;
  fields: Fields;
  /** Where the visitor was going, for a flow that the service has lost. */
  returnTo: string | undefined;
}

export async function submitFlow(submission: Submission, visitor: Visitor): Promise<SubmitOutcome> {
  const { kind, flowId, fields } = submission;
  const operation = `submit ${kind}`;
  const result = await tellService(operation, visitor, (options) =>
    updateFlow[kind](flowId, {
      ...options,
      // As a form, not as JSON: only then does the service cast texts to what its schema wants, read repeated fields and
      // drop empty ones. Its answer is JSON all the same, by Accept.
      headers: { ...options.headers, "content-type": "application/x-www-form-urlencoded" },
      transformRequest: () => encodeFields(fields),
    }),
  );
  const meaning = meaningOf(kind, result, operation, visitor);
  const outcome = meaning && (await outcomeOf(submission, meaning, visitor));
  if (outcome) {
    const body = result.kind === "answer" ? result.body : undefined;
    return {
      ...outcome,
      setCookies: meaning.setCookies,
      effect: await effectOf(kind, meaning, body, visitor),
    };
  }
  if (meaning) logNonsense(operation, visitor, result.kind === "answer" ? result.status : 0);
  return {
    to: ownPage(kind, flowId),
    setCookies: meaning?.setCookies ?? [],
    notice: "service_unavailable",
    keepTypedFor: flowId,
  };
}

type Outcome = Omit<SubmitOutcome, "setCookies" | "effect">;

async function effectOf(
  kind: FlowKind,
  meaning: Meaning<FlowKind>,
  body: unknown,
  visitor: Visitor,
): Promise<Effect | undefined> {
  if (kind === "settings") return meaning.kind === "flow" ? savedEffect(meaning.flow) : undefined;
  if (kind === "verification") return undefined;
  const session = await givenSession({ setCookies: meaning.setCookies, body }, visitor);
  if (session) return { kind: "session", session, isSignUp: kind === "registration" };
  const identityId = kind === "registration" && meaning.kind === "done" ? identityIdOf(body) : undefined;
  return identityId === undefined ? undefined : { kind: "account", identityId };
}

async function outcomeOf(
  submission: Submission,
  meaning: Meaning<FlowKind>,
  visitor: Visitor,
): Promise<Outcome | undefined> {
  const { kind, returnTo } = submission;
  switch (meaning.kind) {
    case "flow": {
      const { flow, status, continueWith } = meaning;
      const next = status === 200 ? nextOf(kind, continueWith, visitor.origin) : undefined;
      if (flow.ui.messages?.some(({ id }) => id === ADDRESS_UNVERIFIED)) return confirmAddress(returnTo);
      const keepTypedFor = status === 400 ? flow.id : undefined;
      return { to: next ?? ownPage(kindOf(flow.ui.action) ?? kind, flow.id), keepTypedFor };
    }
    case "done":
      return {
        to: nextOf(kind, meaning.continueWith, visitor.origin) ?? {
          kind: "own",
          path: safeReturnTo(returnTo, DEFAULT_PATH, visitor.origin),
        },
      };
    case "elsewhere": {
      const to = destinationOf(meaning.location, visitor.origin);
      return to && { to };
    }
    case "error":
      return afterError(submission, meaning, visitor);
  }
}

async function afterError(
  { kind, flowId, returnTo }: Submission,
  { status, error, useFlowId, location, continueWith }: Extract<Meaning<FlowKind>, { kind: "error" }>,
  { origin }: Visitor,
): Promise<Outcome> {
  if (useFlowId !== undefined) {
    const isExpired = error.id === "self_service_flow_expired";
    return {
      to: ownPage(kind, useFlowId),
      ...(isExpired && { notice: "flow_expired", keepTypedFor: useFlowId }),
    };
  }
  const next = nextOf(kind, continueWith, origin);
  if (next && error.id === "session_verified_address_required")
    return { ...confirmAddress(returnTo), to: next };
  if (next) return { to: next };
  const here = `/${kind}?flow=${flowId}`;
  const startAgain = (notice: NoticeId): Outcome => ({
    to: { kind: "own", path: startHref(kind, { return_to: returnTo }) },
    notice,
  });
  switch (error.id) {
    case "session_refresh_required":
    case "session_aal2_required": {
      const isSecondFactor = error.id === "session_aal2_required";
      const to = location === undefined ? undefined : destinationOf(location, origin);
      return { to: to ?? { kind: "own", path: loginHref(here, { isSecondFactor }) } };
    }
    case "session_aal1_required":
      return { to: { kind: "own", path: loginHref(returnTo, { isSecondFactor: false }) } };
    case "session_already_available":
      return { to: { kind: "own", path: safeReturnTo(returnTo, DEFAULT_PATH, origin) } };
    case "security_identity_mismatch":
      return startAgain("flow_foreign");
    default:
  }
  if (status === 404) return startAgain("flow_gone");
  if (status === 410) return startAgain("flow_expired");
  if (status === 401 && kind === "settings") {
    return { to: { kind: "own", path: loginHref(here, { isSecondFactor: false }) } };
  }
  return { to: { kind: "own", path: await errorHref({ code: status, ...error }) } };
}

/** A sign-in that is refused until an address is confirmed; older configurations say so by this message in the flow. */
const ADDRESS_UNVERIFIED = 4000010;

function confirmAddress(returnTo: string | undefined): Outcome {
  return {
    to: { kind: "own", path: startHref("verification", { return_to: returnTo }) },
    notice: "address_unverified",
  };
}

/**
 * The first thing to do after a flow. A new address to confirm comes before the way on, but not for settings: whoever
 * saved something wants to see it saved, and the mail has the link.
 */
function nextOf(kind: FlowKind, items: readonly ContinueItem[], origin: string): Destination | undefined {
  const pages = items.flatMap((item) =>
    item.action === "redirect_browser_to" ? [] : [ownPage(PAGE_OF[item.action], item.flow.id)],
  );
  const addresses = items.flatMap((item) => {
    const to = item.action === "redirect_browser_to" && destinationOf(item.redirect_browser_to, origin);
    return to ? [to] : [];
  });
  return kind === "settings" ? [...addresses, ...pages][0] : [...pages, ...addresses][0];
}

const PAGE_OF = {
  show_verification_ui: "verification",
  show_settings_ui: "settings",
  show_recovery_ui: "recovery",
} as const;

function ownPage(kind: FlowKind, flowId: string): Destination {
  return { kind: "own", path: `/${kind}?flow=${flowId}` };
}

/** A sign-up by provider can turn into a sign-in: the flow itself says of which kind it is. */
function kindOf(action: string): FlowKind | undefined {
  return flowKinds.find((kind) => action.includes(`/self-service/${kind}?`));
}

/**
 * The bodies are sent as the form has them (`transformRequest`); the client's types want one of theirs all the same, and
 * any of them will do.
 */
const anyBody = { method: "password", csrf_token: "", password: "", identifier: "", traits: {} } as const;

const updateFlow: Record<
  FlowKind,
  (flow: string, options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>
> = {
  login: (flow, options) =>
    frontendApi().updateLoginFlow(
      { flow, updateLoginFlowBody: anyBody satisfies UpdateLoginFlowBody },
      options,
    ),
  registration: (flow, options) =>
    frontendApi().updateRegistrationFlow(
      { flow, updateRegistrationFlowBody: anyBody satisfies UpdateRegistrationFlowBody },
      options,
    ),
  recovery: (flow, options) =>
    frontendApi().updateRecoveryFlow(
      { flow, updateRecoveryFlowBody: { method: "code" } satisfies UpdateRecoveryFlowBody },
      options,
    ),
  verification: (flow, options) =>
    frontendApi().updateVerificationFlow(
      { flow, updateVerificationFlowBody: { method: "code" } satisfies UpdateVerificationFlowBody },
      options,
    ),
  settings: (flow, options) =>
    frontendApi().updateSettingsFlow(
      { flow, updateSettingsFlowBody: anyBody satisfies UpdateSettingsFlowBody },
      options,
    ),
};
