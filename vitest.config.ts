import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@/": root,
  // The marker package throws outside of a React server build; in tests it has nothing to guard.
  "server-only": `${root}tests/server-only.ts`,
};

// Tests wait for conditions, not for time; on a busy machine a condition may take a while to come true.
const patience = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "app",
          ...patience,
          include: ["{lib,components,app,scripts,bench,tests/unit}/**/*.test.{ts,tsx}", "middleware.test.ts"],
        },
      },
      {
        test: {
          name: "identity-server",
          ...patience,
          include: ["packages/identity-server/{src,bundle,tests}/**/*.test.ts"],
        },
      },
      {
        resolve: { alias },
        test: { name: "clients", ...patience, include: ["tests/clients/**/*.test.ts"] },
      },
      {
        resolve: { alias },
        test: { name: "contract", ...patience, include: ["tests/contract/**/*.test.ts"] },
      },
    ],
  },
});
