/** The brand's drawings as files of their own, where no stylesheet gives them their colours. */
import { type Brand, type ColorName, colors } from "@/identity/brand";

type Drawing = Pick<Brand["picture"], "viewBox" | "shapes"> & Partial<Brand["picture"]>;

/** @returns a data URL of an SVG in the colours of light pages */
export function drawingUrl({ viewBox, shapes, lines = [] }: Drawing): string {
  const { width, height } = sizeOf(viewBox);
  const colour = (name: ColorName) => colors[name].light;
  const paths = [
    ...lines.map((d) => `<path d="${d}" fill="none" stroke="${colour("panel-line")}" stroke-width="1.5"/>`),
    ...shapes.map(({ path, tone }) => `<path d="${path}" fill="${colour(tone)}"/>`),
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" width="${width}" height="${height}">${paths.join("")}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

/** @returns the size in which a drawing fits into a box, as large as it can be */
export function fitted(viewBox: string, box: { width: number; height: number }) {
  const { width, height } = sizeOf(viewBox);
  const scale = Math.min(box.width / width, box.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** @see https://www.w3.org/TR/SVG2/coords.html#ViewBoxAttribute */
function sizeOf(viewBox: string): { width: number; height: number } {
  const [, , width = 1, height = 1] = viewBox.split(/[\s,]+/).map(Number);
  return { width, height };
}
