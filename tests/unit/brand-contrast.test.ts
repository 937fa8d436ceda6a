/** Holds identity/brand.ts to WCAG 2.2 AA, also in a fork's own colours; and the other brand that tests put in its place. */
import { describe, expect, it } from "vitest";
import { type ColorName, colors } from "@/identity/brand";
import { colors as otherColors } from "@/tests/brand/halyard";

const TEXT = 4.5;
const CONTROL = 3;

const backgrounds = ["canvas", "surface", "sunken"] as const;
const pairs: [ColorName, ColorName, number][] = [
  ...(["ink", "muted", "accent", "danger", "success", "info", "warning"] as const).flatMap((name) =>
    backgrounds.map((background): [ColorName, ColorName, number] => [name, background, TEXT]),
  ),
  ["on-accent", "accent", TEXT],
  ["on-accent", "accent-strong", TEXT],
  ["accent", "accent-soft", TEXT],
  ["danger", "danger-soft", TEXT],
  ["success", "success-soft", TEXT],
  ["info", "info-soft", TEXT],
  ["warning", "warning-soft", TEXT],
  ["panel-ink", "panel", TEXT],
  ["control", "canvas", CONTROL],
  ["control", "surface", CONTROL],
  ["focus", "canvas", CONTROL],
  ["focus", "surface", CONTROL],
  ["glow", "panel", CONTROL],
];

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each([
  { whose: "the brand", palette: colors },
  { whose: "another brand", palette: otherColors },
])("$whose", ({ palette }) => {
  describe.each(["light", "dark"] as const)("in its %s colours", (theme) => {
    it.each(pairs)("lets %s stand out on %s by at least %d to 1", (front, back, least) => {
      expect(contrast(palette[front][theme], palette[back][theme])).toBeGreaterThanOrEqual(least);
    });
  });
});
