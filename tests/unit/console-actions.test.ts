// What the console's acts do, and write down, where the service is slow to answer or somebody asks for odd things.
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { APP, configure, startFakeService } from "./fake-service";

const request = { headers: new Headers() };
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));
class Led extends Error {}
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Led(to);
  },
  notFound: () => {
    throw new Led("404");
  },
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

const service = await startFakeService();
configure(service);
const actions = await import("@/app/admin/identities/actions");
const { readAudit } = await import("@/lib/audit/audit-log");
const { database } = await import("@/lib/db/database");
const { migrate } = await import("@/lib/db/migrate");
const { ownNotes } = await import("@/lib/notes/notes");
const { ownSecurityEvents } = await import("@/lib/activity/security-events");
await migrate(database());

const ROOT = "d1c1d2f0-0000-4000-8000-00000000000a";
/** A person of their own for each test: the audit log keeps what was done to all of them. */
let count = 0;
let ada = "";
const identity = (id: string, more: object = {}) => ({
  id,
  schema_id: "person",
  traits: { email: `${id}@people.example` },
  ...more,
});

beforeEach(() => {
  service.reset();
  request.headers = new Headers({ cookie: "ory_kratos_session=s", origin: APP });
  ada = `d1c1d2f0-0000-4000-8000-${String(++count).padStart(12, "0")}`;
  signedIn(1);
  service.on(`GET /admin/identities/${ada}`, { status: 200, body: identity(ada) });
});
afterAll(() => service.stop());

/** An administrator who has signed in so many minutes ago. */
function signedIn(minutesAgo: number) {
  const root = identity(ROOT, { metadata_public: { roles: ["admin"] } });
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  service.on("GET /sessions/whoami", {
    status: 200,
    body: { id: "s1", authenticated_at: at, authenticator_assurance_level: "aal1", identity: root },
  });
  service.on(`GET /admin/identities/${ROOT}`, { status: 200, body: root });
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

/** Where an act leads, or what it comes back with. */
const outcome = (act: Promise<unknown>) =>
  act.catch((error: unknown) => (error instanceof Led ? error.message : Promise.reject(error as Error)));
const told = async (subjectId = ada) =>
  (await readAudit(database(), { filter: { subjectId }, limit: 10 })).entries;

describe("deleting an identity", () => {
  const remove = () => outcome(actions.remove(ada, {}, form({ confirm: "yes" })));

  it.each([
    ["somebody has been faster", { status: 404, body: { error: { code: 404 } } }],
    ["the answer is lost", "drop"],
  ] as const)("removes what is left and is written down where %s", async (_, reply) => {
    await ownNotes(database(), ada).add("goes");
    service.on(`DELETE /admin/identities/${ada}`, reply);
    service.on(`GET /admin/identities/${ada}`, { status: 404, body: { error: { code: 404 } } });
    expect(await remove()).toBe("/admin/identities");
    expect(await ownNotes(database(), ada).list()).toEqual([]);
    expect(await told()).toMatchObject([{ action: "identity.deleted", actorId: ROOT, details: {} }]);
  });

  it("is written down as unknown where nobody can tell, and leaves the rest alone", async () => {
    const note = await ownNotes(database(), ada).add("stays");
    service.on(`DELETE /admin/identities/${ada}`, "drop");
    expect(await remove()).toMatchObject({ problem: expect.any(String) as string });
    expect(await ownNotes(database(), ada).list()).toEqual([note]);
    expect(await told()).toMatchObject([{ action: "identity.deleted", details: { outcome: "unknown" } }]);
  });
});

describe("an act whose answer is lost", () => {
  it("is written down as unknown, and not told to the person as done", async () => {
    service.on(`DELETE /admin/identities/${ada}/sessions`, "drop");
    await actions.revokeAll(ada);
    expect(await told()).toMatchObject([{ action: "sessions.revoked", details: { outcome: "unknown" } }]);
    expect(await ownSecurityEvents(database(), ada).list()).toEqual([]);
  });

  it("is not written down where the service refused", async () => {
    service.on(`DELETE /admin/identities/${ada}/sessions`, { status: 400, body: { error: { code: 400 } } });
    await actions.revokeAll(ada);
    expect(await told()).toEqual([]);
  });
});

describe("an act on something that is no id", () => {
  it.each(["\0", "../sessions", "", "x"])(
    "is refused without asking the service to do it: %j",
    async (odd) => {
      const acts = [
        actions.saveTraits(odd, {}, form({})),
        actions.saveMetadata(odd, {}, form({ metadata_public: "{}" })),
        actions.setState(odd, "inactive"),
        actions.setState(ada, odd as "active"),
        actions.removeCredential(odd, {}, form({ type: "totp" })),
        actions.revokeOne(odd),
        actions.revokeAll(odd),
        actions.handOutRecovery(odd, {}, form({ kind: "link" })),
        actions.remove(odd, {}, form({ confirm: "yes" })),
      ];
      for (const act of acts)
        expect(await outcome(act)).toMatchObject({ problem: expect.any(String) as string });
      expect(service.seen.filter(({ method }) => method !== "GET")).toEqual([]);
      expect(await told(odd)).toEqual([]);
    },
  );
});

describe("an act that gives somebody an account or takes it away", () => {
  const acts = {
    saveTraits: () => actions.saveTraits(ada, {}, form({ "traits.email": "x@people.example" })),
    saveMetadata: () => actions.saveMetadata(ada, {}, form({ metadata_public: '{"roles":["admin"]}' })),
    removeCredential: () => actions.removeCredential(ada, {}, form({ type: "totp" })),
    handOutRecovery: () => actions.handOutRecovery(ada, {}, form({ kind: "code" })),
    remove: () => actions.remove(ada, {}, form({ confirm: "yes" })),
  };

  it.each(Object.entries(acts))("asks for a recent sign-in first: %s", async (_, act) => {
    signedIn(16);
    expect(await outcome(act())).toMatchObject({
      prove: { href: `/login?refresh=true&return_to=${encodeURIComponent(`/admin/identities/${ada}`)}` },
    });
    expect(service.seen.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it("keeps what was typed meanwhile", async () => {
    signedIn(16);
    const texts = { metadata_public: '{"a":1}', metadata_admin: "{" };
    expect(await actions.saveMetadata(ada, {}, form(texts))).toMatchObject({ texts });
  });

  it("goes on after it", async () => {
    service.on(`PATCH /admin/identities/${ada}`, { status: 200, body: identity(ada) });
    expect(await actions.saveMetadata(ada, {}, form({}))).toMatchObject({
      done: expect.any(String) as string,
    });
  });
});

describe("ending a session", () => {
  const id = "d1c1d2f0-0000-4000-8000-0000000000ff";

  it("is written down with the owner that the service names", async () => {
    service.on(`GET /admin/sessions/${id}`, { status: 200, body: { id, identity: { id: ada } } });
    service.on(`DELETE /admin/sessions/${id}`, { status: 204 });
    expect(await actions.revokeOne(id)).toMatchObject({ done: expect.any(String) as string });
    expect(await told(id)).toMatchObject([{ action: "session.revoked", details: { identity: ada } }]);
  });
});
