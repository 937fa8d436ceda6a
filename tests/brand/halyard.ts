/**
 * Another house's brand: what a fork's own identity/brand.ts could be. Tests and pictures put it in that file's place, to
 * show that every page follows it (`npm run screenshots -- --all --brand tests/brand/halyard.ts`).
 */
export interface ColorPair {
  light: string;
  dark: string;
}

export interface LogoShape {
  path: string;
  tone: ColorName;
}

export const colors = {
  canvas: { light: "#f3f5fb", dark: "#0d1018" },
  surface: { light: "#fdfdff", dark: "#151a25" },
  sunken: { light: "#e8ecf6", dark: "#1f2634" },
  ink: { light: "#141a27", dark: "#e7ebf6" },
  muted: { light: "#515b71", dark: "#a4aec4" },
  line: { light: "#d7ddea", dark: "#2a3243" },
  control: { light: "#757f98", dark: "#78839b" },
  accent: { light: "#3b3fb8", dark: "#aab1ff" },
  "accent-strong": { light: "#2a2d8c", dark: "#c6cbff" },
  "accent-soft": { light: "#e6e8fb", dark: "#22274b" },
  "on-accent": { light: "#fdfdff", dark: "#0e1130" },
  focus: { light: "#c2185b", dark: "#ff9ec5" },
  danger: { light: "#a61b3d", dark: "#ff9fb1" },
  "danger-soft": { light: "#fdecf0", dark: "#3a1a23" },
  success: { light: "#0f6650", dark: "#7fd6b5" },
  "success-soft": { light: "#e2f5ef", dark: "#12302b" },
  info: { light: "#1d588a", dark: "#93c8f3" },
  "info-soft": { light: "#e5f1fb", dark: "#152b3e" },
  warning: { light: "#754a00", dark: "#f0c36b" },
  "warning-soft": { light: "#fdf1dd", dark: "#33270e" },
  panel: { light: "#23256f", dark: "#12143b" },
  "panel-line": { light: "#4b4fb0", dark: "#2f3375" },
  "panel-ink": { light: "#f0f1ff", dark: "#e2e5ff" },
  "panel-muted": { light: "#babef1", dark: "#9ca2de" },
  glow: { light: "#ff9e7b", dark: "#ff9e7b" },
} as const satisfies Record<string, ColorPair>;

export type ColorName = keyof typeof colors;

export const radius = {
  control: "0.125rem",
  card: "0.25rem",
  pill: "0.1875rem",
  inner: "0.0625rem",
} as const;

export const shadow = {
  card: "0 0 0 1px rgb(20 26 39 / 0.04), 0 8px 20px -8px rgb(35 37 111 / 0.2)",
  over: "0 10px 24px -8px rgb(35 37 111 / 0.35)",
} as const;

export const font = {
  sans: ["Georgia", "Noto Serif", "DejaVu Serif", "Times New Roman", "serif"],
  mono: ["Courier New", "DejaVu Sans Mono", "monospace"],
} as const;

export interface BrandLinks {
  terms?: string;
  privacy?: string;
  support?: string;
}

export interface Brand {
  name: string;
  tagline: string;
  links: BrandLinks;
  logo: { viewBox: string; shapes: LogoShape[] };
  picture: { viewBox: string; lines: string[]; shapes: LogoShape[] };
}

export const brand: Brand = {
  name: "Halyard",
  tagline: "Set sail with what you have.",
  links: {
    terms: "https://halyard.example/terms",
    privacy: "https://halyard.example/privacy",
    support: "mailto:crew@halyard.example",
  },
  // Two sails on a mast.
  logo: {
    viewBox: "0 0 32 32",
    shapes: [
      { path: "M15 2v22H3z", tone: "accent" },
      { path: "M17 7v17h11z", tone: "glow" },
      { path: "M2 26h28l-4 4H6z", tone: "accent-strong" },
    ],
  },
  // The same boat far out, on three waves.
  picture: {
    viewBox: "0 0 400 480",
    lines: [
      "M0 400q50-30 100 0t100 0 100 0 100 0",
      "M0 430q50-30 100 0t100 0 100 0 100 0",
      "M0 460q50-30 100 0t100 0 100 0 100 0",
    ],
    shapes: [
      { path: "M196 180v190h-96z", tone: "panel-muted" },
      { path: "M204 225v145h92z", tone: "glow" },
    ],
  },
};
