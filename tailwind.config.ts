import type { Config } from "tailwindcss";
import plugin from "tailwindcss/plugin";
import { colors, font, radius, shadow } from "./identity/brand";

/** The brand's colours of one theme as CSS variables. */
function variables(theme: "light" | "dark"): Record<string, string> {
  const entries = Object.entries(colors).map(([name, pair]) => [`--color-${name}`, pair[theme]]);
  return { "color-scheme": theme, ...(Object.fromEntries(entries) as Record<string, string>) };
}

// `data-theme` on <html> is the visitor's choice; without it the system decides.
const themes = plugin((tailwind) => {
  tailwind.addBase({
    ":root": variables("light"),
    "@media (prefers-color-scheme: dark)": { ":root:not([data-theme=light])": variables("dark") },
    ":root[data-theme=dark]": variables("dark"),
  });
});

export default {
  content: ["./app/**/*.tsx", "./components/**/*.tsx"],
  theme: {
    extend: {
      colors: Object.fromEntries(Object.keys(colors).map((name) => [name, `var(--color-${name})`])),
      borderRadius: { ...radius },
      boxShadow: { ...shadow },
      fontFamily: { sans: [...font.sans], mono: [...font.mono] },
    },
  },
  plugins: [themes],
} satisfies Config;
