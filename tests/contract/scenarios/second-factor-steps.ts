// Words for scenarios with second factors.
import type { JsonValue, Keep, RequestStep, Step } from "../lib/scenario";
import {
  address,
  bearer,
  password,
  person,
  request,
  signIn,
  start,
  submit,
  type FlowKind,
  type Visitor,
} from "./steps";

export const withFactors = { variant: "second-factor" };

/** What a native client adds to each request. */
export const own = (as: Visitor) => (as === "native" ? bearer : {});

/** Who reads for a visitor: a browser's page reads as a script does. */
export const reader = (as: Visitor): Visitor => (as === "native" ? "native" : "spa");

/** The last step keeps this as well. */
export function keeping(steps: Step[], keep: Record<string, Keep>): Step[] {
  return steps.map((step, index) =>
    index === steps.length - 1 && "send" in step ? { ...step, keep: { ...step.keep, ...keep } } : step,
  );
}

interface OpenOptions {
  flow?: string;
  recorded?: boolean;
  query?: string;
}

/** Starts a flow for whom is signed in. */
export function open(kind: FlowKind, as: Visitor, options: OpenOptions = {}): Step[] {
  const { query, ...rest } = options;
  if (as !== "native" || query === undefined) {
    return start(kind, as, { ...rest, ...own(as), ...(query !== undefined && { query }) });
  }
  const { flow = "flow", recorded = false } = rest;
  return [
    request(`start ${kind}`, as, `GET /self-service/${kind}/api?${query}`, {
      ...bearer,
      ...(!recorded && { brief: true }),
      keep: { [flow]: "body.id" },
    }),
  ];
}

/** Opens settings and keeps the secret that they offer for an authenticator app. */
export function offerTotp(as: Visitor, options: OpenOptions = {}): Step[] {
  return keeping(open("settings", as, options), { secret: "text.totp_secret_key.secret" });
}

/** The codes of two earlier steps than the one to come are left for what follows. */
export const earlierCode = "{{secret|totp-1}}";
export const code = "{{secret|totp}}";
export const laterCode = "{{secret|totp+1}}";

export function setUpTotp(as: Visitor): Step[] {
  const by = reader(as);
  return [
    ...offerTotp(by, { flow: "totp-settings" }),
    submit(
      "settings",
      by,
      { method: "totp", totp_code: earlierCode },
      { flow: "totp-settings", step: "set up the app", brief: true, ...own(as) },
    ),
  ];
}

export const codesKept: Record<string, Keep> = {
  "backup-0": "text.lookup_secret_codes.secrets.0.context.secret",
  "backup-1": "text.lookup_secret_codes.secrets.1.context.secret",
};

export function setUpCodes(as: Visitor): Step[] {
  const by = reader(as);
  const flow = "codes-settings";
  return [
    ...open("settings", by, { flow }),
    submit(
      "settings",
      by,
      { method: "lookup_secret", lookup_secret_regenerate: true },
      { flow, step: "make backup codes", brief: true, keep: codesKept, ...own(as) },
    ),
    submit(
      "settings",
      by,
      { method: "lookup_secret", lookup_secret_confirm: true },
      { flow, step: "confirm the backup codes", brief: true, ...own(as) },
    ),
  ];
}

type Factor = "totp" | "codes";

/** Creates a person with second factors, set up from a native client that plays no further part. */
export function owner(...factors: Factor[]): Step[] {
  const setUp = factors.flatMap((factor) => (factor === "totp" ? setUpTotp : setUpCodes)("native"));
  return [person(), ...signIn("native"), ...setUp];
}

interface FirstFactorOptions {
  browser?: string;
  query?: string;
  /** The sign-in is what the scenario is about. */
  recorded?: boolean;
}

/** Signs in with the password; a second factor may then be wanted. Keeps the token of a native client. */
export function firstFactor(as: Visitor, options: FirstFactorOptions = {}): Step[] {
  const { browser, query, recorded = false } = options;
  const by = recorded ? as : reader(as);
  const common = { ...(browser !== undefined && { browser }) };
  return [
    ...start("login", by, { flow: "first", ...common, ...(query !== undefined && { query }) }),
    submit(
      "login",
      by,
      { method: "password", identifier: address("ada"), password },
      {
        flow: "first",
        step: "sign in with the password",
        ...common,
        ...(!recorded && { brief: true }),
        ...(as === "native" && { keep: { token: "body.session_token" } }),
      },
    ),
  ];
}

/** Starts the sign-in with a second factor. */
export function secondFactor(as: Visitor, options: OpenOptions = {}): Step[] {
  const { query = "aal=aal2", ...rest } = options;
  return open("login", as, { ...rest, query });
}

/** Submits a second factor; a native client goes on with the token that it is answered. */
export function prove(
  as: Visitor,
  fields: { [key: string]: JsonValue },
  options: { step?: string; flow?: string; brief?: boolean; fails?: boolean } = {},
): RequestStep {
  const { fails = false, ...rest } = options;
  return submit("login", as, fields, {
    ...rest,
    ...own(as),
    ...(as === "native" && !fails && { keep: { token: "body.session_token" } }),
  });
}

export const byTotp = (typed: string) => ({ method: "totp", totp_code: typed });
export const byBackupCode = (typed: string) => ({ method: "lookup_secret", lookup_secret: typed });
