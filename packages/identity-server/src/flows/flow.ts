// The five kinds of flow, as they are kept. flows/json.ts turns them into what a client sees.
import type { AuthenticationMethod, AssuranceLevel } from "../sessions/session.js";
import type { JsonObject } from "../json.js";
import type { MethodId } from "../methods/method.js";
import type { Timestamp } from "../time.js";
import type { UiContainer } from "../ui/node.js";

/** Fixed at the start: a `browser` flow is bound to a CSRF cookie, an `api` flow to nothing but its id. */
export type FlowType = "browser" | "api";

export type CodeState = "choose_method" | "sent_email" | "passed_challenge";

/** An action that the answer of a flow tells the client to take next. */
export type ContinueWith =
  | { action: "redirect_browser_to"; redirect_browser_to: string }
  | { action: "set_ory_session_token"; ory_session_token: string }
  | { action: "show_verification_ui"; flow: { id: string; verifiable_address: string; url?: string } }
  | { action: "show_settings_ui"; flow: { id: string; url?: string } }
  | { action: "show_recovery_ui"; flow: { id: string; url?: string } };

/** @template Ui the form: as nodes, to be worked on, or as text, to be shown */
export interface FlowBase<Ui = UiContainer> {
  id: string;
  type: FlowType;
  issuedAt: Timestamp;
  expiresAt: Timestamp;
  /** Set when a login or registration succeeded: such a flow is over. */
  completedAt: Timestamp | null;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  /** The absolute address of the request that started the flow, with its query. */
  requestUrl: string;
  /** Checked against the allow list when the flow started. */
  returnTo: string | null;
  /** The method used last. `default` after a submission that no method answered to. */
  active: MethodId | "default" | null;
  ui: Ui;
  /** Hash of the CSRF secret that the flow belongs to; "" for an api flow. Its node's value is filled in when answering. */
  csrfHash: string;
  /** What methods keep between two submissions (a WebAuthn challenge, a pending provider link); never shown. */
  internal: JsonObject;
  /** Echoed in the answer to the submission that brought it; not stored. */
  transientPayload?: JsonObject;
}

/** What login and registration share. */
export interface EntryFlow<Ui = UiContainer> extends FlowBase<Ui> {
  state: CodeState;
  organizationId: string | null;
  oauth2LoginChallenge: string | null;
  /** Chosen by `?identity_schema=`; null for the default one. */
  schemaId: string | null;
  /** Handed out once, when a native flow starts with `return_session_token_exchange_code`; not stored. */
  sessionTokenExchangeCode?: string;
}

export interface LoginFlow<Ui = UiContainer> extends EntryFlow<Ui> {
  kind: "login";
  refresh: boolean;
  requestedAal: RequestedLevel;
}

export interface RegistrationFlow<Ui = UiContainer> extends EntryFlow<Ui> {
  kind: "registration";
}

/** With `feature_flags.choose_recovery_address` a recovery goes through states of its own. */
export type RecoveryState =
  | CodeState
  | "recovery_awaiting_address"
  | "recovery_awaiting_address_choice"
  | "recovery_confirming_address"
  | "recovery_awaiting_code";

export interface RecoveryFlow<Ui = UiContainer> extends FlowBase<Ui> {
  kind: "recovery";
  state: RecoveryState;
  /** Known once a code or link of the flow was used. */
  recoveredIdentityId: string | null;
  /** Flows made by the admin API are opened in a browser that has no cookie of them. */
  skipCsrfCheck: boolean;
  continueWith: ContinueWith[];
}

export interface VerificationFlow<Ui = UiContainer> extends FlowBase<Ui> {
  kind: "verification";
  state: CodeState;
  /** Of whoever signed up or in with the flow that made this one. */
  identityId: string | null;
  sessionId: string | null;
  authenticationMethods: AuthenticationMethod[];
  /** Of that flow: the OAuth2 server is told of the sign-in once the address is verified. */
  oauth2LoginChallenge: string | null;
}

export interface SettingsFlow<Ui = UiContainer> extends FlowBase<Ui> {
  kind: "settings";
  state: "show_form" | "success";
  identityId: string;
  continueWith: ContinueWith[];
}

export interface FlowByKind<Ui = UiContainer> {
  login: LoginFlow<Ui>;
  registration: RegistrationFlow<Ui>;
  recovery: RecoveryFlow<Ui>;
  verification: VerificationFlow<Ui>;
  settings: SettingsFlow<Ui>;
}

export type FlowKind = keyof FlowByKind;
export type Flow<Ui = UiContainer> = FlowByKind<Ui>[FlowKind];

/** For its page, not to be changed. The form is the JSON that goes into the answer, all but the token (flows/json.ts). */
export type ShownFlow<K extends FlowKind = FlowKind> = Readonly<FlowByKind<string>[K]>;

export type RequestedLevel = Exclude<AssuranceLevel, "aal0">;
