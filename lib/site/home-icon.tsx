/** The brand's icon on a home screen: the logo in the middle of the page's colour. */
import { brand, colors } from "@/identity/brand";
import { drawingUrl, fitted } from "./brand-svg";

/**
 * Of the icon's side, so that a mask of any shape leaves the logo whole: what must be seen lies within a circle of 80 %.
 *
 * @see https://www.w3.org/TR/appmanifest/#icon-masks
 */
const LOGO_SHARE = 0.54;

/** @param side of the icon, in pixels */
export function HomeIcon({ side }: { side: number }) {
  const box = { width: side * LOGO_SHARE, height: side * LOGO_SHARE };
  return (
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        alignItems: "center",
        justifyContent: "center",
        background: colors.canvas.light,
      }}
    >
      {/* Drawn once, at build: there is no page that it could hold up. */}
      <img src={drawingUrl(brand.logo)} {...fitted(brand.logo.viewBox, box)} alt="" />
    </div>
  );
}
