import { describe, expect, it } from "vitest";
import { encodeFields, fieldsShape, fieldValue, isSecretField } from "./fields";

describe("fields", () => {
  it("reach the service as they were, dotted, repeated, unknown and empty ones too", () => {
    const encoded = encodeFields([
      ["traits.name.first", "Ä & B"],
      ["traits.agree", "false"],
      ["traits.agree", "true"],
      ["upstream_parameters.login_hint", "a+b"],
      ["transient_payload", '{"a":1}'],
      ["empty", ""],
    ]);
    expect(encoded).toBe(
      "traits.name.first=%C3%84+%26+B&traits.agree=false&traits.agree=true&upstream_parameters.login_hint=a%2Bb&transient_payload=%7B%22a%22%3A1%7D&empty=",
    );
  });

  it("are read by their last value", () => {
    expect(
      fieldValue(
        [
          ["a", "1"],
          ["a", "2"],
        ],
        "a",
      ),
    ).toBe("2");
    expect(fieldValue([], "a")).toBeUndefined();
  });

  it("are bounded, and are no files", () => {
    expect(fieldsShape.safeParse(Array.from({ length: 201 }, () => ["a", "b"])).success).toBe(false);
    expect(fieldsShape.safeParse([["a".repeat(257), "b"]]).success).toBe(false);
    expect(fieldsShape.safeParse([["a", new Blob()]]).success).toBe(false);
    expect(fieldsShape.safeParse([["a", "b"]]).success).toBe(true);
  });
});

describe("isSecretField", () => {
  it("counts everything as secret that isn't known to be harmless", () => {
    const secret = [
      "password",
      "code",
      "totp_code",
      "lookup_secret",
      "csrf_token",
      "passkey_login",
      "method",
      "x",
    ];
    expect(secret.filter((name) => !isSecretField(name))).toEqual([]);
    expect(["traits.password", "traits.pin_code", "traits."].filter((name) => !isSecretField(name))).toEqual(
      [],
    );
    expect(["identifier", "email", "traits.email", "traits.name.first"].filter(isSecretField)).toEqual([]);
  });
});
