import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../config/index.js";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { allowedReturnUrl, withQuery } from "./return-to.js";

let context: TestContext;
let config: Config;

beforeAll(async () => {
  context = await createTestContext({
    SELFSERVICE_ALLOWED_RETURN_URLS: "http://localhost:3000,https://*.wild.example/app,https://app.example",
  });
  config = context.config();
});
afterAll(() => context.close());

describe("a return address", () => {
  it.each([
    ["http://localhost:3000/dashboard?a=b#c", "http://localhost:3000/dashboard?a=b#c"],
    ["http://localhost:3000", "http://localhost:3000"],
    ["/dashboard", "http://localhost:3000/dashboard"],
    ["HTTP://LOCALHOST:3000/x", "http://localhost:3000/x"],
    ["https://a.wild.example/app/page", "https://a.wild.example/app/page"],
    ["https://app.example/x", "https://app.example/x"],
    ["http://public.example/self-service/settings", "http://public.example/self-service/settings"],
    ["http:\\\\localhost:3000\\x", "http://localhost:3000/x"],
  ])("%s leads to %s", (given, expected) => {
    expect(allowedReturnUrl(config, given)).toBe(expected);
  });

  it.each([
    "https://other.example/",
    "//other.example/",
    "/\\other.example",
    "http:\\\\other.example",
    "http:\\/other.example",
    "http:///other.example",
    "\thttp://other.example",
    "https://localhost:3000/",
    "http://localhost:3001/",
    "http://localhost:3000@other.example/",
    "http://user:secret@localhost:3000/",
    "https://a.wild.example/other",
    "https://a.wild.example/app/../other",
    "https://wild.example.other/app",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://public.example/sessions",
  ])("%s is refused", (given) => {
    expect(() => allowedReturnUrl(config, given)).toThrow(
      expect.objectContaining({ code: 400, id: "self_service_flow_return_to_forbidden" }),
    );
  });

  it.each(["http://localhost:3000.other.example/", "http://["])("%s is refused as no address", (given) => {
    expect(() => allowedReturnUrl(config, given)).toThrow(
      expect.objectContaining({ code: 400, id: undefined }),
    );
  });
});

describe("an address with query parameters", () => {
  it("keeps what it had, and its fragment", () => {
    expect(withQuery("http://ui.example/login?theme=dark#top", { flow: "1" })).toBe(
      "http://ui.example/login?flow=1&theme=dark#top",
    );
  });
});
