/** The brand's logo as square pictures for home screens and lists of apps. */

/** Sides of the PNG icons by file name, in pixels: Apple's for a home screen, and those that a manifest needs. */
export const iconSizes = { "180.png": 180, "192.png": 192, "512.png": 512 } as const;

export type IconName = keyof typeof iconSizes;

export function isIconName(name: string): name is IconName {
  return Object.hasOwn(iconSizes, name);
}

/** An icon as links and manifests name it. */
export function iconEntry(name: IconName) {
  const side = String(iconSizes[name]);
  return { path: `/icons/${name}`, sizes: `${side}x${side}`, type: "image/png" };
}
