import { brand } from "@/identity/brand";

/** The brand's picture, for its panel. Decorates only. */
export function Picture({ className }: { className?: string }) {
  const { viewBox, lines, shapes } = brand.picture;
  return (
    <svg
      viewBox={viewBox}
      preserveAspectRatio="xMidYMax meet"
      aria-hidden="true"
      className={className}
      fill="none"
    >
      {lines.map((line) => (
        <path key={line} d={line} stroke="var(--color-panel-line)" strokeWidth="1.5" />
      ))}
      {shapes.map(({ path, tone }) => (
        <path key={path} d={path} fill={`var(--color-${tone})`} />
      ))}
    </svg>
  );
}
