import type { FlowKind } from "@/lib/ory/flow-kind";
import type { TraitFields } from "@/lib/ory/flow-traits";
import type { SettingsSectionName } from "@/lib/settings/sections";

/** What the nodes of one page's flow have in common. */
export interface FlowContext {
  kind: FlowKind;
  /** This app's own origin, for the links and images of a flow. */
  origin: string;
  /** The Content-Security-Policy's nonce of this answer. */
  nonce: string;
  /** What was typed where the service did not get to keep it; never a secret. */
  typed: Readonly<Record<string, string>>;
  /** What may stand in fields that neither the service nor the visitor has filled. */
  prefill: Readonly<Record<string, string>>;
  /** Where the visitor was going, for a flow that the service has lost by the time it is sent. */
  returnTo?: string | undefined;
  /** The address of the account whose settings these are. */
  account?: string | undefined;
  /** What the identity schema says of the traits, by field name. */
  traits: TraitFields;
  /** The way that was used last to sign in here, to be marked: `password`, `oidc:github`. */
  lastWay?: string | undefined;
  /** Which page of the settings this is. */
  settings?: {
    /** Undefined on the page of all settings. */
    section: SettingsSectionName | undefined;
    isOneForm: boolean;
  };
}
