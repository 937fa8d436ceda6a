import { afterAll, beforeEach, expect, it } from "vitest";
import { APP, configure, flow, FLOW_ID, OTHER_FLOW_ID, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service, { RATE_LIMIT: "2" });
const door = await import("@/app/api/ory/[...path]/route");
const { POST } = await import("@/app/api/auth/[flow]/route");

beforeEach(() => service.reset());
afterAll(() => service.stop());

function post(identifier: string, accept = "text/html", flowId = FLOW_ID) {
  const request = new Request(`${APP}/api/auth/login?flow=${flowId}`, {
    method: "POST",
    headers: { origin: APP, accept },
    body: new URLSearchParams({ identifier, password: "x" }),
  });
  return POST(request, { params: Promise.resolve({ flow: "login" }) });
}

it("tells who tries too often to wait, without asking the service, and lets others go on", async () => {
  service.on("POST /self-service/login", { status: 400, body: flow("login") });
  expect([(await post("ada")).status, (await post("ada")).status]).toEqual([303, 303]);
  const refused = await post("ada");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.text()).toContain("Too many tries");
  expect(await (await post("ada", "application/json")).json()).toMatchObject({ error: { code: 429 } });
  expect(service.seen.length).toBe(2);
  expect((await post("grace", "text/html", OTHER_FLOW_ID)).status).toBe(303);
});

/** One guess at the door, in a flow of its own; junk in the cookies makes nobody somebody else. */
let guesses = 0;
function guess(
  body: BodyInit,
  { query = `flow=${guesses}`, headers = {}, kind = "login", method = "POST" } = {},
) {
  guesses++;
  const path = ["self-service", kind];
  const request = new Request(`${APP}/api/ory/${path.join("/")}?${query}`, {
    method,
    headers: { cookie: `csrf_token_1=c; ory_x=${guesses}`, ...headers },
    ...(method === "POST" && { body }),
  });
  return (method === "POST" ? door.POST : door.GET)(request, { params: Promise.resolve({ path }) });
}
const json = { "content-type": "Application/JSON; charset=utf-8" };

it("counts at the door too, forms and JSON alike, by the account that is named", async () => {
  service.on("POST /self-service/login", { status: 400, body: flow("login") });
  const forms = [
    (name: string) =>
      guess(new URLSearchParams({ method: "password", password_identifier: name, password: "x" })),
    (name: string) =>
      guess(JSON.stringify({ method: "password", identifier: name, password: "x" }), { headers: json }),
  ];
  for (const [n, form] of forms.entries()) {
    const name = `babbage-${n}`;
    expect([(await form(name)).status, (await form(name)).status]).toEqual([400, 400]);
    const refused = await form(name);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ error: { code: 429, status: "Too Many Requests" } });
    expect((await form(`somebody-else-${n}`)).status).toBe(400);
  }
  expect(service.seen.length).toBe(6);
});

it("counts at the door by the session, in a cookie or in a header, and by the flow", async () => {
  service.on("", { status: 400, body: {} });
  const code = (n: number) =>
    new URLSearchParams({ method: "totp", totp_code: `${n}`, identifier: `nobody-${n}` });
  const ways: ((n: number) => Promise<Response>)[] = [
    (n) => guess(code(n), { headers: { cookie: `ory_kratos_session=s; ory_x=${n}` } }),
    (n) => guess(code(n), { headers: { "x-session-token": "ory_st_1" } }),
    (n) => guess(code(n), { headers: { authorization: "Bearer ory_st_2" } }),
    (n) =>
      guess(new URLSearchParams({ code: `${n}`, email: `${n}@people.example` }), {
        kind: "recovery",
        query: "flow=one",
      }),
    (n) => guess("", { kind: "verification", query: `flow=two&code=${n}`, method: "GET" }),
  ];
  for (const way of ways) {
    expect([(await way(1)).status, (await way(2)).status, (await way(3)).status]).toEqual([400, 400, 429]);
  }
});

it("lets a page's links and questions through the door as often as they are asked", async () => {
  service.on("", { status: 200, body: {} });
  for (let n = 0; n < 5; n++) {
    const path = ["sessions", "whoami"];
    const request = new Request(`${APP}/api/ory/sessions/whoami`, {
      headers: { cookie: "ory_kratos_session=s2" },
    });
    expect((await door.GET(request, { params: Promise.resolve({ path }) })).status).toBe(200);
    expect((await guess("", { kind: "settings", query: "flow=three", method: "GET" })).status).toBe(200);
  }
});
