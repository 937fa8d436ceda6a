import { describe, expect, it } from "vitest";
import { failure } from "@/lib/i18n/en/failure";
import { noteFailure, takeFailure } from "./failed-requests";
import { failureHtml } from "./failure-html";

describe("a failed request", () => {
  it("is shown once, to its own visitor", () => {
    noteFailure("request-1", "one");
    noteFailure("request-2", "two");
    expect(takeFailure("request-2")).toBe("two");
    expect(takeFailure("request-2")).toBeUndefined();
    expect(takeFailure("request-1")).toBe("one");
  });

  it("is forgotten when nobody has fetched it for long", () => {
    for (let number = 0; number < 200; number++) noteFailure(`many-${number}`, "x");
    expect(takeFailure("many-0")).toBeUndefined();
    expect(takeFailure("many-199")).toBe("x");
  });
});

describe("the page of a failure", () => {
  const base = {
    words: failure,
    lang: "en",
    dir: "ltr",
    theme: "system",
    nonce: "n",
    reference: "r",
  } as const;

  it("holds its values as text only", () => {
    const html = failureHtml({ ...base, nonce: `"><script>`, reference: "<b>&'" });
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("<b>");
    expect(html).toContain("&lt;b&gt;&amp;&#39;");
  });

  it("follows the visitor's choice of light and dark, else the system's", () => {
    expect(failureHtml(base)).toContain("@media (prefers-color-scheme:dark)");
    expect(failureHtml({ ...base, theme: "dark" })).not.toMatch(/prefers-color-scheme|color-scheme:light/);
    expect(failureHtml({ ...base, theme: "light" })).not.toMatch(/prefers-color-scheme|color-scheme:dark/);
  });
});
