// What went wrong, as JSON.
import { anyObject, closed, flag, open, ref, text, time, uuid, type Schema } from "../model.js";

const genericError = closed(
  { message: { ...text, description: "The class of error, as a sentence." } },
  {
    id: {
      ...text,
      description: "A stable name such as `session_inactive`. Only errors that a client acts on have one.",
    },
    code: { type: "integer", minimum: 400, maximum: 599, description: "The HTTP status." },
    status: { ...text, description: "The name of the HTTP status." },
    request: { ...text, description: "The `X-Request-ID` that came with the request." },
    reason: { ...text, description: "What happened in this case, and what to do." },
    debug: { ...text, description: "For developers; in development mode only." },
    details: { ...anyObject, description: "Depends on the error." },
  },
);

export const errorSchemas: Record<string, Schema> = {
  genericError,
  errorGeneric: closed({ error: ref("genericError") }),
  errorNoActiveSession: {
    ...closed({ error: ref("genericError") }, { CredentialsMissing: flag }),
    description: "Nobody is signed in.",
  },
  errorBrowserLocationChangeRequired: {
    ...closed({ error: ref("genericError"), redirect_browser_to: text }),
    description:
      "The browser has to go to `redirect_browser_to`; a script cannot follow a redirect there itself.",
  },
  errorAuthenticatorAssuranceLevelNotSatisfied: {
    ...closed({ error: ref("genericError"), redirect_browser_to: text }),
    description: "The session needs a second factor, which `redirect_browser_to` asks for.",
  },
  needsPrivilegedSessionError: {
    ...closed({ error: ref("genericError"), redirect_browser_to: text }),
    description: "The sign-in is too old for this change; `redirect_browser_to` repeats it.",
  },
  selfServiceFlowExpiredError: {
    ...closed(
      { error: ref("genericError"), use_flow_id: uuid },
      {
        expired_at: time,
        since: { type: "integer", description: "How long ago it ended, in nanoseconds." },
      },
    ),
    description: "The flow is over. Go on with the flow that `use_flow_id` names.",
  },
  errorFlowReplaced: {
    ...closed({ error: ref("genericError"), use_flow_id: uuid }),
    description: "Another flow, `use_flow_id`, has taken the place of this one.",
  },
  flowError: closed(
    { id: uuid, error: { ...open({}), description: "A `genericError`." } },
    { created_at: time, updated_at: time },
  ),
};
