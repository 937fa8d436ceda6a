import { describe, expect, it } from "vitest";
import { maskedAddress } from "./masked-address";

describe("a masked address", () => {
  it.each([
    ["ada@people.example", "ad****@people.example"],
    ["+4915122960963", "+49****63"],
    ["x@y.example", "x****@y.example"],
    ["12345", "****"],
  ])("of %s is %s", (address, masked) => {
    expect(maskedAddress(address)).toBe(masked);
  });
});
