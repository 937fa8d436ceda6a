import { describe, expect, it } from "vitest";
import { hasSessionCookie, relayCookies, relayedCookie, serviceCookies, withSetCookies } from "./cookies";

describe("serviceCookies", () => {
  it("hands on the service's own cookies and no other", () => {
    const given =
      "analytics=1; ory_kratos_session=a=b==; csrf_token_00ff=x; foyer_theme=dark; ory_kratos_continuity=c; other_csrf=y; xory_z=1; ory_session_slug=s";
    expect(serviceCookies(given)).toBe(
      "ory_kratos_session=a=b==; csrf_token_00ff=x; ory_kratos_continuity=c; ory_session_slug=s",
    );
  });

  it("hands them on as the service has set them, also where Next.js has encoded them on the way", () => {
    expect(serviceCookies("ory_kratos_session=MTc2fA%3D%3D; csrf_token_1=a%2Bb%2F%3D")).toBe(
      "ory_kratos_session=MTc2fA==; csrf_token_1=a+b/=",
    );
  });

  it.each(["a%0D%0Ab", "a%3Bb", "a%20b", "a%22b", "a%C3%A9", "a%zz", "50%"])(
    "leaves %s alone: decoded it is no value of a cookie",
    (value) => {
      expect(serviceCookies(`ory_kratos_session=${value}`)).toBe(`ory_kratos_session=${value}`);
    },
  );

  it("is empty for a visitor without any", () => {
    expect(serviceCookies("")).toBe("");
    expect(serviceCookies("a=b; c")).toBe("");
  });
});

describe("hasSessionCookie", () => {
  it("asks for a session's name, not for any cookie of the service", () => {
    expect(hasSessionCookie("csrf_token_1=x; ory_kratos_continuity=y")).toBe(false);
    expect(hasSessionCookie("ory_kratos_session=x")).toBe(true);
    expect(hasSessionCookie("ory_session_playground=x")).toBe(true);
  });
});

describe("withSetCookies", () => {
  it("adds, replaces and removes as a browser would", () => {
    expect(
      withSetCookies("a=1; b=2; c=3; d=4", [
        "a=9; Path=/; HttpOnly",
        "b=; Max-Age=0",
        "c=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "d=5; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "e=x=y",
      ]),
    ).toBe("a=9; d=5; e=x=y");
  });
});

describe("relayedCookie", () => {
  it("drops the Domain and leaves every other flag and its spelling alone", () => {
    expect(
      relayedCookie(
        "n=a=b, c; Path=/; Domain=.auth.example; HttpOnly; Expires=Wed, 01 Jan 2031 00:00:00 GMT",
        undefined,
      ),
    ).toBe("n=a=b, c; Path=/; HttpOnly; Expires=Wed, 01 Jan 2031 00:00:00 GMT");
    expect(relayedCookie("n=domain=x; DOMAIN=a", undefined)).toBe("n=domain=x");
  });

  it("sets the configured domain in its place", () => {
    expect(relayedCookie("n=v; Domain=auth.example; Secure", "app.example")).toBe(
      "n=v; Secure; Domain=app.example",
    );
  });

  it("keeps several headers apart", () => {
    const headers = new Headers();
    relayCookies(headers, ["a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT", "b=2"]);
    expect(headers.getSetCookie()).toEqual(["a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT", "b=2"]);
  });
});
