// A walk through all operations with one of Ory's TypeScript clients. What differs between them is in their adapters.

export interface Answer {
  status: number;
  data: Record<string, unknown>;
  /** Where the answer is a list. */
  list: Record<string, unknown>[];
  /** Cookies that the answer sets, ready for the next request. */
  cookie: string;
}

/** Calls an operation by its name; `error` gives the status that it is refused with. */
export interface Client {
  call: (operation: string, parameters?: Record<string, unknown>, cookie?: string) => Promise<Answer>;
}

export const password = "nunuwzhzg!!8";

export type Check = (isSo: boolean, what: string) => void;

/** @returns when every operation has answered as it should */
export async function walkAll({ call }: Client, check: Check): Promise<void> {
  await askForMetadata(call, check);
  const email = `walk-${String(Date.now())}@clients.example`;
  const token = await signUp(call, check, email);
  await useSessions(call, check, email, token);
  await useSettings(call, check, email);
  await proveAddress(call, check, email);
  await useBrowser(call, check, email);
  const id = await administer(call, check);
  await administerSessions(call, check, email);
  await readMail(call, check);
  check((await call("deleteIdentity", { id })).status === 204, "deleteIdentity");
}

type Call = Client["call"];

async function askForMetadata(call: Call, check: Check): Promise<void> {
  check(typeof (await call("getVersion")).data["version"] === "string", "getVersion");
  const schemas = await call("listIdentitySchemas");
  const id = textAt(schemas.list[0], "id");
  check((await call("getIdentitySchema", { id })).status === 200, "getIdentitySchema");
  check((await call("getWebAuthnJavaScript")).status === 200, "getWebAuthnJavaScript");
  check((await call("getFlowError", { id: "stub:500" })).status === 200, "getFlowError");
  const exchange = await call("exchangeSessionToken", { initCode: "a", returnToCode: "b" });
  check(exchange.status === 404, "exchangeSessionToken of unknown codes");
}

async function signUp(call: Call, check: Check, email: string): Promise<string> {
  const flow = await call("createNativeRegistrationFlow");
  const id = textAt(flow.data, "id");
  check((await call("getRegistrationFlow", { id })).data["id"] === id, "getRegistrationFlow");
  const updateRegistrationFlowBody = { method: "password", password, traits: { email } };
  const signedUp = await call("updateRegistrationFlow", { flow: id, updateRegistrationFlowBody });
  check(signedUp.status === 200, "updateRegistrationFlow");
  return textAt(signedUp.data, "session_token");
}

async function signIn(call: Call, check: Check, email: string): Promise<string> {
  const id = textAt((await call("createNativeLoginFlow")).data, "id");
  check((await call("getLoginFlow", { id })).data["id"] === id, "getLoginFlow");
  const wrong = { method: "password", identifier: email, password: "wrong" };
  check(
    (await call("updateLoginFlow", { flow: id, updateLoginFlowBody: wrong })).status === 400,
    "a wrong password",
  );
  const updateLoginFlowBody = { method: "password", identifier: email, password };
  const signedIn = await call("updateLoginFlow", { flow: id, updateLoginFlowBody });
  check(signedIn.status === 200, "updateLoginFlow");
  return textAt(signedIn.data, "session_token");
}

async function useSessions(call: Call, check: Check, email: string, token: string): Promise<void> {
  const xSessionToken = token;
  const whoami = await call("toSession", { xSessionToken });
  check(whoami.data["active"] === true, "toSession");
  check(whoami.data["expires_at"] !== undefined, "toSession has times");
  const tokenized = await call("toSession", { xSessionToken, tokenizeAs: "plain" });
  check(String(tokenized.data["tokenized"]).split(".").length === 3, "toSession makes a token");
  await signIn(call, check, email);
  await signIn(call, check, email);
  const { list } = await call("listMySessions", { xSessionToken });
  check(list.length === 2, "listMySessions");
  const ended = await call("disableMySession", { id: textAt(list[0], "id"), xSessionToken });
  check(ended.status === 204, "disableMySession");
  check(
    (await call("disableMyOtherSessions", { xSessionToken })).data["count"] !== undefined,
    "disableMyOtherSessions",
  );
  const performNativeLogoutBody = { session_token: token };
  check(
    (await call("performNativeLogout", { performNativeLogoutBody })).status === 204,
    "performNativeLogout",
  );
  check((await call("toSession", { xSessionToken })).status === 401, "toSession once signed out");
}

async function useSettings(call: Call, check: Check, email: string): Promise<void> {
  const xSessionToken = await signIn(call, check, email);
  const id = textAt((await call("createNativeSettingsFlow", { xSessionToken })).data, "id");
  check((await call("getSettingsFlow", { id, xSessionToken })).data["id"] === id, "getSettingsFlow");
  const updateSettingsFlowBody = { method: "profile", traits: { email, name: { first: "Ada" } } };
  const saved = await call("updateSettingsFlow", { flow: id, updateSettingsFlowBody, xSessionToken });
  check(saved.data["state"] === "success", "updateSettingsFlow");
}

async function proveAddress(call: Call, check: Check, email: string): Promise<void> {
  for (const kind of ["Recovery", "Verification"]) {
    const id = textAt((await call(`createNative${kind}Flow`)).data, "id");
    check((await call(`get${kind}Flow`, { id })).data["id"] === id, `get${kind}Flow`);
    const body = { [`update${kind}FlowBody`]: { method: "code", email } };
    const asked = await call(`update${kind}Flow`, { flow: id, ...body });
    check(asked.data["state"] === "sent_email", `update${kind}Flow`);
  }
}

async function useBrowser(call: Call, check: Check, email: string): Promise<void> {
  for (const kind of ["Login", "Registration", "Recovery", "Verification"]) {
    check((await call(`createBrowser${kind}Flow`)).data["id"] !== undefined, `createBrowser${kind}Flow`);
  }
  const flow = await call("createBrowserLoginFlow");
  const updateLoginFlowBody = {
    method: "password",
    identifier: email,
    password,
    csrf_token: csrfToken(flow.data),
  };
  const signedIn = await call(
    "updateLoginFlow",
    { flow: textAt(flow.data, "id"), updateLoginFlowBody },
    flow.cookie,
  );
  check(signedIn.status === 200, "updateLoginFlow in a browser");
  const { cookie } = signedIn;
  check((await call("toSession", {}, cookie)).status === 200, "toSession by cookie");
  check(
    (await call("createBrowserSettingsFlow", {}, cookie)).data["id"] !== undefined,
    "createBrowserSettingsFlow",
  );
  const logout = await call("createBrowserLogoutFlow", {}, cookie);
  const token = textAt(logout.data, "logout_token");
  check((await call("updateLogoutFlow", { token }, cookie)).status === 204, "updateLogoutFlow");
  check((await call("toSession", {}, cookie)).status === 401, "toSession once signed out of a browser");
}

async function administer(call: Call, check: Check): Promise<string> {
  const mark = String(Date.now());
  const createIdentityBody = {
    schema_id: "person",
    traits: { email: `made-${mark}@clients.example` },
    external_id: `external-${mark}`,
    credentials: { password: { config: { password } } },
  };
  const created = await call("createIdentity", { createIdentityBody });
  check(created.status === 201, "createIdentity");
  const id = textAt(created.data, "id");
  check((await call("listIdentities", { pageSize: 2 })).list.length > 0, "listIdentities");
  const shown = await call("getIdentity", { id, includeCredential: ["password"] });
  check(shown.data["credentials"] !== undefined, "getIdentity");
  const found = await call("getIdentityByExternalID", { externalID: `external-${mark}` });
  check(found.data["id"] === id, "getIdentityByExternalID");
  const { schema_id, traits } = createIdentityBody;
  const updateIdentityBody = { schema_id, traits, state: "inactive" };
  const replaced = await call("updateIdentity", { id, updateIdentityBody });
  check(replaced.data["state"] === "inactive", "updateIdentity");
  const jsonPatch = [{ op: "replace", path: "/state", value: "active" }];
  check((await call("patchIdentity", { id, jsonPatch })).data["state"] === "active", "patchIdentity");
  const patchIdentitiesBody = {
    identities: [{ create: { schema_id, traits: { email: `batch-${mark}@clients.example` } } }],
  };
  check((await call("batchPatchIdentities", { patchIdentitiesBody })).status === 200, "batchPatchIdentities");
  const none = await call("deleteIdentityCredentials", { id, type: "lookup_secret" });
  check(none.status === 404, "deleteIdentityCredentials of what is not there");
  const createRecoveryCodeForIdentityBody = { identity_id: id };
  const code = await call("createRecoveryCodeForIdentity", { createRecoveryCodeForIdentityBody });
  check(typeof code.data["recovery_code"] === "string", "createRecoveryCodeForIdentity");
  const createRecoveryLinkForIdentityBody = { identity_id: id };
  const link = await call("createRecoveryLinkForIdentity", { createRecoveryLinkForIdentityBody });
  check(typeof link.data["recovery_link"] === "string", "createRecoveryLinkForIdentity");
  return id;
}

async function administerSessions(call: Call, check: Check, email: string): Promise<void> {
  const xSessionToken = await signIn(call, check, email);
  const whoami = await call("toSession", { xSessionToken });
  const id = textAt(whoami.data, "id");
  const identity = textAt(whoami.data["identity"], "id");
  check((await call("listSessions", { pageSize: 10, expand: ["identity"] })).list.length > 0, "listSessions");
  check((await call("getSession", { id, expand: ["identity", "devices"] })).data["id"] === id, "getSession");
  check((await call("extendSession", { id })).status === 200, "extendSession");
  check((await call("listIdentitySessions", { id: identity })).list.length > 0, "listIdentitySessions");
  check((await call("disableSession", { id })).status === 204, "disableSession");
  check((await call("toSession", { xSessionToken })).status === 401, "toSession of a disabled session");
  check((await call("deleteIdentitySessions", { id: identity })).status === 204, "deleteIdentitySessions");
}

async function readMail(call: Call, check: Check): Promise<void> {
  let { list } = await call("listCourierMessages", { pageSize: 10 });
  // Mails are written after the answer that they belong to.
  for (let tries = 0; tries < 200 && list.length === 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    ({ list } = await call("listCourierMessages", { pageSize: 10 }));
  }
  const id = textAt(list[0], "id");
  check((await call("getCourierMessage", { id })).data["id"] === id, "getCourierMessage");
}

function textAt(value: unknown, key: string): string {
  const text: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  if (typeof text !== "string") throw new Error(`There is no text at "${key}": ${JSON.stringify(value)}`);
  return text;
}

function csrfToken(flow: unknown): string {
  const token = /"name":"csrf_token"[^}]*?"value":"([^"]+)"/.exec(JSON.stringify(flow))?.[1];
  if (token === undefined) throw new Error("The flow has no CSRF token.");
  return token;
}
