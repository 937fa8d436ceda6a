import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "./support/context.js";
import {
  createBrowser,
  createVisitor,
  messageIds,
  nodeValue,
  password,
  publicApi,
  signUp,
  startFlow,
  whoami,
  type Fetch,
} from "./support/visitor.js";

let context: TestContext;
let fetch: Fetch;

beforeAll(async () => {
  context = await createTestContext();
  fetch = publicApi(context);
});
afterAll(() => context.close());

describe("signing up", () => {
  it("makes an identity, signs it in and begins to verify its address", async () => {
    const script = createVisitor(fetch);
    const answer = await signUp(script, "Grace@Foyer.example");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      identity: {
        traits: { email: "Grace@Foyer.example" },
        verifiable_addresses: [{ value: "grace@foyer.example", status: "sent", verified: false }],
      },
      continue_with: [{ action: "redirect_browser_to" }, { action: "show_verification_ui" }],
    });
    expect((await whoami(script)).status).toBe(200);
  });

  it("takes a browser to the page where the address is verified", async () => {
    const browser = createBrowser(fetch);
    const { action, csrfToken } = await startFlow(browser, "/self-service/registration/browser");
    const answer = await browser.request(action, {
      form: {
        method: "password",
        password,
        "traits.email": "hedy@foyer.example",
        "traits.name.first": "Hedy",
        "traits.name.last": "",
        csrf_token: csrfToken,
      },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^http:\/\/localhost:3000\/verification\?flow=/);
    expect((await whoami(browser)).body).toMatchObject({
      identity: { traits: { email: "hedy@foyer.example", name: { first: "Hedy" } } },
    });
  });

  it("refuses an address that is taken, whatever its case, and like Kratos shows nothing of what was typed", async () => {
    await signUp(createVisitor(fetch), "taken@foyer.example");
    const answer = await signUp(createVisitor(fetch), "TAKEN@foyer.example");
    expect(answer.status).toBe(400);
    expect(messageIds(answer.body)).toEqual([4000007]);
    expect(nodeValue(answer.body, "traits.email")).toBe("");
  });

  it("puts each fault at its field and forgets the password", async () => {
    const script = createVisitor(fetch);
    const { action, csrfToken } = await startFlow(script, "/self-service/registration/browser");
    const answer = await script.request(action, {
      json: { method: "password", password: "short", traits: { email: "nobody" }, csrf_token: csrfToken },
    });
    expect(messageIds(answer.body)).toEqual([4000040]);
    expect(answer.text).not.toContain("short");
  });

  it("gives one of several sign-ups at once the address", async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => signUp(createVisitor(fetch), "race@foyer.example")),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 400, 400, 400, 400, 400]);
  });

  it("lets sixteen people sign up at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        signUp(createVisitor(fetch), `crowd-${String(index)}@foyer.example`),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 200));
  });
});

describe("signing up in two steps", () => {
  it("asks for the profile first, then for the credential, and back", async () => {
    const twoSteps = await createTestContext({ SELFSERVICE_FLOWS_REGISTRATION_STYLE: "profile_first" });
    const script = createVisitor(publicApi(twoSteps));
    const { action, csrfToken, flow } = await startFlow(script, "/self-service/registration/browser");
    expect(nodeValue(flow, "method")).toBe("profile");
    const traits = { email: "two@foyer.example" };

    const second = await script.request(action, {
      json: { method: "profile", traits, csrf_token: csrfToken },
    });
    expect(second.status).toBe(400);
    expect(messageIds(second.body)).toEqual([1040009]);
    expect(nodeValue(second.body, "screen")).toBe("previous");

    const back = await script.request(action, {
      json: { method: "profile", screen: "previous", traits, csrf_token: csrfToken },
    });
    expect(nodeValue(back.body, "traits.email")).toBe("two@foyer.example");
    expect(nodeValue(back.body, "method")).toBe("profile");

    const done = await script.request(action, {
      json: { method: "password", password, traits, csrf_token: csrfToken },
    });
    expect(done.status).toBe(200);
    await twoSteps.close();
  });
});
