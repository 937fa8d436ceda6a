/** Which pages search engines may look at: each page is either closed to them, or says what it is. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import robots from "@/app/robots";
import { brand } from "@/identity/brand";

const APP = fileURLToPath(new URL("../../app", import.meta.url));

const pages = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => basename(path) === "page.tsx")
  .map((path) => ({
    path: `/${dirname(path)}`.replace(/\/\([^/]+\)/g, "").replace(/\/\.$|^$/, "") || "/",
    isOpen: readFileSync(join(APP, path), "utf8").includes("openPage("),
  }));

const rules = [robots().rules].flat()[0];
const closed = [rules?.disallow ?? []].flat();
const isClosed = (path: string) => closed.some((prefix) => path.startsWith(prefix));

describe("robots.txt", () => {
  it.each(pages)("closes $path, or the page says what it is (lib/site/open-page.ts)", ({ path, isOpen }) => {
    expect(isClosed(path)).toBe(!isOpen);
  });

  it("leaves the start page open, and what is needed to show it", () => {
    for (const path of ["/", "/share.png", "/_next/static/chunks/a.css", "/robots.txt"]) {
      expect(isClosed(path), path).toBe(false);
    }
  });

  it("closes what is for programs and for people who are signed in", () => {
    for (const path of [
      "/api/ory/self-service/login/browser",
      "/self-service/login/browser",
      "/admin/identities",
      "/settings/password",
      "/sessions/whoami",
      "/health/ready",
    ]) {
      expect(isClosed(path), path).toBe(true);
    }
  });
});

describe("an open page", () => {
  it("says what it is under the address that people use", async () => {
    vi.doMock("next/headers", () => ({ headers: async () => new Headers({ host: "www.example.com" }) }));
    const { openPage } = await import("@/lib/site/open-page");
    const page = await openPage({ title: "Prices", description: "What it costs.", path: "/prices" });
    expect(page).toMatchObject({
      metadataBase: new URL("http://www.example.com"),
      alternates: { canonical: "/prices" },
      robots: { index: true },
      openGraph: { title: "Prices", description: "What it costs.", url: "/prices", siteName: brand.name },
      twitter: { card: "summary_large_image" },
    });
    vi.doUnmock("next/headers");
  });
});
