/** A visit to a page, as far as the middleware. */
import { NextRequest } from "next/server";
import { APP } from "./fake-service";

/** To be made once the test is configured. */
export async function visit(
  target: string,
  init: { method?: string; headers?: Record<string, string> } = {},
) {
  const { middleware } = await import("@/middleware");
  const response = await middleware(new NextRequest(`${APP}${target}`, init));
  const rewrite = response.headers.get("x-middleware-rewrite");
  return {
    status: response.status,
    headers: response.headers,
    location: response.headers.get("location")?.replace(APP, ""),
    rewrittenTo: rewrite && rewrite.replace(APP, ""),
    cookies: response.headers.getSetCookie(),
    /** What the page will find in its request. */
    passed: (name: string) => response.headers.get(`x-middleware-request-${name}`),
  };
}
