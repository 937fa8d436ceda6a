import type { HTMLAttributes } from "react";
import { cva, type VariantProps } from "class-variance-authority";

const cardStyle = cva("rounded-card border border-line bg-surface", {
  variants: {
    padding: { roomy: "p-5 sm:p-8", normal: "p-5 sm:p-6" },
    lift: { flat: "", raised: "shadow-card" },
  },
  defaultVariants: { padding: "normal", lift: "flat" },
});

export function Card({
  padding,
  lift,
  className,
  ...rest
}: HTMLAttributes<HTMLDivElement> & VariantProps<typeof cardStyle>) {
  return <div className={cardStyle({ padding, lift, className })} {...rest} />;
}

export { cardStyle };
