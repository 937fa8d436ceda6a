// Words for scenarios with a provider.
import type { JsonValue, Keep, RequestStep, Step } from "../lib/scenario";
import { address, request, start, submit, type FlowKind, type Visitor } from "./steps";

/** The person whom the provider knows under this name: subject, address, whether it is verified. */
export function known(who: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    "claim.sub": `${who}-{{run}}`,
    "claim.email": address(who),
    "claim.email_verified": "true",
    ...more,
  };
}

interface LeaveOptions {
  provider?: string;
  flow?: string;
  fields?: { [key: string]: JsonValue };
  browser?: string;
  brief?: boolean;
  step?: string;
}

/** Chooses a provider in a flow's form; keeps where that leads (`authorize`). */
export function leave(kind: FlowKind, as: Visitor, options: LeaveOptions = {}): RequestStep {
  const {
    provider = "peer",
    flow = "flow",
    fields = {},
    browser,
    brief,
    step = "choose the provider",
  } = options;
  const chosen: { [key: string]: JsonValue } =
    kind === "settings" ? { link: provider } : { method: "oidc", provider };
  const authorize: Keep = as === "html" ? "location" : "body.redirect_browser_to";
  return submit(
    kind,
    as,
    { ...chosen, ...fields },
    {
      flow,
      step,
      keep: { authorize },
      ...(browser !== undefined && { browser }),
      ...(brief && { brief }),
    },
  );
}

/** What the provider does with the visitor; keeps the way back (`callback`). */
export function atProvider(query: Record<string, string>): RequestStep {
  const search = Object.entries(query).map(([name, value]) => `&${name}=${value}`);
  return request("at the provider", "html", `GET {{authorize}}${search.join("")}`, {
    browser: "at the provider",
    keep: { callback: "location" },
    brief: true,
  });
}

/** Comes back from the provider. */
export function back(as: "html" | "spa", options: Partial<RequestStep> = {}): RequestStep {
  return request("come back", as, "GET {{callback}}", options);
}

interface TripOptions extends LeaveOptions {
  who?: string;
  more?: Record<string, string>;
  query?: string;
}

/** From the start of a flow to the way back, which is left to the scenario. */
export function trip(kind: FlowKind, as: Visitor, options: TripOptions = {}): Step[] {
  const { who = "ada", more, query, browser, ...rest } = options;
  const common = browser === undefined ? {} : { browser };
  return [
    ...start(kind, as, {
      ...common,
      ...(query !== undefined && { query }),
      ...(rest.flow && { flow: rest.flow }),
    }),
    leave(kind, as, { brief: true, ...common, ...rest }),
    atProvider(known(who, more)),
  ];
}

/** Signs somebody up through the provider, in a browser of their own unless named. */
export function member(who = "ada", { browser = "at home", provider = "peer" } = {}): Step[] {
  return [
    ...trip("registration", "html", { who, browser, provider, flow: `${who}-registration` }),
    back("html", { step: `sign up ${who}`, browser, brief: true }),
  ];
}
