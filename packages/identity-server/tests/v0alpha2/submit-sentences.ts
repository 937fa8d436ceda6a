// What becomes of what is sent to a flow, and of signing out.
import { expect } from "vitest";
import { of, type Sentence } from "./sentence.js";
import {
  bodyOf,
  createPerson,
  errorOf,
  flowIn,
  locationOf,
  newAddress,
  password,
  signedIn,
  tokenOf,
  ui,
  valueOf,
  type Client,
  type Person,
} from "./world.js";

const right = ({ address }: Pick<Person, "address">) => ({
  method: "password",
  password_identifier: address,
  password,
});
const newPerson = () => ({ method: "password", password, traits: { email: newAddress() } });
const otherPassword = "copper-lantern-2051";

/** A flow of a page: its id, and the token of its form. */
async function open(
  page: Client,
  kind: "Login" | "Registration" | "Recovery" | "Verification" | "Settings",
  returnTo?: string,
): Promise<{ id: string; csrf_token: string }> {
  const { api } = page;
  const started =
    kind === "Login"
      ? await api.initializeSelfServiceLoginFlowForBrowsers(undefined, undefined, returnTo)
      : await api[`initializeSelfService${kind}FlowForBrowsers`](returnTo);
  const id = locationOf(started) === "" ? started.data.id : flowIn(locationOf(started));
  const { data } = await api[`getSelfService${kind}Flow`](id);
  // What cannot be fetched any more has no form either.
  return { id, csrf_token: "ui" in data ? tokenOf(data) : "" };
}

export const submitSentences: Sentence[] = [
  ...of("submitSelfServiceLoginFlow", [
    [
      "gives a native client a session and its token",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const { api } = usual.client("native");
        const flow = await api.initializeSelfServiceLoginFlowWithoutBrowser();
        const { status, data } = await api.submitSelfServiceLoginFlow(flow.data.id, undefined, right(person));
        expect(status).toBe(200);
        expect((await api.toSession(data.session_token)).data.identity.id).toBe(person.id);
      },
    ],
    [
      "leads a browser on, or back to the form that says what is wrong",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const page = usual.client("page");
        const { id, csrf_token } = await open(page, "Login", `${ui}/back`);
        const wrong = { ...right(person), password: "wrong-password", csrf_token };
        const refused = await page.api.submitSelfServiceLoginFlow(id, undefined, wrong);
        // JSON was sent, and so JSON is answered, as Kratos does; a form posted as one is led back.
        expect(refused.status).toBe(400);
        const done = await page.api.submitSelfServiceLoginFlow(id, undefined, {
          ...right(person),
          csrf_token,
        });
        expect(done.status).toBe(200);
        expect((await page.api.toSession()).data.identity.id).toBe(person.id);
      },
    ],
    [
      "gives a script the session in a body and in a cookie",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const script = await signedIn(usual, person);
        expect([...script.cookies.keys()]).toContain("ory_kratos_session");
        expect((await script.api.toSession()).data.identity.id).toBe(person.id);
      },
    ],
    [
      "answers 400 to a form that is wrong, with the flow",
      async ({ usual }) => {
        const { api } = usual.client("native");
        const flow = await api.initializeSelfServiceLoginFlowWithoutBrowser();
        const body = { ...right({ address: newAddress() }) };
        const refused = await api.submitSelfServiceLoginFlow(flow.data.id, undefined, body);
        expect(refused.status).toBe(400);
        expect(bodyOf(refused)).toMatchObject({ id: flow.data.id, ui: { messages: [{ id: 4000006 }] } });
      },
    ],
    [
      "names another flow once this one is over",
      async ({ expired }) => {
        const { api } = expired.client("native");
        const flow = await api.initializeSelfServiceLoginFlowWithoutBrowser();
        const body = right({ address: newAddress() });
        const over = await api.submitSelfServiceLoginFlow(flow.data.id, undefined, body);
        expect(over.status).toBe(410);
        expect(bodyOf(over).use_flow_id).toEqual(expect.any(String));
      },
    ],
    [
      "refuses a form that another site may have sent",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const script = usual.client("script");
        const { id } = await open(script, "Login");
        const refused = await script.api.submitSelfServiceLoginFlow(id, undefined, right(person));
        expect([refused.status, errorOf(refused).id]).toEqual([403, "security_csrf_violation"]);
      },
    ],
    [
      "refuses whoever is signed in, with 400",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const { api } = usual.client("native");
        const flow = await api.initializeSelfServiceLoginFlowWithoutBrowser();
        const refused = await api.submitSelfServiceLoginFlow(flow.data.id, person.token, right(person));
        // The document speaks of an error with an id; Kratos 0.8.2 tells it in the flow.
        expect(refused.status).toBe(400);
        expect(bodyOf(refused)).toMatchObject({ id: flow.data.id, ui: { messages: [{ id: 4000001 }] } });
      },
    ],
  ]),
  ...of("submitSelfServiceRegistrationFlow", [
    [
      "gives a native client the identity and, with the hook, a session and its token",
      async ({ usual }) => {
        const { api } = usual.client("native");
        const flow = await api.initializeSelfServiceRegistrationFlowWithoutBrowser();
        const body = newPerson();
        const { status, data } = await api.submitSelfServiceRegistrationFlow(flow.data.id, body);
        expect([status, data.identity.traits]).toEqual([200, body.traits]);
        expect((await api.toSession(data.session_token)).data.id).toBe(data.session?.id);
      },
    ],
    [
      "gives a script the identity in a body and the session in a cookie",
      async ({ usual }) => {
        const script = usual.client("script");
        const { id, csrf_token } = await open(script, "Registration");
        const done = await script.api.submitSelfServiceRegistrationFlow(id, { ...newPerson(), csrf_token });
        expect([done.status, done.data.session_token]).toEqual([200, undefined]);
        expect((await script.api.toSession()).data.identity.id).toBe(done.data.identity.id);
      },
    ],
    [
      "answers 400 to a form that is wrong, with the flow",
      async ({ usual }) => {
        const { api } = usual.client("native");
        const flow = await api.initializeSelfServiceRegistrationFlowWithoutBrowser();
        const refused = await api.submitSelfServiceRegistrationFlow(flow.data.id, {
          ...newPerson(),
          password: "kz7",
        });
        expect(refused.status).toBe(400);
        expect(JSON.stringify(bodyOf(refused).ui)).toContain("4000005");
      },
    ],
    [
      "names another flow once this one is over",
      async ({ late }) => {
        const { api } = late.client("native");
        const flow = await api.initializeSelfServiceRegistrationFlowWithoutBrowser();
        const over = await api.submitSelfServiceRegistrationFlow(flow.data.id, newPerson());
        expect(over.status).toBe(410);
        expect(bodyOf(over).use_flow_id).toEqual(expect.any(String));
      },
    ],
    [
      "refuses a form that another site may have sent, and whoever is signed in",
      async ({ usual }) => {
        const script = usual.client("script");
        const { id } = await open(script, "Registration");
        const forged = await script.api.submitSelfServiceRegistrationFlow(id, newPerson());
        expect([forged.status, errorOf(forged).id]).toEqual([403, "security_csrf_violation"]);
        const known = await signedIn(usual, await createPerson(usual));
        const refused = await known.api.submitSelfServiceRegistrationFlow(id, newPerson());
        expect([refused.status, errorOf(refused).id]).toEqual([400, "session_already_available"]);
      },
    ],
  ]),
  ...(["Recovery", "Verification"] as const).flatMap((kind) =>
    of(`submitSelfService${kind}Flow`, [
      [
        "takes an address, sends a link to it, and says so in the flow",
        async ({ usual }) => {
          const { address } = await createPerson(usual);
          const { api } = usual.client("native");
          const flow = await api[`initializeSelfService${kind}FlowWithoutBrowser`]();
          const sent = await api[`submitSelfService${kind}Flow`](flow.data.id, undefined, {
            method: "link",
            email: address,
          });
          expect([sent.status, sent.data.state]).toEqual([200, "sent_email"]);
          expect((await usual.link(kind, address)).flow).not.toBe("");
        },
      ],
      [
        "sends another link when it is asked again",
        async ({ usual }) => {
          const { address } = await createPerson(usual);
          const script = usual.client("script");
          const { id, csrf_token } = await open(script, kind);
          const submit = () =>
            script.api[`submitSelfService${kind}Flow`](id, undefined, {
              method: "link",
              email: address,
              csrf_token,
            });
          await submit();
          const again = await submit();
          expect([again.status, again.data.state, valueOf(again.data, "email")]).toEqual([
            200,
            "sent_email",
            address,
          ]);
        },
      ],
      [
        "answers 400 to a form that is wrong",
        async ({ usual }) => {
          const { api } = usual.client("native");
          const flow = await api[`initializeSelfService${kind}FlowWithoutBrowser`]();
          const refused = await api[`submitSelfService${kind}Flow`](flow.data.id, undefined, {
            method: "link",
            email: "",
          });
          expect(refused.status).toBe(400);
        },
      ],
      [
        "leads to a new flow once this one is over",
        async ({ expired }) => {
          const { api } = expired.client("native");
          const flow = await api[`initializeSelfService${kind}FlowWithoutBrowser`]();
          const over = await api[`submitSelfService${kind}Flow`](flow.data.id, undefined, {
            method: "link",
            email: newAddress(),
          });
          expect(over.status).toBe(303);
          expect(locationOf(over)).toContain(`/${kind.toLowerCase()}`);
        },
      ],
      [
        "leads whoever opens the link on, once",
        async ({ usual }) => {
          const { address } = await createPerson(usual);
          const script = usual.client("script");
          const { id, csrf_token } = await open(script, kind);
          const body = { method: "link", email: address, csrf_token };
          await script.api[`submitSelfService${kind}Flow`](id, undefined, body);
          const { flow, token } = await usual.link(kind, address);
          const page = usual.client("page");
          const opened = await page.api[`submitSelfService${kind}Flow`](flow, token, body);
          expect(opened.status).toBe(303);
          expect(locationOf(opened)).toMatch(kind === "Recovery" ? /\/settings\?flow=/ : /\/dashboard$/);
        },
      ],
      [
        "leads a wrong link to a new flow that says so",
        async ({ usual }) => {
          const page = usual.client("page");
          const { id } = await open(page, kind);
          const body = { method: "link", email: "" };
          const opened = await page.api[`submitSelfService${kind}Flow`](id, "wrong", body);
          const next = flowIn(locationOf(opened));
          expect(next).not.toBe(id);
          const { data } = await page.api[`getSelfService${kind}Flow`](next);
          expect(data.ui.messages?.[0]?.id).toBe(kind === "Recovery" ? 4060004 : 4070001);
        },
      ],
    ]),
  ),
  ...of("submitSelfServiceSettingsFlow", [
    [
      "changes the password of a native client's session",
      async ({ usual }) => {
        const { token } = await createPerson(usual);
        const { api } = usual.client("native");
        const { data } = await api.initializeSelfServiceSettingsFlowWithoutBrowser(token);
        const body = { method: "password", password: otherPassword };
        const saved = await api.submitSelfServiceSettingsFlow(data.id, token, body);
        expect([saved.status, saved.data.state]).toEqual([200, "success"]);
      },
    ],
    [
      "gives a script the flow with the identity as it is now",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const script = await signedIn(usual, person);
        const { id, csrf_token } = await open(script, "Settings");
        const traits = { email: person.address, name: { first: "Ada" } };
        const body = { method: "profile", traits, csrf_token };
        const saved = await script.api.submitSelfServiceSettingsFlow(id, undefined, body);
        expect([saved.status, saved.data.identity.traits]).toEqual([200, traits]);
      },
    ],
    [
      "answers 400 to a form that is wrong",
      async ({ usual }) => {
        const { token } = await createPerson(usual);
        const { api } = usual.client("native");
        const { data } = await api.initializeSelfServiceSettingsFlowWithoutBrowser(token);
        const body = { method: "password", password: "kz7" };
        expect((await api.submitSelfServiceSettingsFlow(data.id, token, body)).status).toBe(400);
      },
    ],
    [
      "answers 401 without a good session",
      async ({ usual }) => {
        const { token } = await createPerson(usual);
        const { api } = usual.client("native");
        const { data } = await api.initializeSelfServiceSettingsFlowWithoutBrowser(token);
        const body = { method: "password", password: otherPassword };
        expect((await api.submitSelfServiceSettingsFlow(data.id, "wrong", body)).status).toBe(401);
        expect((await api.submitSelfServiceSettingsFlow(data.id, undefined, body)).status).toBe(401);
      },
    ],
    [
      "answers 403 where the sign-in is too old",
      async ({ late, expired }) => {
        expect(expired).not.toBe(late);
        const admin = late.client("admin");
        const made = await admin.api.adminCreateIdentity({
          schema_id: "person",
          traits: { email: newAddress() },
        });
        const link = await admin.api.adminCreateSelfServiceRecoveryLink({ identity_id: made.data.id });
        const { searchParams } = new URL(link.data.recovery_link);
        const page = late.client("page");
        const opened = await page.api.submitSelfServiceRecoveryFlow(
          searchParams.get("flow") ?? "",
          searchParams.get("token") ?? "",
          { method: "link", email: "" },
        );
        const settings = await page.api.getSelfServiceSettingsFlow(flowIn(locationOf(opened)));
        const body = {
          method: "password",
          password: otherPassword,
          csrf_token: tokenOf(settings.data),
        };
        const refused = await page.api.submitSelfServiceSettingsFlow(settings.data.id, undefined, body);
        expect([refused.status, errorOf(refused).id]).toEqual([403, "session_refresh_required"]);
      },
    ],
    [
      "answers 403 to somebody else who is signed in",
      async ({ usual }) => {
        const [owner, other] = [await createPerson(usual), await createPerson(usual)];
        const { api } = usual.client("native");
        const { data } = await api.initializeSelfServiceSettingsFlowWithoutBrowser(owner.token);
        const body = { method: "password", password: otherPassword };
        const refused = await api.submitSelfServiceSettingsFlow(data.id, other.token, body);
        expect([refused.status, errorOf(refused).id]).toEqual([403, "security_identity_mismatch"]);
      },
    ],
    [
      "refuses a form that another site may have sent",
      async ({ usual }) => {
        const script = await signedIn(usual, await createPerson(usual));
        const { id } = await open(script, "Settings");
        const body = { method: "password", password: otherPassword };
        const refused = await script.api.submitSelfServiceSettingsFlow(id, undefined, body);
        expect([refused.status, errorOf(refused).id]).toEqual([403, "security_csrf_violation"]);
      },
    ],
  ]),
  ...of("createSelfServiceLogoutFlowUrlForBrowsers", [
    [
      "gives the address that signs this browser out, and nobody else",
      async ({ usual }) => {
        const script = await signedIn(usual, await createPerson(usual));
        const other = await signedIn(usual, await createPerson(usual));
        const { status, data } = await script.api.createSelfServiceLogoutFlowUrlForBrowsers();
        expect(status).toBe(200);
        expect(data.logout_url).toContain(`/self-service/logout?token=${data.logout_token}`);
        expect((await other.api.submitSelfServiceLogoutFlow(data.logout_token)).status).toBe(403);
        expect((await other.api.toSession()).status).toBe(200);
      },
    ],
    [
      "answers 401 where nobody is signed in, to native clients as well",
      async ({ usual }) => {
        for (const kind of ["page", "script", "native"] as const) {
          const { status } = await usual.client(kind).api.createSelfServiceLogoutFlowUrlForBrowsers();
          expect(status).toBe(401);
        }
      },
    ],
    [
      "takes the cookies that a server passes on",
      async ({ usual }) => {
        const { cookies } = await signedIn(usual, await createPerson(usual));
        const header = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const { api } = usual.client("native");
        expect((await api.createSelfServiceLogoutFlowUrlForBrowsers(header)).status).toBe(200);
      },
    ],
  ]),
  ...of("submitSelfServiceLogoutFlow", [
    [
      "signs out and leads a browser back, to where it was asked to or to the configured address",
      async ({ usual }) => {
        for (const [returnTo, expected] of [
          [`${ui}/goodbye`, `${ui}/goodbye`],
          [undefined, `${ui}/login`],
        ] as const) {
          const page = await signedIn(usual, await createPerson(usual), "page");
          const { data } = await page.api.createSelfServiceLogoutFlowUrlForBrowsers();
          const out = await page.api.submitSelfServiceLogoutFlow(data.logout_token, returnTo);
          expect([out.status, locationOf(out)]).toEqual([303, expected]);
          expect((await page.api.toSession()).status).toBe(401);
        }
      },
    ],
    [
      "signs a script out with 204",
      async ({ usual }) => {
        const script = await signedIn(usual, await createPerson(usual));
        const { data } = await script.api.createSelfServiceLogoutFlowUrlForBrowsers();
        expect((await script.api.submitSelfServiceLogoutFlow(data.logout_token)).status).toBe(204);
        expect((await script.api.toSession()).status).toBe(401);
      },
    ],
  ]),
  ...of("submitSelfServiceLogoutFlowWithoutBrowser", [
    [
      "ends the session of a token with 204, also one that has ended before",
      async ({ usual }) => {
        const { token } = await createPerson(usual);
        const { api } = usual.client("native");
        const end = () => api.submitSelfServiceLogoutFlowWithoutBrowser({ session_token: token });
        expect((await end()).status).toBe(204);
        expect((await api.toSession(token)).status).toBe(401);
        expect((await end()).status).toBe(204);
      },
    ],
    [
      "answers 403 to a token that there is not",
      async ({ usual }) => {
        const { api } = usual.client("native");
        const refused = await api.submitSelfServiceLogoutFlowWithoutBrowser({ session_token: "wrong" });
        expect(refused.status).toBe(403);
      },
    ],
    [
      "leaves cookies alone",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const browser = await signedIn(usual, person);
        await browser.api.submitSelfServiceLogoutFlowWithoutBrowser({ session_token: person.token });
        expect((await browser.api.toSession()).status).toBe(200);
      },
    ],
  ]),
];
