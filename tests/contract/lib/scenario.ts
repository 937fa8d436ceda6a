// The form of a scenario: plain data, a list of requests with what each carries from one answer to the next.
// `{{name}}` in any string of a step stands for a value kept by an earlier step, `{{name|url}}` for the same
// escaped for a query, `{{name|totp}}` for the code that an authenticator app with that secret shows (`{{name|totp-1}}`:
// showed before); `{{run}}` is new in every run, as is `{{digits}}` (six of them), `{{public}}` is the public address of the server.

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * Who sends a request. `html`: a browser that shows pages. `spa`: a script in a browser, which asks for JSON.
 * Both hold cookies, in the jar that `browser` names. `native`: no cookies, JSON. `admin`: the admin listener.
 */
export type ClientKind = "html" | "spa" | "native" | "admin";

/**
 * What to keep of an answer: `body.<path>`, `node.<name>` (the value of that UI node), `onclick.<name>` (what the script of
 * that button is called with), `text.<id>.<path>` (of what the
 * text of that UI node says in its context), `location`, `location.<parameter>` (of its query), `cookie.<name>`,
 * `header.<name>`; or one query parameter of such a value.
 */
export type Keep = string | { parameter: string; of: string };

export interface RequestStep {
  /** Names the step within its scenario, in recordings and in the list of wanted differences. */
  step: string;
  as: ClientKind;
  /** Method and path with query: `POST /self-service/login?flow={{flow}}`. */
  send: string;
  /** The cookie jar; steps that name none share one. */
  browser?: string;
  /** Added to those of the client kind; `null` takes one of them away. */
  headers?: Record<string, string | null>;
  form?: Record<string, string | string[]>;
  json?: JsonValue;
  /** A body sent as it stands, with the content type given in `headers`. */
  raw?: string;
  keep?: Record<string, Keep>;
  /** The request is repeated until the answer has this status. */
  until?: number;
  /** Only prepares the ground: of its answer, the status alone is recorded and compared. */
  brief?: boolean;
  /** The body is a list, or a flow with nodes, whose order is left to chance: it is sorted once it is normalised. */
  anyOrder?: boolean;
}

/** Waits until so many mails to one address are in the courier's queue, and keeps what the newest one carries. */
export interface MailStep {
  step: string;
  mailTo: string;
  count: number;
  /** Only messages that have come so far: `sent`, `abandoned`. */
  status?: string;
  /** `code`: the six digits; `link`: the first address in it; or a query parameter of that link; `id`: the message's. */
  keep?: Record<string, "code" | "link" | "id" | { parameter: string }>;
}

/** Where a security key, or the browser it answers, departs from what is right. */
export interface KeyBehaviour {
  challenge?: string;
  origin?: string;
  rpId?: string;
  /** `webauthn.get` where it should be `webauthn.create`, or the other way round. */
  ceremony?: string;
  /** How often the key has signed; 0, as most passkeys say, unless given. */
  counter?: number;
  /** The model of the key; none unless given. */
  aaguid?: string;
  /** In base64url. */
  userHandle?: string;
  /** Nobody touched the key. */
  isPresent?: boolean;
  /** Whoever touched the key was not recognised. */
  isVerified?: boolean;
  /** The key is kept by a service that copies it to other devices. */
  isSynced?: boolean;
  /** The signature is of something else. */
  signsOther?: boolean;
}

/**
 * A security key or passkey in software answers the options of a ceremony: with a new credential, or by signing.
 * Under its name and `-id`, `-id-hex`, `-handle` and so on, what it is known by is kept.
 */
export interface KeyStep {
  step: string;
  /** Names the key. */
  key: string;
  does: "create" | "sign";
  /** The options as JSON, as a node of the form has them. */
  options: string;
  with?: KeyBehaviour;
  /** The name that the answer is kept under: JSON that a form sends on. */
  keep: string;
}

/**
 * Waits until the receiver has got so many requests of this scenario, which are those that have `{{run}}` or
 * `{{digits}}` in them, and records them all. `none`: shows that there are none.
 */
export interface ReceivedStep {
  step: string;
  received: number | "none";
  /** The path of the requests; else those of any path count. */
  path?: string;
  /** Several requests at once come in any order: they are sorted. */
  anyOrder?: boolean;
}

export type Step = RequestStep | MailStep | KeyStep | ReceivedStep;

export interface Scenario {
  /** Finishes the sentence "it ...". */
  name: string;
  /** The configuration, of config/variants.ts. */
  variant: string;
  steps: Step[];
  /** Needs a server that nobody else has written to: lists of all identities, sessions, messages. */
  alone?: boolean;
}

/** One file of scenarios, recorded into the recordings file of the same name. */
export interface Topic {
  topic: string;
  scenarios: Scenario[];
}
