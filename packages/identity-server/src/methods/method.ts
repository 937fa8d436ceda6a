// The seam between flows and methods. A method is one file that exports a `Method`; methods/registry.ts lists them in
// the order in which they add nodes and are asked for a submission.
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import type {
  FlowType,
  LoginFlow,
  RecoveryFlow,
  RegistrationFlow,
  SettingsFlow,
  VerificationFlow,
} from "../flows/flow.js";
import type { FieldIssue, SubmitOutcome } from "../flows/outcome.js";
import type { FlowRequest, Submission } from "../flows/request.js";
import type {
  CredentialType,
  Identity,
  IdentityWithCredentials,
  VerifiableAddress,
} from "../identities/identity.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { ActiveSession, AuthenticationMethod } from "../sessions/session.js";

export type MethodId =
  | "password"
  | "oidc"
  | "profile"
  | "code"
  | "link"
  | "totp"
  | "passkey"
  | "webauthn"
  | "lookup_secret"
  | "identifier_first";

export interface Method {
  id: MethodId;
  isEnabled(config: Config): boolean;
  /** How many usable factors of each kind the identity has by this method; decides its available assurance level. */
  countFactors?(config: Config, identity: IdentityWithCredentials): { first: number; second: number };
  login?: LoginPart;
  registration?: RegistrationPart;
  settings?: SettingsPart;
  recovery?: RecoveryPart;
  verification?: VerificationPart;
}

type Done = Promise<void> | void;

/** Not this method's submission: the next one is asked. */
export type NotResponsible = { kind: "not-responsible" };
/** Refused: the flow shows the issues. */
export type Invalid = { kind: "invalid"; issues: FieldIssue[] };
/** The method changed the flow (nodes, state, messages) and waits for more. */
export type Continue = { kind: "continue"; commit?: Commit };
/** The browser has to go elsewhere first. */
export type Redirect = { kind: "redirect"; to: string };

/** The method has carried the flow to its end by itself: a sign-in that became a sign-up, say. */
export type Finished = { kind: "finished"; outcome: SubmitOutcome };

/** Work inside the write that completes the flow: consume a code, say. Throws FieldIssuesError to refuse. */
export type Commit = () => void;

export type LoginStep =
  | { kind: "first-factor" }
  /** The visitor is signed in and proves it once more. */
  | { kind: "refresh"; identity: IdentityWithCredentials }
  | { kind: "second-factor"; identity: IdentityWithCredentials }
  | { kind: "second-factor-refresh"; identity: IdentityWithCredentials }
  /** Identifier first: the form that asks for the identifier alone. */
  | { kind: "identify" }
  /** Identifier first: the credentials for this identifier; no identity when it is unknown. */
  | { kind: "identified"; identifier: string; identity: IdentityWithCredentials | undefined };

export type LoginResult =
  | NotResponsible
  | Invalid
  | Continue
  | Redirect
  /** Identifier first: somebody said who they are. */
  | { kind: "identifies"; identifier: string }
  | Finished
  | {
      kind: "authenticated";
      identity: IdentityWithCredentials;
      proof: AuthenticationMethod;
      commit?: Commit;
      /** The answer tells the identity without its addresses. */
      hidesAddresses?: boolean;
    };

export interface LoginPart {
  populate(context: Context, flow: LoginFlow, step: LoginStep, request: FlowRequest): Done;
  submit(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult>;
  /**
   * Begins unasked, where this method is the only way on.
   *
   * @returns to be run within the write that stores the flow; undefined when it can't begin by itself
   */
  goAhead?(
    context: Context,
    flow: LoginFlow,
    step: LoginStep,
    request: FlowRequest,
  ): Promise<Commit | undefined>;
}

export type RegistrationStep =
  /** Everything on one page. */
  | { kind: "unified" }
  /** Profile first: the traits, then the credential. */
  | { kind: "profile" }
  | { kind: "credentials" };

/** A credential to store. Its identifiers come from the traits by the schema, unless given. */
export interface NewCredential {
  type: CredentialType;
  config: JsonObject;
  identifiers?: string[];
  version?: number;
}

export type RegistrationResult =
  | NotResponsible
  | Invalid
  | Continue
  | Redirect
  | Finished
  /** Profile first: on to the credentials, or back to the traits. */
  | { kind: "step"; to: "credentials" | "profile"; traits: JsonObject }
  | {
      kind: "registers";
      traits: JsonObject;
      credentials: NewCredential[];
      proof: AuthenticationMethod;
      /** Addresses that this very registration has proved. */
      verified?: Pick<VerifiableAddress, "value" | "via">[];
      metadataPublic?: JsonValue;
      metadataAdmin?: JsonValue;
      commit?: (identity: Identity) => void;
    };

export interface RegistrationPart {
  populate(context: Context, flow: RegistrationFlow, step: RegistrationStep, request: FlowRequest): Done;
  submit(context: Context, flow: RegistrationFlow, submission: Submission): Promise<RegistrationResult>;
}

/** Within the write: makes the changed identity of what is stored at that moment. Throws FieldIssuesError to refuse. */
export type ChangeIdentity = (stored: IdentityWithCredentials) => IdentityWithCredentials;

export type SettingsResult =
  | NotResponsible
  | Invalid
  | Continue
  | Redirect
  | {
      kind: "changes";
      /** Whether the session must have been proved lately, whatever the change comes to. */
      isPrivileged: boolean;
      /** The slow part (policy, hashing), done once it is clear that the session may; or all there is to do. */
      prepare(): Promise<Invalid | Continue | Redirect | { kind: "prepared"; change: ChangeIdentity }>;
      /** A factor that the change itself proved; it raises the session. */
      proof?: AuthenticationMethod;
      commit?: Commit;
    };

export interface SettingsPart {
  populate(
    context: Context,
    flow: SettingsFlow,
    identity: IdentityWithCredentials,
    request: FlowRequest,
  ): Done;
  submit(
    context: Context,
    flow: SettingsFlow,
    submission: Submission,
    visitor: ActiveSession,
    identity: IdentityWithCredentials,
  ): Promise<SettingsResult>;
}

/** The flow is over; a new one takes its place. */
export interface Restart {
  kind: "restart";
  /** What the new flow says. */
  issues: FieldIssue[];
  /** A link of a mail was opened, in a browser whatever began the flow: that is where the new flow is shown. */
  byLink?: true;
  /** Given where it is not the type of the old flow. */
  type?: FlowType;
  /** Since when a code or link is over. */
  expiredAt?: number;
}

export type RecoveryResult =
  | NotResponsible
  | Invalid
  | Continue
  | Redirect
  | Restart
  | { kind: "recovered"; identity: Identity; proof: AuthenticationMethod; byLink?: true; commit: Commit };

export interface RecoveryPart {
  populate(context: Context, flow: RecoveryFlow): Done;
  submit(context: Context, flow: RecoveryFlow, submission: Submission): Promise<RecoveryResult>;
}

export type VerificationResult =
  | NotResponsible
  | Invalid
  | Continue
  /** As `continue`, on the flow's page for whoever opened the link of a mail. */
  | { kind: "link-opened" }
  | Redirect
  | Restart
  | { kind: "verified"; address: VerifiableAddress; commit: Commit };

export interface VerificationPart {
  /** Adds the nodes for the flow's state. @param sentTo where a code or link is on its way to */
  populate(context: Context, flow: VerificationFlow, sentTo?: string): Done;
  submit(context: Context, flow: VerificationFlow, submission: Submission): Promise<VerificationResult>;
  /** Within a write: sends what proves the address. */
  send(context: Context, flow: VerificationFlow, identity: Identity, address: VerifiableAddress): void;
}
