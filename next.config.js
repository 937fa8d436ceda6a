// @ts-check

/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Two builds of one checkout (tests beside a running `npm run dev`) need folders of their own.
  distDir: process.env.FOYER_DIST_DIR ?? ".next",
};

export default nextConfig;
