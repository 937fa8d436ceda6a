import type { HTMLAttributes } from "react";
import { cva, type VariantProps } from "class-variance-authority";

const cardStyle = cva("rounded-card border border-line bg-surface", {
  variants: {
    padding: { roomy: "p-5 sm:p-8", normal: "p-5 sm:p-6" },
    lift: { flat: "", raised: "shadow-[0_1px_2px_rgb(0_0_0/0.04),0_12px_32px_-12px_rgb(0_0_0/0.12)]" },
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
