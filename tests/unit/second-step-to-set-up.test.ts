// Where a page asks for a second step of somebody who has none.
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { noticesIn } from "./answer";
import { configure, flow, session, startFakeService } from "./fake-service";
import { visit } from "./visit";

const service = await startFakeService();
configure(service);

beforeEach(() => service.reset());
afterAll(() => service.stop());

const SIGNED_IN = { cookie: "ory_kratos_session=s" };
const whoami = (status: number, body: unknown) => service.on("GET /sessions/whoami", { status, body });

describe("the second step of somebody who has none", () => {
  const asked = { ...flow("login"), requested_aal: "aal2" };
  const starts = (body: object) => service.on("GET /self-service/login/browser", { status: 200, body });
  const visitSignedIn = (target: string) => visit(target, { headers: SIGNED_IN });

  it("is set up first, and leads back to the page that asked for it", async () => {
    starts(asked);
    whoami(200, session);
    const page = await visitSignedIn("/login?aal=aal2&return_to=/orders");
    expect(page.location).toBe("/settings/second-factors?return_to=%2Forders");
    expect(await noticesIn(page.cookies)).toEqual(["second_factor_needed"]);
    expect((await visitSignedIn("/login?aal=aal2")).location).toBe("/settings/second-factors");
  });

  it("is a sign-in where there is a way to it, or where it is asked for as a confirmation", async () => {
    whoami(200, session);
    const field = { ...asked.ui.nodes[0], group: "totp" };
    starts({ ...asked, ui: { ...asked.ui, nodes: [...asked.ui.nodes, field] } });
    expect((await visitSignedIn("/login?aal=aal2&return_to=/orders")).rewrittenTo).toContain("/login?");
    starts({ ...asked, refresh: true });
    expect((await visitSignedIn("/login?aal=aal2&refresh=true")).rewrittenTo).toContain("/login?");
    starts(flow("login"));
    expect((await visitSignedIn("/login?return_to=/orders")).rewrittenTo).toContain("/login?");
  });

  it("leads nowhere in circles: not back to the settings, not with a session that does not count", async () => {
    starts(asked);
    whoami(200, session);
    for (const from of ["/settings", "/settings/second-factors", "/settings/password?flow=1"]) {
      const page = await visitSignedIn(`/login?aal=aal2&return_to=${encodeURIComponent(from)}`);
      expect(page.location, from).toBeUndefined();
    }
    expect((await visitSignedIn("/login?aal=aal2&return_to=/settings/data")).location).toBe(
      "/settings/second-factors?return_to=%2Fsettings%2Fdata",
    );
    whoami(403, { error: { id: "session_aal2_required", code: 403 } });
    expect((await visitSignedIn("/login?aal=aal2&return_to=/orders")).location).toBeUndefined();
  });
});
