import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@/": root,
  // The marker package throws outside of a React server build; in tests it has nothing to guard.
  "server-only": `${root}tests/server-only.ts`,
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "app",
          include: ["{lib,components,app,scripts,bench,tests/unit}/**/*.test.{ts,tsx}", "middleware.test.ts"],
        },
      },
      {
        test: { name: "identity-server", include: ["packages/identity-server/{src,tests}/**/*.test.ts"] },
      },
      {
        resolve: { alias },
        test: { name: "contract", include: ["tests/contract/**/*.test.ts"], testTimeout: 30_000 },
      },
    ],
  },
});
