import { describe, expect, it } from "vitest";
import { fieldHints } from "./field-hints";
import { isInput } from "./nodes";
import { info, input } from "./testing/nodes";

function hintsOf(name: string, type: string, given: Parameters<typeof input>[3] = {}) {
  const node = input("default", name, type, given);
  if (!isInput(node)) throw new Error("An input was made, and is none.");
  return fieldHints(node);
}

const identifierOf = (trait: string) =>
  hintsOf("identifier", "text", { label: info(1070002, { name: trait, title: "Whatever" }) });

describe("the keyboard for who signs in", () => {
  it("is the one of the trait that people are known by", () => {
    for (const trait of ["traits.email", "traits.contact.Email", "traits.mail", "traits.email_address"]) {
      expect(identifierOf(trait).inputMode, trait).toBe("email");
    }
    for (const trait of ["traits.phone", "traits.phone_number", "traits.mobile", "traits.tel"]) {
      expect(identifierOf(trait).inputMode, trait).toBe("tel");
    }
  });

  it("is the one for any text where it may be something else", () => {
    for (const trait of ["traits.username", "traits.email_or_phone", "traits.mailbox", "traits.hotel", ""]) {
      expect(identifierOf(trait).inputMode, trait).toBeUndefined();
    }
    expect(hintsOf("identifier", "text", { label: info(1070004) }).inputMode).toBeUndefined();
    expect(hintsOf("identifier", "text").inputMode).toBeUndefined();
  });

  it("changes nothing of what password managers and passkeys go by", () => {
    expect(identifierOf("traits.phone")).toMatchObject({ autoComplete: "username", isVerbatim: true });
    const withPasskeys = hintsOf("identifier", "text", { autocomplete: "username webauthn" });
    expect(withPasskeys.autoComplete).toBe("username webauthn");
  });
});

describe("the keyboard for where a way back is sent", () => {
  it("is that of mail addresses, of phone numbers, or of both", () => {
    expect(hintsOf("email", "email").inputMode).toBe("email");
    expect(hintsOf("recovery_confirm_address", "email", { label: info(1070007) }).inputMode).toBe("email");
    expect(hintsOf("recovery_confirm_address", "tel", { label: info(1070017) }).inputMode).toBe("tel");
    expect(hintsOf("recovery_address", "text", { label: info(1070016) }).inputMode).toBeUndefined();
  });
});
