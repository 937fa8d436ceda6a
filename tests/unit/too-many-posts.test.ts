import { afterAll, expect, it } from "vitest";
import { APP, configure, flow, FLOW_ID, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service, { RATE_LIMIT: "2" });
const { POST } = await import("@/app/api/auth/[flow]/route");

afterAll(() => service.stop());

function post(identifier: string, accept = "text/html") {
  const request = new Request(`${APP}/api/auth/login?flow=${FLOW_ID}`, {
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
  expect((await post("grace")).status).toBe(303);
});
