// Who is told by mail of what: from the form that was posted to the mail that lies in the inbox.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { APP, configure, flow, FLOW_ID, session, startFakeService } from "./fake-service";

const service = await startFakeService();
const INBOX = "/dev/inbox/messages";
configure(service, { MAIL_INBOX_URL: `${service.url}${INBOX}`, TRUST_PROXY: "1" });
const { POST: postForm } = await import("@/app/api/auth/[flow]/route");
const { POST: postDeletion } = await import("@/app/api/account/delete/route");
const { recordSecurityEvent } = await import("@/lib/activity/record");
const { lastLanguage, tellOfDeletionByAdministrator } = await import("@/lib/activity/deletion");
const { ownSecurityEvents } = await import("@/lib/activity/security-events");
const { database } = await import("@/lib/db/database");
const { migrate } = await import("@/lib/db/migrate");
const { securityMails } = await import("@/identity/security-mails");

const ADA = "ada@people.example";
const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
let person: { id: string };
let count = 0;

beforeAll(() => migrate(database()));
beforeEach(() => {
  service.reset();
  service.on(`POST ${INBOX}`, { status: 201, body: { id: "1" } });
  person = { id: `person-${String(count++)}` };
});
afterAll(() => service.stop());

interface Put {
  recipient: string;
  subject: string;
  text: string;
}

const mails = () => service.asked(`POST ${INBOX}`).map(({ body }) => JSON.parse(body) as Put);
const told = async (number = 1) => {
  await expect.poll(() => mails().length).toBe(number);
  return mails();
};
/** Waits until a mail for somebody else has come, which was asked for later. */
const nothingTold = async () => {
  const other = { id: `other-${String(count++)}`, ...addresses({ "other@people.example": true }) };
  await recordSecurityEvent(other.id, { kind: "passkey_added", account: other }, visitor());
  await expect.poll(() => mails().some(({ recipient }) => recipient === "other@people.example")).toBe(true);
  expect(mails().filter(({ recipient }) => recipient !== "other@people.example")).toEqual([]);
};

const addresses = (given: Record<string, boolean>) => ({
  verifiable_addresses: Object.entries(given).map(([value, verified]) => ({ value, verified, via: "email" })),
});
const account = (given: Record<string, boolean> = { [ADA]: true }) => ({
  ...person,
  traits: { email: Object.keys(given)[0] },
  ...addresses(given),
});
const visitor = (given: object = {}) => ({
  cookie: "",
  origin: APP,
  requestId: "request-1",
  userAgent: CHROME,
  acceptLanguage: undefined,
  address: "203.0.113.7",
  ...given,
});

function form(kind: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const request = new Request(`${APP}/api/auth/${kind}?flow=${FLOW_ID}`, {
    method: "POST",
    headers: {
      origin: APP,
      cookie: "ory_kratos_session=s",
      "user-agent": CHROME,
      "x-forwarded-for": "203.0.113.7",
      ...headers,
    },
    body: new URLSearchParams({ csrf_token: "t", ...fields }),
  });
  return postForm(request, { params: Promise.resolve({ flow: kind }) });
}

const saves = (after: object) =>
  service.on("POST /self-service/settings", {
    status: 200,
    body: { ...flow("settings"), state: "success", identity: after },
  });
const signedIn = (methods = ["password"], who: object = account()) =>
  service.on("POST /self-service/login", {
    status: 200,
    body: {
      session: {
        ...session,
        identity: who,
        authentication_methods: methods.map((method) => ({
          method,
          aal: "aal1",
          completed_at: "2026-01-01T00:00:00Z",
        })),
      },
    },
  });
const password = { method: "password", password: "x" };

describe("a change of the settings", () => {
  it("is told to the confirmed address, in the language of the page, without anything secret", async () => {
    saves(account({ [ADA]: true, "new@people.example": false }));
    await form("settings", { method: "password", password: "not-to-be-told" }, { "accept-language": "de" });
    const [mail] = await told();
    expect(mail).toMatchObject({ recipient: ADA, subject: "Ihr Passwort wurde geändert" });
    expect(mail?.text).toContain("Chrome auf Linux");
    expect(mail?.text).toContain("203.0.113.0/24");
    expect(mail?.text).toContain(`${APP}/recovery`);
    expect(JSON.stringify(mail)).not.toMatch(/not-to-be-told|203\.0\.113\.7/);
  });

  it("is told once where the form is sent twice", async () => {
    saves(account());
    await Promise.all([form("settings", password), form("settings", password)]);
    await form("settings", password);
    await form("settings", { totp_unlink: "true" });
    const subjects = (await told(2)).map(({ subject }) => subject);
    expect(subjects.sort()).toEqual(["Your authenticator app was removed", "Your password was changed"]);
  });

  it("of the address is told to the old one too, and written down as such", async () => {
    service.on("GET /sessions/whoami", { status: 200, body: { ...session, identity: account() } });
    saves(account({ "new@people.example": false }));
    await form("settings", { method: "profile", "traits.email": "new@people.example" });
    const [mail] = await told();
    expect(mail).toMatchObject({ recipient: ADA, subject: "The address of your account was changed" });
    expect(mail?.text).not.toContain("new@people.example");
    expect(await ownSecurityEvents(database(), person.id).list()).toMatchObject([
      { kind: "address_changed" },
    ]);
  });

  it("of a name is nobody's business", async () => {
    service.on("GET /sessions/whoami", { status: 200, body: { ...session, identity: account() } });
    saves(account());
    await form("settings", { method: "profile", "traits.name.first": "Ada" });
    expect(await ownSecurityEvents(database(), person.id).list()).toMatchObject([
      { kind: "profile_changed" },
    ]);
    await nothingTold();
  });

  it("is told to nobody where no address is confirmed", async () => {
    saves(account({ [ADA]: false }));
    await form("settings", password);
    await nothingTold();
  });

  it("is told to nobody where a fork has switched that off", async () => {
    saves(account());
    securityMails.password_changed = false;
    try {
      await form("settings", password);
      await nothingTold();
    } finally {
      securityMails.password_changed = true;
    }
  });

  it("is saved all the same where mails can't be sent", async () => {
    service.on(`POST ${INBOX}`, { status: 400, body: {} });
    saves(account());
    expect((await form("settings", password)).status).toBe(303);
    await told();
  });
});

describe("a sign-in", () => {
  it("is not told the first time, nor from a known device, and once from a new one", async () => {
    signedIn();
    const first = await form("login", password, { cookie: "" });
    expect(first.headers.getSetCookie().join()).toContain("foyer_known=");
    await form("login", password, { cookie: "" });
    await nothingTold();
    service.seen.length = 0;
    await form("login", password, { cookie: "", "user-agent": FIREFOX });
    await form("login", password, { cookie: "", "user-agent": FIREFOX });
    expect(await told()).toMatchObject([{ recipient: ADA, subject: "New sign-in to your account" }]);
    expect(mails()[0]?.text).toContain("Firefox on Windows");
  });

  it("is not told from another network on a browser that is known", async () => {
    signedIn();
    const first = await form("login", password, { cookie: "" });
    const known = first.headers.getSetCookie().find((cookie) => cookie.startsWith("foyer_known=")) ?? "";
    const elsewhere = { "x-forwarded-for": "198.51.100.1" };
    await form("login", password, { cookie: known.split(";")[0] ?? "", ...elsewhere });
    await nothingTold();
    service.seen.length = 0;
    await form("login", password, { cookie: "", "x-forwarded-for": "192.0.2.1" });
    await told();
  });

  it("from a new device is told in the language that the reader had before, not in the stranger's", async () => {
    signedIn();
    await form("login", password, { cookie: "", "accept-language": "nl" });
    await form("login", password, { cookie: "", "user-agent": FIREFOX, "accept-language": "ja" });
    expect(await told()).toMatchObject([{ subject: "Nieuwe login op je account" }]);
  });

  it("by recovery is told always", async () => {
    signedIn(["code_recovery"]);
    await form("login", password, { cookie: "" });
    expect(await told()).toMatchObject([{ subject: "Your account was recovered" }]);
  });
});

describe("what an administrator does", () => {
  const administrator = { requestId: "request-1", isAdministrator: true } as const;

  it("is told in the language that the person had last, after the service is asked where", async () => {
    service.on(`GET /admin/identities/${person.id}`, { status: 200, body: account() });
    await recordSecurityEvent(person.id, { kind: "confirmed" }, visitor({ acceptLanguage: "pl" }));
    await recordSecurityEvent(
      person.id,
      { kind: "credential_removed_by_administrator", ways: ["totp"] },
      administrator,
    );
    const [mail] = await told();
    expect(mail).toMatchObject({ recipient: ADA, subject: "Usunięto sposób logowania" });
    expect(mail?.text).toContain("administracja");
  });

  it("to an address is told to the old one", async () => {
    const after = account({ "new@people.example": true });
    await recordSecurityEvent(
      person.id,
      { kind: "changed_by_administrator", before: account(), account: after },
      administrator,
    );
    expect((await told(2)).map(({ recipient }) => recipient).sort()).toEqual([ADA, "new@people.example"]);
  });

  it("to anything else of the account is not told", async () => {
    await recordSecurityEvent(
      person.id,
      { kind: "changed_by_administrator", before: account(), account: account() },
      administrator,
    );
    await nothingTold();
  });

  it("as the deletion of an account is told to its last address", async () => {
    await recordSecurityEvent(person.id, { kind: "confirmed" }, visitor({ acceptLanguage: "fr" }));
    const language = await lastLanguage(person.id, "request-1");
    tellOfDeletionByAdministrator(account(), { requestId: "request-1", language });
    expect(await told()).toMatchObject([{ recipient: ADA, subject: "Votre compte a été supprimé" }]);
  });

  it("is lost without harm where the service does not tell the address", async () => {
    service.on(`GET /admin/identities/${person.id}`, { status: 404, body: { error: { code: 404 } } });
    await recordSecurityEvent(person.id, { kind: "recovery_by_administrator" }, administrator);
    await nothingTold();
  });
});

describe("the deletion of one's own account", () => {
  it("is told to its last address, once", async () => {
    service.on("GET /sessions/whoami", {
      status: 200,
      body: { ...session, authenticated_at: new Date().toISOString(), identity: account() },
    });
    const remove = () =>
      postDeletion(
        new Request(`${APP}/api/account/delete`, {
          method: "POST",
          headers: { origin: APP, cookie: "ory_kratos_session=s", "user-agent": CHROME },
          body: new URLSearchParams({ confirm: "yes" }),
        }),
      );
    service.on(`DELETE /admin/identities/${person.id}`, { status: 204 });
    expect((await remove()).headers.getSetCookie().join()).toContain("foyer_known=;");
    service.on(`DELETE /admin/identities/${person.id}`, { status: 404, body: { error: { code: 404 } } });
    await remove();
    const [mail] = await told();
    expect(mail).toMatchObject({ recipient: ADA, subject: "Your account was deleted" });
    expect(mail?.text).not.toContain("http");
  });
});
