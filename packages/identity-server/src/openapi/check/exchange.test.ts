import { describe, expect, it } from "vitest";
import { describeApi } from "../document.js";
import { createExchangeCheck, type Exchange } from "./exchange.js";

const check = createExchangeCheck(describeApi("public", "http://localhost"));
const checkAdmin = createExchangeCheck(describeApi("admin", "http://localhost"));

const error = { code: 404, status: "Not Found", message: "There is nothing here" };

function exchange(given: Partial<Exchange> & { headers?: Record<string, string>; json?: unknown }): Exchange {
  const { headers = {}, json = { error }, ...rest } = given;
  const all: Record<string, string> = { "content-type": "application/json", "ory-error-id": "", ...headers };
  return {
    method: "GET",
    path: "/self-service/errors?id=1",
    status: 404,
    header: (name) => all[name],
    headerNames: Object.keys(all),
    body: JSON.stringify(json),
    ...rest,
  };
}

describe("the check of an exchange", () => {
  it("has nothing to say of what is as described", () => {
    expect(check(exchange({}))).toEqual([]);
    expect(check(exchange({ method: "HEAD", body: "" }))).toEqual([]);
    expect(check(exchange({ path: "/nowhere" }))).toEqual([]);
  });

  it.each([
    ["a status", { status: 500 }],
    ["a key", { json: { error: { ...error, hash: "x" } } }],
    ["a key beside the error", { json: { error, use_flow_id: "x" } }],
    ["a body that lacks something", { json: {} }],
    ["a body that is no JSON", { body: "oops" }],
    ["a body where there is none", { method: "HEAD" }],
    ["a header that tells something", { headers: { "x-total-count": "1" } }],
    ["a kind of body", { headers: { "content-type": "text/html" } }],
    ["an operation", { path: "/self-service/nothing", status: 200 }],
    ["an operation that must not change anything", { method: "DELETE", status: 204 }],
  ])("finds %s that is not described", (_, given) => {
    expect(check(exchange(given))).toHaveLength(1);
  });

  it("finds credentials in what everybody may see", () => {
    const identity = { credentials: {} };
    expect(check(exchange({ path: "/sessions/whoami", status: 200, json: { identity } }))).not.toEqual([]);
  });

  it("misses a header that an answer has to have", () => {
    const redirect = {
      path: "/self-service/login/browser",
      status: 303,
      body: "",
      headerNames: ["content-type"],
    };
    expect(check(exchange(redirect))).toEqual([
      "GET /self-service/login/browser 303: the header Location is missing",
    ]);
    expect(check(exchange({ ...redirect, headers: { location: "/login" } }))).toEqual([]);
  });

  it("finds a request that was accepted though the description does not allow it", () => {
    const sent = (body: string): Exchange =>
      exchange({
        method: "POST",
        path: "/admin/recovery/link",
        status: 200,
        headers: {},
        json: { recovery_link: "http://a", expires_at: "2030-01-01T00:00:00Z" },
        request: { type: "application/json", body },
        headerNames: ["content-type"],
      });
    const id = "01234567-89ab-4cde-8f01-23456789abcd";
    expect(checkAdmin(sent(JSON.stringify({ identity_id: id })))).toEqual([]);
    expect(checkAdmin(sent(JSON.stringify({ identity_id: id, nobody: 1 })))).toHaveLength(1);
  });

  it("finds a form that was accepted though the description does not allow it", () => {
    const sent = (type: string, body: string): Exchange =>
      exchange({
        method: "POST",
        path: "/self-service/login?flow=x",
        status: 200,
        json: { session: {} },
        request: { type, body },
        headerNames: ["content-type"],
      });
    const accepted = (type: string, body: string) =>
      check(sent(type, body)).filter((fault) => fault.includes("accepted"));
    const form = "application/x-www-form-urlencoded";
    expect(accepted(form, "method=password&password=a&csrf_token=a&csrf_token=b")).toHaveLength(1);
    expect(accepted(form, "method=password&password=a&method=totp")).toEqual([]);
    expect(accepted(form, "method=password&traits.tags=a&traits.tags=b")).toEqual([]);
    expect(accepted("text/plain", "method=password")).toEqual([
      'POST /self-service/login 200: the content type "text/plain" of the accepted request is not described',
    ]);
  });

  it("finds parameters that were accepted though the description does not allow them", () => {
    const asked = (path: string) =>
      checkAdmin(
        exchange({
          path,
          status: 200,
          json: [],
          headers: { link: '<a>; rel="first"', "x-total-count": "0" },
          headerNames: ["content-type"],
        }),
      );
    const id = "01234567-89ab-4cde-8f01-23456789abcd";
    expect(asked(`/admin/identities?ids=${id}&ids=${id}&page_size=5&consistency=&utm=1`)).toEqual([]);
    expect(asked("/admin/identities?ids=nobody")).toEqual([
      expect.stringContaining('accepted query parameter "ids"/0'),
    ]);
    // What is too large counts as the most that there can be.
    expect(asked("/admin/identities?page_size=100000")).toEqual([]);
    for (const prefix of ["/admin", ""]) {
      expect(asked(`${prefix}/identities/${id}/sessions?active=true`)).toEqual([]);
      expect(asked(`${prefix}/identities/nobody/sessions?active=perhaps`)).toEqual([
        expect.stringContaining('accepted path parameter "id"'),
        expect.stringContaining('accepted query parameter "active"'),
      ]);
    }
  });

  it("knows an address of the admin API with and without its prefix", () => {
    for (const path of ["/admin/identities/x", "/identities/x", "/admin/version", "/version"]) {
      expect(checkAdmin(exchange({ path, status: 418 }))).toEqual([
        expect.stringContaining("this status is not described"),
      ]);
    }
  });

  it("holds values to their formats, unless told otherwise", () => {
    const stored = { id: "<uuid>", error: {}, created_at: "<now>", updated_at: "<now>" };
    const answer = exchange({ status: 200, json: stored, headerNames: ["content-type"] });
    expect(check(answer)).toHaveLength(1);
    const loose = createExchangeCheck(describeApi("public", "http://localhost"), { checksFormats: false });
    expect(loose(answer)).toEqual([]);
  });
});
