/** The picture beside a link to an open page, where other sites show one: the brand as the pages have it. */
import { brand, colors } from "@/identity/brand";
import { drawingUrl, fitted } from "./brand-svg";

/** In pixels, as Open Graph and Twitter recommend. */
export const SHARE_SIZE = { width: 1200, height: 630 } as const;

const LOGO = { width: 420, height: 116 };
const PICTURE = { width: 380, height: 500 };

/**
 * What the one font at hand has: Latin and Cyrillic letters, digits, and the usual signs. For others a font would be
 * fetched while the app is built, so a text in another script is left out, and the drawings stand for it.
 */
const DRAWABLE =
  /^[ -~\u00a0-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u0218-\u021b\u0400-\u045f\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac]*$/;

export function ShareCard() {
  const { name, tagline, logo, picture } = brand;
  return (
    <div style={{ display: "flex", width: "100%", height: "100%", background: colors.canvas.light }}>
      <div
        style={{
          display: "flex",
          flexDirection: "column",
          justifyContent: "center",
          width: 720,
          padding: "0 72px",
        }}
      >
        {/* Drawn once, at build: there is no page that it could hold up. */}
        <img src={drawingUrl(logo)} {...fitted(logo.viewBox, LOGO)} alt="" />
        {DRAWABLE.test(name) && (
          <div
            style={{
              marginTop: 44,
              fontSize: nameSize(name),
              lineHeight: 1.1,
              letterSpacing: "-0.03em",
              color: colors.ink.light,
            }}
          >
            {name}
          </div>
        )}
        {DRAWABLE.test(tagline) && (
          <div style={{ marginTop: 20, fontSize: 36, lineHeight: 1.35, color: colors.muted.light }}>
            {tagline}
          </div>
        )}
      </div>
      <div
        style={{
          display: "flex",
          alignItems: "flex-end",
          justifyContent: "center",
          width: 480,
          background: colors.panel.light,
        }}
      >
        <img src={drawingUrl(picture)} {...fitted(picture.viewBox, PICTURE)} alt="" />
      </div>
    </div>
  );
}

/** In pixels: long names take smaller letters, and then more lines. */
function nameSize(name: string): number {
  if (name.length <= 10) return 96;
  return name.length <= 20 ? 68 : 50;
}
