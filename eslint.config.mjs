import js from "@eslint/js";
import nextVitals from "eslint-config-next/core-web-vitals";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      "**/dist/",
      ".next*/",
      ".foyer/",
      "next-env.d.ts",
      "test-results/",
      "playwright-report/",
    ],
  },
  js.configs.recommended,
  ...nextVitals.map(forTheApp),
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    // A flow's image is the QR code, a data URL made for this visitor: an image optimizer has nothing to do with it.
    // The picture beside a link and the icons are drawn at build, from images that are in them.
    files: ["components/flow/image-node.tsx", "lib/site/share-card.tsx", "lib/site/home-icon.tsx"],
    rules: { "@next/next/no-img-element": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        fetch: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
        AbortSignal: "readonly",
        AbortController: "readonly",
        Buffer: "readonly",
        performance: "readonly",
        URLSearchParams: "readonly",
      },
    },
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  prettier,
);

/**
 * Next's and React's rules read meaning into names (a function "use..." is a hook), which holds in the app alone.
 *
 * @param {import("eslint").Linter.Config} config
 * @returns {import("eslint").Linter.Config}
 */
function forTheApp(config) {
  return config.rules || config.plugins
    ? { ...config, ignores: [...(config.ignores ?? []), "packages/**", "scripts/**", "bench/**", "tests/**"] }
    : config;
}
