import { expect, test } from "vitest";
import { configuredOrigin, originOverrides, readIdentityConfig, setting } from "./identity-config.mjs";

const config = {
  serve: { public: { base_url: "http://localhost:3000/api/ory/", port: 4433 } },
  selfservice: {
    allowed_return_urls: ["https://www.example.com", "http://localhost:3000"],
    flows: { login: { ui_url: "http://localhost:3000/login" } },
    methods: { oidc: { config: { providers: [{ label: "x", auth_url: "http://localhost:30001/auth" }] } } },
  },
};

test("it finds the app's origin at the sign-in page", () => {
  expect(configuredOrigin(config, {})).toBe("http://localhost:3000");
  expect(configuredOrigin(config, { SELFSERVICE_FLOWS_LOGIN_UI_URL: "https://a.example/in" })).toBe(
    "https://a.example",
  );
  expect(() => configuredOrigin({}, {})).toThrow(/selfservice\.flows\.login\.ui_url/);
});

test("it moves every address of that origin, entries of lists too, and nothing else", () => {
  expect(originOverrides(config, "http://localhost:3000", "http://localhost:4000", {})).toEqual({
    SERVE_PUBLIC_BASE_URL: "http://localhost:4000/api/ory/",
    SELFSERVICE_ALLOWED_RETURN_URLS_1: "http://localhost:4000",
    SELFSERVICE_FLOWS_LOGIN_UI_URL: "http://localhost:4000/login",
  });
});

test("it overrides nothing when the file has the right origin already", () => {
  expect(originOverrides(config, "http://localhost:3000", "http://localhost:3000", {})).toEqual({});
});

test("it leaves alone what the environment sets, be it an entry or the whole list", () => {
  const env = {
    SERVE_PUBLIC_BASE_URL: "https://ids.example/",
    SELFSERVICE_ALLOWED_RETURN_URLS: "https://a.example",
  };
  expect(originOverrides(config, "http://localhost:3000", "http://localhost:4000", env)).toEqual({
    SELFSERVICE_FLOWS_LOGIN_UI_URL: "http://localhost:4000/login",
  });
});

test("it reads a setting from the environment before the file, and the first entry of a list", () => {
  expect(setting(config, {}, "serve.public.port")).toEqual({ value: "4433", from: "file" });
  expect(setting(config, { SERVE_PUBLIC_PORT: "5" }, "serve.public.port")).toEqual({
    value: "5",
    from: "environment",
  });
  expect(setting(config, { SECRETS_COOKIE_0: "s" }, "secrets.cookie")).toEqual({
    value: "s",
    from: "environment",
  });
  expect(setting({ secrets: { cookie: ["a", "b"] } }, {}, "secrets.cookie")).toEqual({
    value: "a",
    from: "file",
  });
  expect(setting(config, {}, "courier.smtp.connection_uri")).toBeUndefined();
});

test("it moves all of the repository's own configuration", async () => {
  const own = await readIdentityConfig();
  const origin = configuredOrigin(own, {});
  const moved = originOverrides(own, origin, "https://www.example.com", {});
  const named = JSON.stringify(own).split(`${origin}`).length - 1;
  // The domain of passkeys and of security keys, which has no scheme, moves beside the addresses.
  const domains = Object.entries(moved).filter(([name]) => name.endsWith("_RP_ID"));
  expect(domains.map(([, domain]) => domain)).toEqual(["www.example.com", "www.example.com"]);
  expect(Object.keys(moved)).toHaveLength(named + domains.length);
});
