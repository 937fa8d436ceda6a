// @ts-check
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pathsOf } from "./scripts/lib/public-paths.mjs";

/** Node 20.9 has no `import.meta.dirname` yet. */
const ROOT = dirname(fileURLToPath(import.meta.url));

/** The service's public API also answers at the root, for configurations whose `serve.public.base_url` is the app's own origin. */
const ROOT_API = [
  "/self-service/:path*",
  "/schemas",
  "/schemas/:path*",
  "/.well-known/ory/:path*",
  "/sessions/whoami",
];

// For whatever the middleware gives no policy of its own: files, answers of handlers, addresses that lead nowhere.
const POLICY =
  "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// A script file may be a worker, which goes by the policy that it came with.
const SCRIPT_POLICY = `${POLICY}; script-src 'self'; connect-src 'self'`;

const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Content-Security-Policy": POLICY,
};

/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Two builds of one checkout (tests beside a running `npm run dev`) need folders of their own.
  distDir: process.env.FOYER_DIST_DIR ?? ".next",
  // A server with no more of node_modules than it needs, for `npm run standalone` and so for the Dockerfile.
  ...(process.env.FOYER_STANDALONE === "1" && {
    output: "standalone",
    outputFileTracingRoot: ROOT,
  }),
  // They find their native part and their dialects beside themselves, not in a bundle.
  serverExternalPackages: ["libsql", "pg"],
  // No page has a picture that the server works on.
  images: { unoptimized: true },
  // Opened from a phone, by this machine's number or through a tunnel, development reaches its own script too.
  allowedDevOrigins: URL.canParse(process.env.APP_URL ?? "")
    ? [new URL(process.env.APP_URL ?? "").hostname]
    : [],
  rewrites: async () => ({
    beforeFiles: ROOT_API.map((source) => ({ source, destination: `/api/ory${source}` })),
  }),
  // The middleware lets these pass as what they are (lib/static/public-files.ts).
  env: { FOYER_PUBLIC_FILES: JSON.stringify(pathsOf(join(ROOT, "public"))) },
  headers: async () => [
    { source: "/:path*", headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })) },
    {
      source: "/:path(.+\\.m?js)",
      headers: [{ key: "Content-Security-Policy", value: SCRIPT_POLICY }],
    },
    // Other sites show it beside their links to this one.
    {
      source: "/share.png",
      headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }],
    },
  ],
};

export default nextConfig;
