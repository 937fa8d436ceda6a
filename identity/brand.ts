/**
 * The brand: name, logo, picture, colours, corner radius, shadows and font, the only place that says them.
 * tailwind.config.ts turns the colours, radii, shadows and font into CSS variables and utilities (`bg-canvas`, `rounded-card`, ...);
 * app/globals.css uses those and holds no value of its own. Change this file and every page follows.
 *
 * Contrast to keep (WCAG 2.2 AA): ink, muted, accent and the four tones at least 4.5:1 on canvas, surface and sunken,
 * each tone at least 4.5:1 on its own soft colour, control and focus at least 3:1 on canvas and surface, glow likewise on
 * the panel. A test holds them (tests/unit/brand-contrast.test.ts).
 */
export interface ColorPair {
  light: string;
  dark: string;
}

/** One closed path of the logo, drawn in order. `tone` names a colour below. */
export interface LogoShape {
  path: string;
  tone: ColorName;
}

export const colors = {
  /** The page. */
  canvas: { light: "#f7f5f0", dark: "#121412" },
  /** Cards and fields. */
  surface: { light: "#ffffff", dark: "#1a1d1a" },
  /** Quiet areas inside of a card, code, hovered rows. */
  sunken: { light: "#f1eee7", dark: "#232723" },
  /** Text. */
  ink: { light: "#1d201d", dark: "#edeee9" },
  /** Secondary text. */
  muted: { light: "#5b5f58", dark: "#a9aea4" },
  /** Hairlines that only decorate. */
  line: { light: "#e3ded4", dark: "#2e332d" },
  /** Borders that show where a control is. */
  control: { light: "#84857a", dark: "#7b8278" },
  /** The main action and links. */
  accent: { light: "#1c5a4b", dark: "#8bcdb5" },
  "accent-strong": { light: "#134438", dark: "#a9dec9" },
  "accent-soft": { light: "#e4efea", dark: "#1e2f28" },
  "on-accent": { light: "#ffffff", dark: "#0b1c16" },
  /** The ring around what has the keyboard's focus. */
  focus: { light: "#b4560f", dark: "#f2b26b" },
  danger: { light: "#a3281c", dark: "#f4a095" },
  "danger-soft": { light: "#fbedea", dark: "#36201c" },
  success: { light: "#1d6539", dark: "#93d3a5" },
  "success-soft": { light: "#e7f3eb", dark: "#1b2e22" },
  info: { light: "#265470", dark: "#a0c8e2" },
  "info-soft": { light: "#e9f1f6", dark: "#1b2a34" },
  warning: { light: "#75500a", dark: "#e9c57c" },
  "warning-soft": { light: "#fbf2df", dark: "#32290f" },
  /** The panel beside the forms on wide screens, and what is drawn on it. */
  panel: { light: "#163f35", dark: "#0d1d18" },
  "panel-line": { light: "#2f6154", dark: "#234238" },
  "panel-ink": { light: "#eef4f0", dark: "#dfe9e3" },
  "panel-muted": { light: "#b4cdc3", dark: "#96b3a7" },
  /** The light in the doorway. */
  glow: { light: "#f4cf93", dark: "#e7b76d" },
} as const satisfies Record<string, ColorPair>;

export type ColorName = keyof typeof colors;

export const radius = {
  control: "0.625rem",
  card: "1.125rem",
  pill: "999px",
  /** What lies within a line or a control: the focus ring of a link, a button in a field. */
  inner: "0.375rem",
} as const;

export const shadow = {
  card: "0 1px 2px rgb(0 0 0 / 0.04), 0 12px 32px -12px rgb(0 0 0 / 0.12)",
  /** What lies over the page for a while. */
  over: "0 12px 32px -12px rgb(0 0 0 / 0.25)",
} as const;

/** System fonts only: nothing is loaded, and text stands at once. */
export const font = {
  sans: [
    "ui-sans-serif",
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "Helvetica Neue",
    "Arial",
    "sans-serif",
  ],
  mono: ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Liberation Mono", "monospace"],
} as const;

/** Addresses of your own pages: `https://...`, or a path of this app such as `/terms`; for support `mailto:...`, too. */
export interface BrandLinks {
  terms?: string;
  privacy?: string;
  support?: string;
}

export interface Brand {
  name: string;
  /** One line under the name on wide screens. */
  tagline: string;
  /** Shown at the foot of every page, where one signs up, and where something failed. Of one that is left out nothing is shown. */
  links: BrandLinks;
  logo: { viewBox: string; shapes: LogoShape[] };
  /** What stands on the panel, at its foot: lines in `panel-line`, closed paths over them. */
  picture: { viewBox: string; lines: string[]; shapes: LogoShape[] };
}

export const brand: Brand = {
  name: "Foyer",
  tagline: "Come in. The rest is yours.",
  links: {},
  // An archway with light behind the half-open door.
  logo: {
    viewBox: "0 0 32 32",
    shapes: [
      { path: "M4 30V14a12 12 0 0 1 24 0v16z", tone: "accent" },
      { path: "M10 30V14.5a6 6 0 0 1 12 0V30z", tone: "glow" },
      { path: "M10 30V14.5a6 6 0 0 1 5.2-5.95l.8 2.2V30z", tone: "accent-strong" },
    ],
  },
  // Archways behind archways with a light at the end.
  picture: {
    viewBox: "0 0 400 480",
    lines: [
      "M10 480V206a190 190 0 0 1 380 0V480",
      "M37 480V233a163 163 0 0 1 326 0V480",
      "M64 480V260a136 136 0 0 1 272 0V480",
      "M91 480V287a109 109 0 0 1 218 0V480",
      "M118 480V314a82 82 0 0 1 164 0V480",
      "M145 480V341a55 55 0 0 1 110 0V480",
    ],
    shapes: [
      { path: "M165 480V363a35 35 0 0 1 70 0V480z", tone: "glow" },
      { path: "M165 480V363a35 35 0 0 1 30-34.6l6 14V480z", tone: "panel-line" },
    ],
  },
};
