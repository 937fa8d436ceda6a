import { describe, expect, it } from "vitest";
import { oauth2Trouble, providerError } from "./error-codes";

describe("the error of a provider", () => {
  it("is read off the service's text, with the provider's own words", () => {
    const reason =
      'It went wrong because the OpenID Provider returned error "access_denied": Nutzer: "nein"\n.';
    expect(providerError(reason)).toEqual({ code: "access_denied", words: 'Nutzer: "nein"\n.' });
  });

  it("has no words where the provider has said nothing", () => {
    for (const reason of ['Acme returned error "busy"', 'Acme returned error "busy": ']) {
      expect(providerError(reason)).toEqual({ code: "busy", words: undefined });
    }
  });

  it("is not seen in other texts", () => {
    for (const reason of ["", "returned error", 'returned error ""', "The code is wrong."]) {
      expect(providerError(reason)).toBeUndefined();
    }
  });
});

describe("an error code", () => {
  it("means the same as others that ask the same of a person", () => {
    expect(oauth2Trouble("access_denied")).toBe("denied");
    expect(oauth2Trouble("consent_required")).toBe("again");
    expect(oauth2Trouble("temporarily_unavailable")).toBe("busy");
    expect(oauth2Trouble("server_error")).toBe("broken");
    expect(oauth2Trouble("registration_not_supported")).toBe("refused");
  });

  it("is unknown where no specification has it", () => {
    for (const code of [undefined, "", "ACCESS_DENIED", "toString", "__proto__", "account_on_hold"]) {
      expect(oauth2Trouble(code)).toBeUndefined();
    }
  });
});
