// The client of v0alpha2 against today's answers: what most old clients do works without the older ones.
import { IdentityState } from "@ory/kratos-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createPerson,
  createWorld,
  flowIn,
  locationOf,
  newAddress,
  password,
  signedIn,
  tokenOf,
  type World,
} from "./world.js";

describe("the client of v0alpha2, with today's answers", () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld({ isOlder: false });
  });

  afterAll(async () => {
    await world.close();
  });

  it("signs up, in and out, natively", async () => {
    const person = await createPerson(world);
    const { api } = world.client("native");
    const started = await api.initializeSelfServiceLoginFlowWithoutBrowser();
    const flow = await api.getSelfServiceLoginFlow(started.data.id);
    const { data } = await api.submitSelfServiceLoginFlow(flow.data.id, undefined, {
      method: "password",
      password_identifier: person.address,
      password,
    });
    expect((await api.toSession(data.session_token)).data.identity.id).toBe(person.id);
    await api.submitSelfServiceLogoutFlowWithoutBrowser({ session_token: data.session_token ?? "" });
    expect((await api.toSession(data.session_token)).status).toBe(401);
  });

  it("signs up, in and out, in a browser", async () => {
    const script = world.client("script");
    const { api } = script;
    const started = await api.initializeSelfServiceRegistrationFlowForBrowsers();
    const flow = await api.getSelfServiceRegistrationFlow(started.data.id);
    const signedUp = await api.submitSelfServiceRegistrationFlow(flow.data.id, {
      method: "password",
      password,
      traits: { email: newAddress() },
      csrf_token: tokenOf(flow.data),
    });
    expect((await api.toSession()).data.identity.id).toBe(signedUp.data.identity.id);
    const { data } = await api.createSelfServiceLogoutFlowUrlForBrowsers();
    expect((await api.submitSelfServiceLogoutFlow(data.logout_token)).status).toBe(204);
    const again = await signedIn(world, await createPerson(world));
    expect((await again.api.toSession()).status).toBe(200);
  });

  it("changes settings", async () => {
    const person = await createPerson(world);
    const { api } = world.client("native");
    const started = await api.initializeSelfServiceSettingsFlowWithoutBrowser(person.token);
    const flow = await api.getSelfServiceSettingsFlow(started.data.id, person.token);
    const saved = await api.submitSelfServiceSettingsFlow(flow.data.id, person.token, {
      method: "password",
      password: "copper-lantern-2051",
    });
    expect([saved.status, saved.data.state]).toEqual([200, "success"]);
    const browser = await signedIn(world, await createPerson(world));
    expect((await browser.api.initializeSelfServiceSettingsFlowForBrowsers()).status).toBe(200);
  });

  it("recovers accounts and verifies addresses", async () => {
    const { address } = await createPerson(world);
    const { api } = world.client("native");
    for (const kind of ["Recovery", "Verification"] as const) {
      const started = await api[`initializeSelfService${kind}FlowWithoutBrowser`]();
      const flow = await api[`getSelfService${kind}Flow`](started.data.id);
      const body = { method: "link", email: address };
      const sent = await api[`submitSelfService${kind}Flow`](flow.data.id, undefined, body);
      expect([sent.status, sent.data.state]).toEqual([200, "sent_email"]);
      const begun = await world.client("page").api[`initializeSelfService${kind}FlowForBrowsers`]();
      expect(flowIn(locationOf(begun))).not.toBe("");
    }
  });

  it("begins a sign-in for a browser, and a sign-up for a native client", async () => {
    const begun = await world.client("page").api.initializeSelfServiceLoginFlowForBrowsers();
    expect(flowIn(locationOf(begun))).not.toBe("");
    const { api } = world.client("native");
    expect((await api.initializeSelfServiceRegistrationFlowWithoutBrowser()).status).toBe(200);
  });

  it("reads schemas, errors and the script for security keys", async () => {
    const { api } = world.client("script");
    expect((await api.getWebAuthnJavaScript()).status).toBe(200);
    expect((await api.listIdentitySchemas()).data.map(({ id }) => id)).toEqual(["person"]);
    expect((await api.getJsonSchema("person")).status).toBe(200);
    expect((await api.getSelfServiceError("stub:500")).status).toBe(200);
  });

  it("administrates identities", async () => {
    const { api } = world.client("admin");
    const made = await api.adminCreateIdentity({ schema_id: "person", traits: { email: newAddress() } });
    const { id } = made.data;
    expect((await api.adminGetIdentity(id)).data.id).toBe(id);
    expect((await api.adminListIdentities(100, 0)).data.map((each) => each.id)).toContain(id);
    const next = { schema_id: "person", traits: { email: newAddress() }, state: IdentityState.Active };
    expect((await api.adminUpdateIdentity(id, next)).data.traits).toEqual(next.traits);
    expect((await api.adminCreateSelfServiceRecoveryLink({ identity_id: id })).status).toBe(200);
    const person = await createPerson(world);
    expect((await api.adminDeleteIdentitySessions(person.id)).status).toBe(204);
    expect((await api.adminDeleteIdentity(id)).status).toBe(204);
  });

  it("gets today's shapes", async () => {
    const { token } = await createPerson(world);
    const { data } = await world.client("native").api.toSession(token);
    expect(data).toHaveProperty("devices");
    expect(data.identity).toHaveProperty("organization_id");
  });
});
