// Bodies of answers in the shapes of v0alpha2. What a body is shows in its keys, so that one function serves every
// address.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { olderMessage } from "./messages.js";
import { olderNodes } from "./nodes.js";

/** @param path the address that answers with it */
export function olderBody(method: string, path: string, body: JsonValue): JsonValue {
  const older = olderShape(body);
  if (!isJsonObject(older)) return older;
  if (isJsonObject(older.error)) return { ...older, error: olderErrorAt(method, path, older.error) };
  // Credentials were told of where an identity was read, not where it was made or changed.
  if ((method === "POST" || method === "PUT") && path.startsWith("/identities")) {
    const { credentials: _credentials, ...rest } = older;
    return rest;
  }
  // A flow did not say where it leads before it was fetched.
  if (/\/(browser|api)$/.test(path)) {
    const { return_to: _returnTo, ...rest } = older;
    return rest;
  }
  return older;
}

function olderShape(body: JsonValue): JsonValue {
  if (Array.isArray(body)) return body.map(olderShape);
  if (!isJsonObject(body)) return body;
  if (isJsonObject(body.ui)) return olderFlow(body);
  if (isJsonObject(body.error)) return olderError(body);
  if (body.authenticator_assurance_level !== undefined) return olderSession(body);
  if (body.schema_id !== undefined && body.traits !== undefined) return olderIdentity(body);
  if (body.session !== undefined || body.identity !== undefined) return olderSuccess(body);
  return body;
}

type FlowKind = Parameters<typeof olderNodes>[0];

function olderFlow(flow: JsonObject): JsonObject {
  const kind = kindOf(flow);
  const { ui, identity, state, active, ...rest } = flow;
  const {
    organization_id: _organization,
    continue_with: _continue,
    transient_payload: _payload,
    identity_schema: _schema,
    oauth2_login_challenge: _challenge,
    session_token_exchange_code: _code,
    ...common
  } = rest;
  const hasState = kind !== "login" && kind !== "registration";
  const older = olderUi(kind, flow.type === "api", isJsonObject(ui) ? ui : {});
  // Today's flow names the method in use from its start on.
  const isUntouched = state === "choose_method" && !hasMessages(older);
  return {
    ...common,
    // Where somebody had been at a provider, only a sign-in named that method.
    ...(active !== undefined &&
      !(active === "oidc" && kind !== "login") &&
      !(hasState && isUntouched) && { active }),
    ui: older,
    ...(isJsonObject(identity) && { identity: olderIdentity(identity) }),
    ...(hasState && state !== undefined && { state }),
  };
}

/** The flow's kind stands in the address of its form; a verification that is over has another there. */
function kindOf({ ui, state }: JsonObject): FlowKind {
  const action = isJsonObject(ui) && typeof ui.action === "string" ? ui.action : "";
  const found = /\/self-service\/(login|registration|recovery|verification|settings)\b/.exec(action)?.[1];
  switch (found) {
    case "login":
    case "registration":
    case "recovery":
    case "settings":
      return found;
    default:
      return state === "show_form" || state === "success" ? "settings" : "verification";
  }
}

function olderUi(
  kind: FlowKind,
  isNative: boolean,
  { action, method, nodes, messages }: JsonObject,
): JsonObject {
  const list = (Array.isArray(messages) ? messages : []).filter(isJsonObject).map(olderMessage);
  const older = olderNodes(kind, nodes);
  return {
    action,
    method,
    nodes: isNative ? withoutProviders(older) : older,
    ...(list.length > 0 && { messages: list }),
  };
}

/** Native clients signed in by no provider. */
function withoutProviders(nodes: JsonObject[]): JsonObject[] {
  return nodes.filter(({ group }) => group !== "oidc");
}

/** That another flow is over is no message about what was sent to this one. */
const aboutThePreviousFlow = new Set<JsonValue | undefined>([4060004, 4060005, 4070001, 4070005]);

function hasMessages({ nodes, messages }: JsonObject): boolean {
  const atNodes = Array.isArray(nodes) ? nodes.filter(isJsonObject).map((node) => node.messages) : [];
  return [messages, ...atNodes]
    .flatMap((list) => (Array.isArray(list) ? list.filter(isJsonObject) : []))
    .some(({ id }) => !aboutThePreviousFlow.has(id));
}

function olderSession(session: JsonObject): JsonObject {
  const {
    devices: _devices,
    tokenized: _tokenized,
    authentication_methods: methods,
    identity,
    ...rest
  } = session;
  return {
    ...rest,
    authentication_methods: (Array.isArray(methods) ? methods : [])
      .filter(isJsonObject)
      .map(({ method, completed_at }) => ({ method, completed_at })),
    // Null where a second factor is wanted before it is told who it is.
    ...(identity !== undefined && { identity: isJsonObject(identity) ? olderIdentity(identity) : identity }),
  };
}

function olderIdentity(identity: JsonObject): JsonObject {
  const {
    external_id: _external,
    metadata_public: _public,
    metadata_admin: _admin,
    organization_id: _organization,
    credentials,
    ...rest
  } = identity;
  const { schema_id: schemaId, schema_url: schemaUrl } = identity;
  return {
    ...rest,
    ...(isJsonObject(credentials) && { credentials: olderCredentials(credentials) }),
    ...(typeof schemaId === "string" &&
      typeof schemaUrl === "string" && { schema_url: olderSchemaUrl(schemaUrl, schemaId) }),
  };
}

function olderCredentials(credentials: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(credentials).map(([type, credential]): [string, JsonValue | undefined] => {
      if (!isJsonObject(credential)) return [type, credential];
      const { version: _version, ...rest } = credential;
      return [type, rest];
    }),
  );
}

/** The id itself, where today's address has it encoded. */
function olderSchemaUrl(url: string, id: string): string {
  return url.replace(/[^/]*$/, encodeURIComponent(id));
}

/** What a sign-in or a sign-up answers. */
function olderSuccess(body: JsonObject): JsonObject {
  const { session, identity, continue_with: _continue, ...rest } = body;
  return {
    ...rest,
    ...(isJsonObject(session) && { session: olderSession(session) }),
    ...(isJsonObject(identity) && { identity: olderIdentity(identity) }),
  };
}

function olderError({ error, ...beside }: JsonObject): JsonObject {
  const { expired_at: _expired, CredentialsMissing: _missing, ...rest } = beside;
  if (!isJsonObject(error)) return rest;
  const { details, id, ...others } = error;
  const { identity_id: _identity, return_to: returnTo, ...told } = isJsonObject(details) ? details : {};
  const kept = { ...told, ...(returnTo !== "" && { return_to: returnTo }) };
  const hasDetails = Object.values(kept).some((value) => value !== undefined);
  const isExpiredNatively = typeof told.api === "string" && told.api.endsWith("/recovery/api");
  return {
    error: {
      ...(id !== undefined && !isExpiredNatively && { id }),
      ...others,
      ...(hasDetails && { details: kept }),
    },
    ...rest,
  };
}

/** What an error says of itself at its address: some had no id there, others no reason. */
function olderErrorAt(method: string, path: string, error: JsonObject): JsonObject {
  const { id, reason, ...rest } = error;
  const isSubmission = method === "POST" && !path.startsWith("/identities");
  const hasReason = error.code !== 409 && (error.code !== 404 || isSubmission);
  const hasId = !(path.startsWith("/self-service/recovery/") && id === "session_already_available");
  return {
    ...(hasId && id !== undefined && { id }),
    ...(hasReason && reason !== undefined && { reason }),
    ...rest,
  };
}
