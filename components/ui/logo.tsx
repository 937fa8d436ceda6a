import { brand } from "@/identity/brand";

/** The brand's mark alone; it decorates, the name beside it speaks. */
export function Mark({ size = 28, className }: { size?: number; className?: string }) {
  return (
    <svg viewBox={brand.logo.viewBox} width={size} height={size} aria-hidden="true" className={className}>
      {brand.logo.shapes.map((shape) => (
        <path key={shape.path} d={shape.path} fill={`var(--color-${shape.tone})`} />
      ))}
    </svg>
  );
}

/** Mark and name, as at the top of each page. */
export function Logo({ className = "" }: { className?: string }) {
  return (
    <span
      className={`inline-flex items-center gap-2.5 text-lg leading-none font-semibold tracking-tight ${className}`}
    >
      <Mark />
      {brand.name}
    </span>
  );
}
