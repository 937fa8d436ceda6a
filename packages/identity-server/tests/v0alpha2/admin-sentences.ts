import { IdentityState } from "@ory/kratos-client";
import { expect } from "vitest";
import { of, type Sentence } from "./sentence.js";
import {
  addAuthenticator,
  createPerson,
  errorOf,
  headerOf,
  locationOf,
  newAddress,
  password,
  signedIn,
} from "./world.js";

const identity = () => ({ schema_id: "person", traits: { email: newAddress() } });

export const adminSentences: Sentence[] = [
  ...of("adminCreateIdentity", [
    [
      "creates an identity",
      async ({ usual }) => {
        const { api } = usual.client("admin");
        const body = identity();
        const made = await api.adminCreateIdentity(body);
        expect(made).toMatchObject({ status: 201, data: { traits: body.traits, state: "active" } });
        expect((await api.adminGetIdentity(made.data.id)).data.traits).toEqual(body.traits);
      },
    ],
    [
      "sets no password and no other credential",
      async ({ usual }) => {
        const { api } = usual.client("admin");
        const body = { ...identity(), credentials: { password: { config: { password } } } };
        expect((await api.adminCreateIdentity(body)).status).toBe(400);
      },
    ],
  ]),
  ...of("adminCreateSelfServiceRecoveryLink", [
    [
      "makes a link that lets its holder back into the account",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const made = await usual
          .client("admin")
          .api.adminCreateSelfServiceRecoveryLink({ identity_id: person.id });
        expect(made.status).toBe(200);
        const { searchParams } = new URL(made.data.recovery_link);
        const page = usual.client("page");
        // Links are opened, not posted to; the client of the time can only post.
        const opened = await page.api.submitSelfServiceRecoveryFlow(
          searchParams.get("flow") ?? "",
          searchParams.get("token") ?? "",
          { method: "link", email: "" },
        );
        expect(locationOf(opened)).toMatch(/\/settings\?flow=/);
        expect((await page.api.toSession()).data.identity.id).toBe(person.id);
      },
    ],
  ]),
  ...of("adminDeleteIdentity", [
    [
      "deletes the identity with this id for good",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const { api } = usual.client("admin");
        expect((await api.adminDeleteIdentity(person.id)).status).toBe(204);
        expect((await api.adminGetIdentity(person.id)).status).toBe(404);
        expect((await usual.client("native").api.toSession(person.token)).status).toBe(401);
      },
    ],
    [
      "answers 204 once it is deleted; 404, as Kratos 0.8.2 does, where it was not found",
      async ({ usual }) => {
        const { api } = usual.client("admin");
        const { data } = await api.adminCreateIdentity(identity());
        expect((await api.adminDeleteIdentity(data.id)).status).toBe(204);
        expect((await api.adminDeleteIdentity(data.id)).status).toBe(404);
      },
    ],
  ]),
  ...of("adminDeleteIdentitySessions", [
    [
      "ends every session of an identity, on every device, for good",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const browser = await signedIn(usual, person);
        const { api } = usual.client("admin");
        expect((await api.adminDeleteIdentitySessions(person.id)).status).toBe(204);
        expect((await browser.api.toSession()).status).toBe(401);
        expect((await usual.client("native").api.toSession(person.token)).status).toBe(401);
      },
    ],
  ]),
  ...of("adminGetIdentity", [
    [
      "gives the identity with this id",
      async ({ usual }) => {
        const { id, address } = await createPerson(usual);
        const found = await usual.client("admin").api.adminGetIdentity(id);
        expect(found).toMatchObject({ status: 200, data: { id, traits: { email: address } } });
      },
    ],
    [
      "includes what providers gave, and no other credential",
      async ({ usual }) => {
        const { id } = await createPerson(usual);
        const { api } = usual.client("admin");
        expect((await api.adminGetIdentity(id, ["oidc"])).status).toBe(200);
        expect((await api.adminGetIdentity(id, ["password"])).status).toBe(400);
        expect(JSON.stringify((await api.adminGetIdentity(id, ["oidc"])).data)).not.toContain("hashed");
      },
    ],
  ]),
  ...of("adminListIdentities", [
    [
      "lists all identities, and searches for none",
      async ({ usual }) => {
        const { id } = await createPerson(usual);
        const listed = await usual.client("admin").api.adminListIdentities(1000);
        expect(listed.data.map((each) => each.id)).toContain(id);
        expect(headerOf(listed, "x-total-count")).toBe(String(listed.data.length));
      },
    ],
    [
      "shows so many on a page",
      async ({ usual }) => {
        await createPerson(usual);
        await createPerson(usual);
        expect((await usual.client("admin").api.adminListIdentities(2)).data).toHaveLength(2);
      },
    ],
    [
      "shows the page with this number, from 0 on",
      async ({ usual }) => {
        await createPerson(usual);
        await createPerson(usual);
        const { api } = usual.client("admin");
        const [first, second] = [await api.adminListIdentities(1, 0), await api.adminListIdentities(1, 1)];
        expect(first.data).toEqual((await api.adminListIdentities(1)).data);
        expect(first.data[0]?.id).not.toBe(second.data[0]?.id);
      },
    ],
  ]),
  ...of("adminUpdateIdentity", [
    [
      "replaces what the identity was",
      async ({ usual }) => {
        const { api } = usual.client("admin");
        const { data } = await api.adminCreateIdentity(identity());
        const next = { ...identity(), state: IdentityState.Active };
        const updated = await api.adminUpdateIdentity(data.id, next);
        expect(updated).toMatchObject({ status: 200, data: { id: data.id, traits: next.traits } });
      },
    ],
    [
      "sets no password and no other credential",
      async ({ usual }) => {
        const { api } = usual.client("admin");
        const { data } = await api.adminCreateIdentity(identity());
        const next = { ...identity(), state: IdentityState.Active, credentials: { password: {} } };
        expect((await api.adminUpdateIdentity(data.id, next)).status).toBe(400);
      },
    ],
    [
      "expects the whole identity and patches nothing",
      async ({ usual }) => {
        const { api } = usual.client("admin");
        const { data } = await api.adminCreateIdentity(identity());
        const partly = { state: "inactive" } as unknown as Parameters<typeof api.adminUpdateIdentity>[1];
        expect((await api.adminUpdateIdentity(data.id, partly)).status).toBe(400);
        expect((await api.adminGetIdentity(data.id)).data.state).toBe("active");
      },
    ],
    [
      "keeps the credentials",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const body = { schema_id: "person", traits: { email: person.address }, state: IdentityState.Active };
        await usual.client("admin").api.adminUpdateIdentity(person.id, body);
        expect((await (await signedIn(usual, person)).api.toSession()).status).toBe(200);
      },
    ],
  ]),
  ...of("getJsonSchema", [
    [
      "gives the schema with this id",
      async ({ usual }) => {
        const { api } = usual.client("native");
        expect(await api.getJsonSchema("person")).toMatchObject({
          status: 200,
          data: { properties: { traits: { type: "object" } } },
        });
        expect((await api.getJsonSchema("unknown")).status).toBe(404);
      },
    ],
  ]),
  ...of("listIdentitySchemas", [
    [
      "lists the schemas, so many on a page, from page 0 on",
      async ({ usual }) => {
        const { api } = usual.client("native");
        expect((await api.listIdentitySchemas()).data.map(({ id }) => id)).toEqual(["person"]);
        expect((await api.listIdentitySchemas(1, 0)).data).toHaveLength(1);
        expect((await api.listIdentitySchemas(1, 7)).data).toBeNull();
      },
    ],
  ]),
  ...of("getSelfServiceError", [
    [
      "gives the error that a person met",
      async ({ usual }) => {
        const page = usual.client("page");
        const refused = await page.api.initializeSelfServiceLoginFlowForBrowsers(false, "aal9");
        const id = new URL(locationOf(refused)).searchParams.get("id") ?? "";
        const { status, data } = await page.api.getSelfServiceError(id);
        expect(status).toBe(200);
        expect(errorOf({ data })).toMatchObject({ code: 400, status: "Bad Request" });
      },
    ],
    [
      "has a stub of a server error for whoever designs the page",
      async ({ usual }) => {
        const { status, data } = await usual.client("page").api.getSelfServiceError("stub:500");
        expect(status).toBe(200);
        expect(errorOf({ data }).code).toBe(500);
      },
    ],
  ]),
  ...of("getWebAuthnJavaScript", [
    [
      "gives the script that security keys need",
      async ({ usual }) => {
        const script = await usual.client("script").api.getWebAuthnJavaScript();
        expect(script.status).toBe(200);
        expect(headerOf(script, "content-type")).toMatch(/^text\/javascript/);
        expect(script.data).toContain("navigator.credentials");
      },
    ],
  ]),
  ...of("toSession", [
    [
      "tells who a cookie belongs to",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const browser = await signedIn(usual, person);
        expect((await browser.api.toSession()).data).toMatchObject({
          active: true,
          authenticator_assurance_level: "aal1",
          identity: { id: person.id },
        });
      },
    ],
    [
      "tells who a session token belongs to",
      async ({ usual }) => {
        const { id, token } = await createPerson(usual);
        expect((await usual.client("native").api.toSession(token)).data.identity.id).toBe(id);
      },
    ],
    [
      "answers 401 to whoever sends nothing, or nothing that counts",
      async ({ usual }) => {
        const { api } = usual.client("native");
        expect((await api.toSession()).status).toBe(401);
        expect((await api.toSession("MP2YWEMeM8MxjkGKpH4dqOQ4Q4DlSPaj")).status).toBe(401);
      },
    ],
    [
      "names what is missing: a session, or the second factor of whoever has one",
      async ({ usual }) => {
        const { api } = usual.client("native");
        const nobody = await api.toSession();
        // The document says session_inactive; Kratos 0.8.2 gave this one no id.
        expect([nobody.status, errorOf(nobody).id]).toEqual([401, undefined]);
        const person = await createPerson(usual);
        await addAuthenticator(usual, person);
        const halfway = await (await signedIn(usual, person)).api.toSession();
        expect([halfway.status, errorOf(halfway).id]).toEqual([403, "session_aal2_required"]);
      },
    ],
    [
      "names the identity in a header as well",
      async ({ usual }) => {
        const { id, token } = await createPerson(usual);
        const session = await usual.client("native").api.toSession(token);
        expect(headerOf(session, "x-kratos-authenticated-identity-id")).toBe(id);
      },
    ],
    [
      "takes the cookies that a server passes on, among others",
      async ({ usual }) => {
        const person = await createPerson(usual);
        const { cookies } = await signedIn(usual, person);
        const server = usual.client("native");
        server.cookies.set("theme", "dark");
        for (const [name, value] of cookies) server.cookies.set(name, value);
        expect((await server.api.toSession()).data.identity.id).toBe(person.id);
      },
    ],
  ]),
];
