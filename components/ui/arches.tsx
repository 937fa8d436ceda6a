/** Archways behind archways with a light at the end: the brand's panel, drawn in its own colours. Decorates only. */
const steps = [0, 1, 2, 3, 4, 5];

export function Arches({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 400 480"
      preserveAspectRatio="xMidYMax meet"
      aria-hidden="true"
      className={className}
      fill="none"
    >
      {steps.map((step) => {
        const half = 190 - step * 27;
        const top = 16 + step * 54;
        return (
          <path
            key={step}
            d={`M${200 - half} 480V${top + half}a${half} ${half} 0 0 1 ${half * 2} 0V480`}
            stroke="var(--color-panel-line)"
            strokeWidth="1.5"
          />
        );
      })}
      <path d="M165 480V363a35 35 0 0 1 70 0V480z" fill="var(--color-glow)" />
      <path d="M165 480V363a35 35 0 0 1 30-34.6l6 14V480z" fill="var(--color-panel-line)" />
    </svg>
  );
}
