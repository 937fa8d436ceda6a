// What those who run the server see of it: the log, the figures, the spans. And what they must not see there.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pino } from "pino";
import { createIdentityServer, type IdentityServer } from "../src/index.js";
import { isJsonObject, type JsonObject } from "../src/json.js";

const identityFolder = fileURLToPath(new URL("../../../identity/", import.meta.url));
const email = "grace.observed@people.example";
const password = "a phrase that nobody guesses 81";
const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

describe("a server that is watched", () => {
  let server: IdentityServer;
  let collector: Server;
  let log = "";
  const exports: string[] = [];
  const secrets: string[] = [email, password, "Grace", encodeURIComponent(email)];

  beforeAll(async () => {
    collector = createServer((request, response) => {
      let body = `${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}\n`;
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        exports.push(body);
        response.end("{}");
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
    server = await createIdentityServer({
      files: [`${identityFolder}kratos.yml`],
      env: {
        DSN: "memory",
        SERVE_PUBLIC_BASE_URL: "http://public.example/",
        SERVE_ADMIN_BASE_URL: "http://admin.example/",
        SECRETS_COOKIE_0: "a-secret-for-tests-of-32-letters",
        HASHERS_ARGON2_MEMORY: "1MB",
        HASHERS_ARGON2_ITERATIONS: "1",
        IDENTITY_SCHEMAS_0_ID: "person",
        IDENTITY_SCHEMAS_0_URL: `file://${identityFolder}identity.schema.json`,
        TRACING_PROVIDER: "otel",
        TRACING_SERVICE_NAME: "identity-under-test",
        TRACING_PROVIDERS_OTLP_SERVER_URL: `127.0.0.1:${String((collector.address() as AddressInfo).port)}`,
        TRACING_PROVIDERS_OTLP_INSECURE: "true",
        TRACING_PROVIDERS_OTLP_AUTHORIZATION_HEADER: "Bearer collector-key",
        TRACING_PROVIDERS_OTLP_SAMPLING_SAMPLING_RATIO: "1",
      },
      isDev: true,
      log: pino({ level: "trace", base: null }, { write: (line: string) => void (log += line) }),
    });
    await live();
    await server.close();
  });
  afterAll(() => new Promise((resolve) => collector.close(resolve)));

  async function send(
    side: "public" | "admin",
    method: string,
    path: string,
    options: { body?: JsonObject; headers?: Record<string, string> } = {},
  ) {
    const request = new Request(new URL(path, `http://${side}.example`), {
      method,
      headers: {
        accept: "application/json",
        ...(options.body && { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(options.body && { body: JSON.stringify(options.body) }),
    });
    const response = await (side === "public" ? server.fetchPublic(request) : server.fetchAdmin(request));
    const text = await response.text();
    const parsed: unknown = text.startsWith("{") ? JSON.parse(text) : {};
    return { status: response.status, text, body: isJsonObject(parsed) ? parsed : {} };
  }

  let metrics = "";
  /** Sign-up, sign-in, a wrong password, recovery by code, and some addresses that there are not. */
  async function live() {
    const start = async (kind: string) => {
      const { body } = await send("public", "GET", `/self-service/${kind}/api`);
      secrets.push(body.id as string);
      return (body.ui as { action: string }).action;
    };
    const signedUp = await send("public", "POST", await start("registration"), {
      body: { method: "password", password, traits: { email, name: { first: "Grace" } } },
      headers: { "x-request-id": "the-request-of-the-app", traceparent: `00-${TRACE}-${PARENT}-01` },
    });
    expect(signedUp.status).toBe(200);
    const token = signedUp.body.session_token as string;
    secrets.push(token);
    const wrong = { method: "password", identifier: email, password: "not this one 77" };
    await send("public", "POST", await start("login"), { body: wrong });
    await send("public", "POST", await start("login"), { body: { ...wrong, password } });
    const recovery = await start("recovery");
    await send("public", "POST", recovery, { body: { method: "code", email } });
    await send("public", "POST", recovery, { body: { method: "code", code: "123456" } });
    await send("public", "GET", "/sessions/whoami", { headers: { "x-session-token": token } });
    await send("public", "GET", `/somewhere/${email}?code=987123`);
    await send("public", "GET", "/health/ready", { headers: { traceparent: `00-${TRACE}-${PARENT}-01` } });
    const { id } = signedUp.body.identity as { id: string };
    await send("admin", "GET", `/identities/${id}`);
    const listed = await send(
      "admin",
      "GET",
      `/admin/identities?credentials_identifier=${encodeURIComponent(email)}`,
      { headers: { traceparent: "nonsense" } },
    );
    expect(listed.text).toContain(email);
    ({ text: metrics } = await send("admin", "GET", "/admin/metrics/prometheus"));
  }

  it("counts requests by route, as Kratos names and labels them", () => {
    const labels = (rest: string) => `{app="kratos",buildTime="",${rest.replace("HASH", 'hash="foyer-')}`;
    const line = (start: string) => metrics.split("\n").find((each) => each.startsWith(start));
    expect(line(`http_requests_total${labels('code="200",endpoint="/sessions/whoami",HASH')}`)).toMatch(
      / 1$/,
    );
    expect(
      line(`http_requests_total${labels('code="200",endpoint="/admin/identities/{param}",HASH')}`),
    ).toMatch(/method="get",version="v26\.2\.0"} 1$/);
    expect(
      line(`http_requests_duration_seconds_count${labels('code="400",endpoint="/self-service/login",HASH')}`),
    ).toMatch(/method="post".* 1$/);
    expect(
      line(`http_response_time_seconds_bucket${labels('endpoint="/self-service/login",HASH')}`),
    ).toBeDefined();
    expect(metrics).toMatch(/^http_requests_statuses_total\{.*method="GET",status_bucket="2xx".*\} \d+$/m);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(metrics).not.toContain("somewhere");
  });

  it("keeps histograms whole: the last bucket holds all", () => {
    const counts = (suffix: string) =>
      [...metrics.matchAll(new RegExp(`^http_requests_duration_seconds_${suffix} (\\d+)$`, "gm"))].map(
        ([, count]) => Number(count),
      );
    const all = counts('bucket\\{.*le="\\+Inf".*\\}');
    expect(all.length).toBeGreaterThan(5);
    expect(all).toEqual(counts("count\\{.*\\}"));
  });

  it("logs a request under the id that the app gave it", () => {
    expect(log).toMatch(/"requestId":"the-request-of-the-app".*"path":"\/self-service\/registration"/);
  });

  it("sends a span for each request, in the trace that the app began, and none for probes", () => {
    const spans = exports.join("\n");
    expect(spans).toContain("POST /v1/traces Bearer collector-key");
    expect(spans).toContain("identity-under-test");
    expect(spans).toContain(`"traceId":"${TRACE}"`);
    expect(spans).toContain(`"parentSpanId":"${PARENT}","name":"POST /self-service/registration"`);
    expect(spans).toContain('"name":"GET /admin/identities/{param}"');
    expect(spans).not.toMatch(/health|metrics|somewhere/);
  });

  it("holds nothing secret or personal in the log, the figures or the spans", () => {
    const [address, ...rest] = secrets;
    expect(address).toBe(email);
    for (const secret of rest) {
      expect(log, `log: ${secret}`).not.toContain(secret);
      expect(metrics, `figures: ${secret}`).not.toContain(secret);
      expect(exports.join(), `spans: ${secret}`).not.toContain(secret);
    }
    // In an address that somebody made up it is a path like any other, which the log alone has.
    expect(log.split("\n").filter((line) => line.includes(email) && !line.includes("/somewhere/"))).toEqual(
      [],
    );
    expect(log).not.toContain("987123");
    expect(metrics + exports.join()).not.toContain(email);
  });
});
