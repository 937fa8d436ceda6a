// What flows return. http/answers.ts alone turns an outcome into the answer that a browser, a script or a native client
// expects. What nobody here can handle is thrown as ApiError.
import type { Identity } from "../identities/identity.js";
import type { ActiveSession } from "../sessions/session.js";
import type { LoginRequest } from "../oauth2/login-request.js";
import type { ApiError } from "../http/error.js";
import type {
  ContinueWith,
  Flow,
  FlowType,
  LoginFlow,
  RecoveryFlow,
  RegistrationFlow,
  SettingsFlow,
} from "./flow.js";
import type { UiMessage } from "../ui/message.js";

/** A message and the name of the node it belongs to; "" for the form as a whole. */
export interface FieldIssue {
  node: string;
  message: UiMessage;
}

export type StartOutcome =
  /** The flow was made: 200 with the flow, or 303 to its page. */
  | { kind: "started"; flow: Flow; loginRequest?: LoginRequest }
  /** Nothing to do here, on to this address: html only. */
  | { kind: "elsewhere"; to: string; status: 302 | 303 };

export type SubmitOutcome =
  /** Refused, with messages in the flow: 400 with the flow, or back to its page. */
  | { kind: "invalid"; flow: Flow }
  /** A step done, more to do (a code was sent): back to its page; login and registration say 400 to scripts, the others 200. */
  | { kind: "continue"; flow: Flow }
  /** This flow is over and `flow` takes its place: 410 with `error` (its id is in `use_flow_id`), or on to the new page. */
  | { kind: "replaced"; flow: Flow; error: ApiError }
  /** As `replaced`, but scripts and native clients are sent with 303 to fetch the new flow (recovery and verification). */
  | { kind: "replaced-fetch"; flow: Flow }
  /** On to the flow's page, whatever the client asked for: somebody opened the link of a mail. */
  | { kind: "page"; flow: Flow }
  /** On to this address by 303, whatever the client asked for. */
  | { kind: "page-elsewhere"; to: string }
  /** An account has to be proved before a provider is linked to it: `flow` asks for the proof. */
  | { kind: "linking"; flow: LoginFlow }
  /** The browser must go to this address: 303, or 422 `browser_location_change_required`. */
  | { kind: "redirect"; to: string; status?: 302 | 303 }
  | {
      kind: "signed-in";
      flow: LoginFlow;
      active: ActiveSession;
      returnTo: string;
      /** An OAuth2 server wanted the sign-in: the browser must go there, in the place of all else. */
      oauth2To?: string;
      continueWith: ContinueWith[];
    }
  /**
   * Signed in, but a second factor is wanted before anything else: `to` starts it. With `next` it is begun already: that
   * flow knows what to link afterwards.
   */
  | { kind: "needs-second-factor"; flow: LoginFlow; active: ActiveSession; to: string; next?: LoginFlow }
  | {
      kind: "registered";
      flow: RegistrationFlow;
      identity: Identity;
      /** Present with the `session` hook. */
      active?: ActiveSession;
      /** Without it: a session that nobody is given the token of. */
      unheld?: ActiveSession;
      /** For html. */
      returnTo: string;
      continueWith: ContinueWith[];
    }
  /** The settings were saved; `active` renews the cookie. */
  | { kind: "saved"; flow: SettingsFlow; active: ActiveSession; returnTo: string }
  /**
   * Nothing to show in the flow: a generic error for scripts and native clients, the error page for browsers. `active`:
   * who is signed in all the same.
   */
  | { kind: "failed"; error: ApiError; flowType: FlowType; active?: ActiveSession }
  /** The account was recovered: on to the settings page, signed in. `flow` carries continue_with where that is switched on. */
  | {
      kind: "recovered";
      flow: RecoveryFlow;
      active: ActiveSession;
      settingsUrl: string;
      /** How the way to the settings is told; a link of a mail is opened in a browser, whatever began the flow. */
      answer: "location" | "flow" | "link";
    };

/**
 * Thrown while a submission is handled, also inside a write, to undo it and show in the flow what is wrong: a taken
 * identifier, for example.
 */
export class FieldIssuesError extends Error {
  readonly issues: FieldIssue[];

  constructor(issues: FieldIssue[]) {
    super(`The submission was refused: ${issues.map((issue) => String(issue.message.id)).join(", ")}`);
    this.name = "FieldIssuesError";
    this.issues = issues;
  }
}
