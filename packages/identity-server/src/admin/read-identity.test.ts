import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAdmin, type Admin } from "../../tests/support/admin.js";

let admin: Admin;
const send: Admin["send"] = (...request) => admin.send(...request);
const create: Admin["create"] = (...person) => admin.create(...person);

beforeEach(async () => {
  admin = await openAdmin();
});

afterEach(async () => {
  await admin.context.close();
});

describe("reading identities", () => {
  it("answers 404 for an id that is unknown or none", async () => {
    expect((await send("GET", `/identities/${randomUUID()}`)).status).toBe(404);
    expect((await send("GET", "/identities/nope")).status).toBe(404);
    expect((await send("GET", "/identities/by/external/nobody")).status).toBe(404);
  });

  it("shows the config of the credentials asked for, and of no others", async () => {
    const id = await create("ada");
    const { body } = await send("GET", `/identities/${id}?include_credential=code`);
    expect(body.credentials).toMatchObject({
      code: { config: { addresses: [{ channel: "email", address: "ada@example.com" }] } },
    });
    expect(body).not.toHaveProperty("credentials.password.config");
    expect((await send("GET", `/identities/${id}?include_credential=foo`)).status).toBe(400);
  });

  it("pages by key in the order of ids, with a link to the next page while there is one", async () => {
    const ids = (await Promise.all(["a", "b", "c"].map((name) => create(name)))).sort();
    const first = await send("GET", "/identities?page_size=2");
    expect(first.list.map((identity) => identity.id)).toEqual(ids.slice(0, 2));
    expect(first.headers.get("link")).toBe(
      '</admin/identities?page_size=2&page_token=00000000-0000-0000-0000-000000000000>; rel="first",' +
        `</admin/identities?page_size=2&page_token=${ids[1] ?? ""}>; rel="next"`,
    );
    const second = await send("GET", `/identities?page_size=2&page_token=${ids[1] ?? ""}`);
    expect(second.list.map((identity) => identity.id)).toEqual(ids.slice(2));
    expect(second.headers.get("link")).not.toContain("next");
    expect(first.list[0]).not.toHaveProperty("credentials");
  });

  it("pages by number where asked, and counts", async () => {
    await Promise.all(["a", "b", "c"].map((name) => create(name)));
    const page = await send("GET", "/identities?page=1&per_page=2");
    expect(page.list).toHaveLength(1);
    expect(page.headers.get("x-total-count")).toBe("3");
    expect((await send("GET", "/identities?page=1001&per_page=1")).status).toBe(400);
    expect((await send("GET", "/identities?page_token=bad")).status).toBe(400);
  });

  it("finds by identifier, by its beginning, by ids, by organization; one way at a time", async () => {
    const organization = randomUUID();
    const ada = await create("ada", { organization_id: organization });
    const bob = await create("bob");
    const found = async (query: string) =>
      (await send("GET", `/identities?${query}`)).list.map((identity) => identity.id);
    expect(await found("credentials_identifier=ADA@example.com")).toEqual([ada]);
    expect(await found("credentials_identifier=ada")).toEqual([]);
    expect(await found("preview_credentials_identifier_similar=bo")).toEqual([bob]);
    expect(await found("preview_credentials_identifier_similar=%25")).toEqual([]);
    expect(await found(`ids=${bob}&ids=${randomUUID()}`)).toEqual([bob]);
    expect(await found(`organization_id=${organization}`)).toEqual([ada]);
    expect((await send("GET", `/identities?ids=${ada}&credentials_identifier=x`)).status).toBe(400);
    expect((await send("GET", "/identities?ids=x")).status).toBe(400);
    const [listed] = (await send("GET", "/identities?credentials_identifier=ada@example.com")).list;
    expect(listed).toHaveProperty("credentials.password");
  });
});
