// The brand's colours from one: light and dark, each as far from its backgrounds as people need to read it (WCAG 2.2 AA).

/** @typedef {{ light: string, dark: string }} ColorPair */

const TEXT = 4.5;

/**
 * @param {string} hex the brand's colour, `#rrggbb`
 * @param {Record<string, ColorPair>} colors those of the brand as they are: the backgrounds stay
 * @returns {Record<string, ColorPair>} the ones that follow from it
 */
export function paletteOf(hex, colors) {
  const { hue, saturation } = toHsl(hex);
  const backgrounds = (/** @type {"light" | "dark"} */ theme) =>
    ["canvas", "surface", "sunken"].map((name) => /** @type {ColorPair} */ (colors[name])[theme]);
  const softOf = {
    light: fromHsl(hue, Math.min(saturation, 0.35), 0.92),
    dark: fromHsl(hue, Math.min(saturation, 0.25), 0.15),
  };
  const light = readable(hex, [...backgrounds("light"), softOf.light, "#ffffff"], -1);
  const dark = readable(hex, [...backgrounds("dark"), softOf.dark], 1);
  const panelSaturation = Math.min(saturation, 0.5);
  return {
    accent: { light, dark },
    "accent-strong": { light: shifted(light, -0.07), dark: shifted(dark, 0.07) },
    "accent-soft": softOf,
    "on-accent": { light: "#ffffff", dark: fromHsl(hue, panelSaturation, 0.08) },
    panel: { light: fromHsl(hue, panelSaturation, 0.17), dark: fromHsl(hue, panelSaturation, 0.085) },
    "panel-line": {
      light: fromHsl(hue, panelSaturation * 0.7, 0.29),
      dark: fromHsl(hue, panelSaturation * 0.7, 0.2),
    },
    "panel-ink": { light: fromHsl(hue, 0.2, 0.95), dark: fromHsl(hue, 0.15, 0.89) },
    "panel-muted": { light: fromHsl(hue, 0.25, 0.76), dark: fromHsl(hue, 0.17, 0.66) },
  };
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {number} 1 to 21
 * @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
 */
export function contrast(one, other) {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * The nearest shade that can be read on all backgrounds.
 *
 * @param {string} hex
 * @param {string[]} backgrounds
 * @param {1 | -1} direction towards white or towards black
 */
function readable(hex, backgrounds, direction) {
  let { hue, saturation, lightness } = toHsl(hex);
  let shade = fromHsl(hue, saturation, lightness);
  while (
    !backgrounds.every((background) => contrast(shade, background) >= TEXT) &&
    lightness >= 0 &&
    lightness <= 1
  ) {
    lightness += direction * 0.01;
    shade = fromHsl(hue, saturation, lightness);
  }
  return shade;
}

/**
 * @param {string} hex
 * @param {number} by of lightness, -1 to 1
 */
function shifted(hex, by) {
  const { hue, saturation, lightness } = toHsl(hex);
  return fromHsl(hue, saturation, lightness + by);
}

/** @param {string} hex */
function channelsOf(hex) {
  return [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16) / 255);
}

/** @param {string} hex */
function luminance(hex) {
  const [red = 0, green = 0, blue = 0] = channelsOf(hex).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {string} hex
 * @returns {{ hue: number, saturation: number, lightness: number }} degrees, and two shares of 1
 */
function toHsl(hex) {
  const [red = 0, green = 0, blue = 0] = channelsOf(hex);
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const lightness = (most + least) / 2;
  const span = most - least;
  if (span === 0) return { hue: 0, saturation: 0, lightness };
  const saturation = span / (1 - Math.abs(2 * lightness - 1));
  const sector =
    most === red
      ? ((green - blue) / span + 6) % 6
      : most === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return { hue: sector * 60, saturation, lightness };
}

/**
 * @param {number} hue
 * @param {number} saturation
 * @param {number} lightness
 */
function fromHsl(hue, saturation, lightness) {
  const light = Math.min(1, Math.max(0, lightness));
  const reach = saturation * Math.min(light, 1 - light);
  const channel = (/** @type {number} */ offset) => {
    const place = (offset + hue / 30) % 12;
    const value = light - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
