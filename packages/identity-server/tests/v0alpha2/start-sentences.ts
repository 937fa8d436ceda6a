// How flows begin and are fetched.
import type { V0alpha2Api } from "@ory/kratos-client";
import { expect } from "vitest";
import { of, type Sentence, type Worlds } from "./sentence.js";
import {
  addAuthenticator,
  bodyOf,
  cookieHeader,
  createPerson,
  errorOf,
  locationOf,
  password,
  signedIn,
  tokenOf,
  ui,
  type World,
} from "./world.js";

type Kind = "Login" | "Registration" | "Recovery" | "Verification" | "Settings";
type Says = readonly [says: string, test: (worlds: Worlds) => Promise<void>];

const foreign = "https://other.example/";
const pageOf = (kind: Kind) => `${ui}/${kind.toLowerCase()}`;

const begin = {
  Login: (api: V0alpha2Api, returnTo?: string) =>
    api.initializeSelfServiceLoginFlowForBrowsers(undefined, undefined, returnTo),
  Registration: (api: V0alpha2Api, returnTo?: string) =>
    api.initializeSelfServiceRegistrationFlowForBrowsers(returnTo),
  Recovery: (api: V0alpha2Api, returnTo?: string) =>
    api.initializeSelfServiceRecoveryFlowForBrowsers(returnTo),
  Verification: (api: V0alpha2Api, returnTo?: string) =>
    api.initializeSelfServiceVerificationFlowForBrowsers(returnTo),
  Settings: (api: V0alpha2Api, returnTo?: string) =>
    api.initializeSelfServiceSettingsFlowForBrowsers(returnTo),
};

const beginNatively = {
  Login: (api: V0alpha2Api, token?: string) =>
    api.initializeSelfServiceLoginFlowWithoutBrowser(undefined, undefined, token),
  Registration: (api: V0alpha2Api) => api.initializeSelfServiceRegistrationFlowWithoutBrowser(),
  Recovery: (api: V0alpha2Api) => api.initializeSelfServiceRecoveryFlowWithoutBrowser(),
  Verification: (api: V0alpha2Api) => api.initializeSelfServiceVerificationFlowWithoutBrowser(),
  Settings: (api: V0alpha2Api, token?: string) => api.initializeSelfServiceSettingsFlowWithoutBrowser(token),
};

const fetch = {
  Login: (api: V0alpha2Api, id: string, cookie?: string) => api.getSelfServiceLoginFlow(id, cookie),
  Registration: (api: V0alpha2Api, id: string, cookie?: string) =>
    api.getSelfServiceRegistrationFlow(id, cookie),
  Recovery: (api: V0alpha2Api, id: string, cookie?: string) => api.getSelfServiceRecoveryFlow(id, cookie),
  Verification: (api: V0alpha2Api, id: string, cookie?: string) =>
    api.getSelfServiceVerificationFlow(id, cookie),
  Settings: (api: V0alpha2Api, id: string, cookie?: string) =>
    api.getSelfServiceSettingsFlow(id, undefined, cookie),
};

/** A form without what it asks for. */
const submitNothing = {
  Login: (api: V0alpha2Api, id: string, csrf_token: string) =>
    api.submitSelfServiceLoginFlow(id, undefined, {
      method: "password",
      password_identifier: "",
      password: "",
      csrf_token,
    }),
  Registration: (api: V0alpha2Api, id: string, csrf_token: string) =>
    api.submitSelfServiceRegistrationFlow(id, { method: "password", password: "", traits: {}, csrf_token }),
  Recovery: (api: V0alpha2Api, id: string, csrf_token: string) =>
    api.submitSelfServiceRecoveryFlow(id, undefined, { method: "link", email: "", csrf_token }),
  Verification: (api: V0alpha2Api, id: string, csrf_token: string) =>
    api.submitSelfServiceVerificationFlow(id, undefined, { method: "link", email: "", csrf_token }),
  Settings: (api: V0alpha2Api, id: string, csrf_token: string) =>
    api.submitSelfServiceSettingsFlow(id, undefined, { method: "password", password: "", csrf_token }),
};

/** Somebody to begin with: settings are for whoever is signed in. */
async function visitor(world: World, kind: Kind, as: "page" | "script") {
  return kind === "Settings" ? signedIn(world, await createPerson(world), as) : world.client(as);
}

const startsFor = (kind: Kind): Says[] => [
  [
    "begins a flow for a browser, with cookies against forgery",
    async ({ usual }) => {
      const script = await visitor(usual, kind, "script");
      const { status, data } = await begin[kind](script.api);
      expect(status).toBe(200);
      expect(data.type).toBe("browser");
      expect([...script.cookies.keys()].some((name) => name.startsWith("csrf_token"))).toBe(true);
      expect(tokenOf(data)).not.toBe("");
    },
  ],
  [
    "leads a browser to the page of the flow, with the id in its address",
    async ({ usual }) => {
      const page = await visitor(usual, kind, "page");
      const started = await begin[kind](page.api);
      expect(started.status).toBe(303);
      expect(locationOf(started)).toMatch(new RegExp(`^${pageOf(kind)}\\?flow=[0-9a-f-]{36}$`));
    },
  ],
  [
    "gives a script the flow without leading anywhere",
    async ({ usual }) => {
      const script = await visitor(usual, kind, "script");
      const started = await begin[kind](script.api);
      expect(started.status).toBe(200);
      expect(locationOf(started)).toBe("");
      expect(started.data.ui.action).toContain(`/self-service/${kind.toLowerCase()}?flow=${started.data.id}`);
    },
  ],
  [
    "takes an address to return to, and refuses one that is not allowed",
    async ({ usual }) => {
      const script = await visitor(usual, kind, "script");
      const { data } = await begin[kind](script.api, `${ui}/back`);
      expect((await fetch[kind](script.api, data.id)).data.return_to).toBe(`${ui}/back`);
      expect((await begin[kind](script.api, foreign)).status).toBe(400);
    },
  ],
];

const signedInAlready = (kind: "Login" | "Registration" | "Recovery"): Says[] => [
  [
    "leads a browser away where somebody is signed in",
    async ({ usual }) => {
      const page = await signedIn(usual, await createPerson(usual), "page");
      expect(locationOf(await begin[kind](page.api))).toBe(`${ui}/welcome`);
    },
  ],
  [
    "answers 400 to a script where somebody is signed in",
    async ({ usual }) => {
      const script = await signedIn(usual, await createPerson(usual));
      const refused = await begin[kind](script.api);
      expect(refused.status).toBe(400);
      // Recovery had no id for it.
      expect(errorOf(refused).id).toBe(kind === "Recovery" ? undefined : "session_already_available");
    },
  ],
];

const nativeFor = (kind: Kind): Says[] => [
  [
    "begins a flow for a client without cookies",
    async ({ usual }) => {
      const native = usual.client("native");
      const { token } = await createPerson(usual);
      const { status, data } = await beginNatively[kind](native.api, kind === "Settings" ? token : undefined);
      expect(status).toBe(200);
      expect(data.type).toBe("api");
      expect(native.cookies.size).toBe(0);
      expect(tokenOf(data)).toBe("");
    },
  ],
];

const nativeSignedIn = (kind: "Login" | "Registration" | "Recovery"): Says => [
  "answers 400 where the session that comes along is good",
  async ({ usual }) => {
    const cookies = await signedIn(usual, await createPerson(usual));
    expect((await beginNatively[kind](cookies.api)).status).toBe(400);
  },
];

const fetchesFor = (kind: Kind): Says[] => [
  [
    "gives the flow as it stands",
    async ({ usual }) => {
      const script = await visitor(usual, kind, "script");
      const { data } = await begin[kind](script.api);
      const { status, data: found } = await fetch[kind](script.api, data.id);
      expect(status).toBe(200);
      expect(found).toMatchObject({ id: data.id, type: "browser", ui: { method: "POST" } });
      const none = await fetch[kind](script.api, "11111111-1111-4111-8111-111111111111");
      // Kratos 0.8.2 found nothing there, and said so with 200.
      expect([none.status, kind === "Verification" && none.data]).toEqual(
        kind === "Verification" ? [200, null] : [404, false],
      );
    },
  ],
  [
    "has what went wrong in the flow",
    async ({ usual }) => {
      const script = await visitor(usual, kind, "script");
      const { data } = await begin[kind](script.api);
      await submitNothing[kind](script.api, data.id, tokenOf(data));
      expect(JSON.stringify((await fetch[kind](script.api, data.id)).data.ui)).toContain('"type":"error"');
    },
  ],
  [
    "wants the cookies of the browser that began",
    async ({ usual }) => {
      const script = await visitor(usual, kind, "script");
      const { data } = await begin[kind](script.api);
      const refused = await fetch[kind](usual.client("script").api, data.id);
      expect(refused.status).toBe(kind === "Settings" ? 401 : 403);
    },
  ],
  [
    "takes the cookies that a server passes on",
    async ({ usual }) => {
      const script = await visitor(usual, kind, "script");
      const { data } = await begin[kind](script.api);
      const server = usual.client("native");
      expect((await fetch[kind](server.api, data.id, cookieHeader(script))).status).toBe(200);
    },
  ],
];

/** The document names session_already_available; a sign-in changes the browser's secret, and so Kratos finds that first. */
const keptFromSession = (kind: "Login" | "Registration"): Says => [
  "keeps a flow of before the sign-in from whoever is signed in",
  async ({ usual }) => {
    const person = await createPerson(usual);
    const script = usual.client("script");
    const { data } = await begin[kind](script.api);
    const known = await signedIn(usual, person);
    for (const [name, value] of known.cookies) script.cookies.set(name, value);
    const refused = await fetch[kind](script.api, data.id);
    expect([refused.status, errorOf(refused).id]).toEqual([403, "security_csrf_violation"]);
  },
];

const expires = (kind: "Login" | "Registration"): Says => [
  "answers 410 once the flow is over, with where to begin anew",
  async ({ expired, late }) => {
    const script = (kind === "Login" ? expired : late).client("script");
    const { data } = await begin[kind](script.api);
    const over = await fetch[kind](script.api, data.id);
    expect(over.status).toBe(410);
    expect(errorOf(over)).toMatchObject({ id: "self_service_flow_expired" });
  },
];

export const startSentences: Sentence[] = [
  ...of("initializeSelfServiceLoginFlowForBrowsers", [
    ...startsFor("Login"),
    ...signedInAlready("Login"),
    [
      "asks whoever is signed in once more, with refresh",
      async ({ usual }) => {
        const script = await signedIn(usual, await createPerson(usual));
        const { status, data } = await script.api.initializeSelfServiceLoginFlowForBrowsers(true);
        expect([status, data.refresh]).toEqual([200, true]);
      },
    ],
    [
      "shows a browser the sign-in once more, with refresh, and counts the session from that sign-in on",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const script = await signedIn(usual, person);
        const before = (await script.api.toSession()).data;
        const started = await script.api.initializeSelfServiceLoginFlowForBrowsers(true);
        const again = await script.api.submitSelfServiceLoginFlow(started.data.id, undefined, {
          method: "password",
          password_identifier: person.address,
          password,
          csrf_token: tokenOf(started.data),
        });
        expect(again.status).toBe(200);
        const after = (await script.api.toSession()).data;
        expect(after.id).toBe(before.id);
        const moment = (time = "") => Date.parse(time);
        expect(moment(after.authenticated_at)).toBeGreaterThan(moment(before.authenticated_at));
        const page = await signedIn(usual, person, "page");
        const shown = await page.api.initializeSelfServiceLoginFlowForBrowsers(true);
        expect(locationOf(shown)).toMatch(new RegExp(`^${pageOf("Login")}\\?flow=`));
      },
    ],
    [
      "asks for a second factor with aal2",
      async ({ usual }) => {
        const person = await createPerson(usual);
        await addAuthenticator(usual, person);
        const script = await signedIn(usual, person);
        const { data } = await script.api.initializeSelfServiceLoginFlowForBrowsers(false, "aal2");
        expect(data.requested_aal).toBe("aal2");
        expect(JSON.stringify(data.ui.nodes)).toContain("totp_code");
      },
    ],
    [
      "answers 401 to a second factor where there is no first",
      async ({ usual }) => {
        const { api } = usual.client("script");
        const refused = await api.initializeSelfServiceLoginFlowForBrowsers(false, "aal2");
        expect([refused.status, errorOf(refused).id]).toEqual([401, "session_aal1_required"]);
      },
    ],
  ]),
  ...of("initializeSelfServiceLoginFlowWithoutBrowser", [
    ...nativeFor("Login"),
    nativeSignedIn("Login"),
    [
      "names the reason where the session token that comes along is good",
      async ({ usual }) => {
        const { token } = await createPerson(usual);
        const refused = await beginNatively.Login(usual.client("native").api, token);
        expect([refused.status, errorOf(refused).id]).toEqual([400, "session_already_available"]);
      },
    ],
    [
      "begins all the same with refresh",
      async ({ usual }) => {
        const { token } = await createPerson(usual);
        const { api } = usual.client("native");
        const started = await api.initializeSelfServiceLoginFlowWithoutBrowser(true, undefined, token);
        expect([started.status, started.data.refresh]).toEqual([200, true]);
      },
    ],
    [
      "answers 401 to a second factor where there is no first",
      async ({ usual }) => {
        const { api } = usual.client("native");
        const refused = await api.initializeSelfServiceLoginFlowWithoutBrowser(false, "aal2");
        expect([refused.status, errorOf(refused).id]).toEqual([401, "session_aal1_required"]);
      },
    ],
  ]),
  ...of("initializeSelfServiceRegistrationFlowForBrowsers", [
    ...startsFor("Registration"),
    ...signedInAlready("Registration"),
  ]),
  ...of("initializeSelfServiceRegistrationFlowWithoutBrowser", [
    ...nativeFor("Registration"),
    nativeSignedIn("Registration"),
  ]),
  ...of("initializeSelfServiceRecoveryFlowForBrowsers", [
    ...startsFor("Recovery"),
    ...signedInAlready("Recovery"),
  ]),
  ...of("initializeSelfServiceRecoveryFlowWithoutBrowser", [
    ...nativeFor("Recovery"),
    nativeSignedIn("Recovery"),
  ]),
  ...of("initializeSelfServiceVerificationFlowForBrowsers", startsFor("Verification")),
  ...of("initializeSelfServiceVerificationFlowWithoutBrowser", nativeFor("Verification")),
  ...of("initializeSelfServiceSettingsFlowForBrowsers", [
    ...startsFor("Settings"),
    [
      "leads a browser to the sign-in where nobody is signed in",
      async ({ usual }) => {
        const page = usual.client("page");
        const started = await begin.Settings(page.api);
        expect([started.status, locationOf(started)]).toEqual([302, pageOf("Login")]);
      },
    ],
    [
      "answers 401 to a script where nobody is signed in",
      async ({ usual }) => {
        const refused = await begin.Settings(usual.client("script").api);
        expect([refused.status, errorOf(refused).id]).toEqual([401, "session_inactive"]);
      },
    ],
    [
      "wants the second factor of whoever has one: 403 for a script, the sign-in for a browser",
      async ({ usual }) => {
        const person = await createPerson(usual);
        await addAuthenticator(usual, person);
        const refused = await begin.Settings((await signedIn(usual, person)).api);
        expect([refused.status, errorOf(refused).id]).toEqual([403, "session_aal2_required"]);
        const page = await signedIn(usual, person, "page");
        expect(locationOf(await begin.Settings(page.api))).toContain("aal=aal2");
      },
    ],
  ]),
  ...of("initializeSelfServiceSettingsFlowWithoutBrowser", [
    ...nativeFor("Settings"),
    [
      "answers 403 to a session that lacks the second factor",
      async ({ usual }) => {
        const person = await createPerson(usual);
        await addAuthenticator(usual, person);
        const { api } = usual.client("native");
        const flow = await api.initializeSelfServiceLoginFlowWithoutBrowser();
        const { data } = await api.submitSelfServiceLoginFlow(flow.data.id, undefined, {
          method: "password",
          password_identifier: person.address,
          password,
        });
        const refused = await beginNatively.Settings(api, data.session_token);
        expect([refused.status, errorOf(refused).id]).toEqual([403, "session_aal2_required"]);
      },
    ],
    [
      "answers 401 without a good session token",
      async ({ usual }) => {
        const refused = await beginNatively.Settings(usual.client("native").api, "wrong");
        expect([refused.status, errorOf(refused).id]).toEqual([401, "session_inactive"]);
      },
    ],
  ]),
  ...of("getSelfServiceLoginFlow", [...fetchesFor("Login"), expires("Login"), keptFromSession("Login")]),
  ...of("getSelfServiceRegistrationFlow", [
    ...fetchesFor("Registration"),
    expires("Registration"),
    keptFromSession("Registration"),
  ]),
  ...of("getSelfServiceRecoveryFlow", fetchesFor("Recovery")),
  ...of("getSelfServiceVerificationFlow", fetchesFor("Verification")),
  ...of("getSelfServiceSettingsFlow", [
    ...fetchesFor("Settings"),
    [
      "takes a session token",
      async ({ usual }) => {
        const { token } = await createPerson(usual);
        const { api } = usual.client("native");
        const { data } = await beginNatively.Settings(api, token);
        expect((await api.getSelfServiceSettingsFlow(data.id, token)).data.id).toBe(data.id);
      },
    ],
    [
      "answers 403 to somebody else who is signed in",
      async ({ usual }) => {
        const script = await signedIn(usual, await createPerson(usual));
        const { data } = await begin.Settings(script.api);
        const other = await createPerson(usual);
        const refused = await usual.client("native").api.getSelfServiceSettingsFlow(data.id, other.token);
        expect([refused.status, errorOf(refused).id]).toEqual([403, "security_identity_mismatch"]);
      },
    ],
    [
      "answers 403 to a session that lacks the second factor",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const script = await signedIn(usual, person);
        const { data } = await begin.Settings(script.api);
        await addAuthenticator(usual, person);
        const refused = await fetch.Settings(script.api, data.id);
        expect([refused.status, errorOf(refused).id]).toEqual([403, "session_aal2_required"]);
      },
    ],
    [
      "leads from the admin port to the public one",
      async ({ usual }) => {
        const { api } = usual.client("admin");
        const refused = await fetch.Settings(api, "11111111-1111-4111-8111-111111111111");
        expect(refused.status).toBe(307);
        expect(bodyOf(refused)).toEqual({});
      },
    ],
  ]),
];
