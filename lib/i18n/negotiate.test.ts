import { describe, expect, it } from "vitest";
import { localeOf } from "./negotiate";

const asked = (headers: Record<string, string>) => localeOf(new Headers(headers));
const accepting = (languages: string) => asked({ "accept-language": languages });

describe("localeOf", () => {
  it("takes the language that the visitor has chosen, whatever the browser would rather have", () => {
    expect(asked({ cookie: "a=b; foyer_language=de; c=d", "accept-language": "ar" })).toBe("de");
  });

  it("takes the browser's dearest language that we speak", () => {
    expect(accepting("tlh, ar;q=0.7, de;q=0.8, en;q=0.5")).toBe("de");
  });

  it("answers a region's tag in its language", () => {
    expect(accepting("de-AT,de;q=0.9")).toBe("de");
    expect(accepting("ar-EG")).toBe("ar");
  });

  it("passes over a choice that we do not speak", () => {
    expect(asked({ cookie: "foyer_language=tlh", "accept-language": "de" })).toBe("de");
    expect(asked({ cookie: "foyer_language=constructor" })).toBe("en");
  });

  it("passes over a language that the browser refuses", () => {
    expect(accepting("de;q=0, ar;q=0.1")).toBe("ar");
  });

  it("speaks English where nothing else is asked for", () => {
    expect(asked({})).toBe("en");
    expect(accepting("*")).toBe("en");
    expect(accepting("tlh")).toBe("en");
  });

  it("is not confused by what is no language", () => {
    expect(accepting("%%%, ;q=, 1234567890123, de")).toBe("de");
    expect(accepting(Array.from({ length: 5000 }, (_, index) => `x${index}`).join(","))).toBe("en");
  });
});
