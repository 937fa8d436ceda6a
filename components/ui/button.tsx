import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";
import { cva, type VariantProps } from "class-variance-authority";

export const buttonStyle = cva(
  "inline-flex items-center justify-center gap-2.5 rounded-control text-[0.9375rem] leading-5 font-semibold wrap-anywhere no-underline transition-colors disabled:cursor-not-allowed",
  {
    variants: {
      look: {
        // The one main action of a page.
        primary:
          "min-h-11 bg-accent px-5 py-2.5 text-on-accent hover:bg-accent-strong disabled:bg-sunken disabled:text-muted",
        secondary:
          "min-h-11 border border-control bg-surface px-5 py-2.5 text-ink hover:border-ink hover:bg-sunken disabled:border-line disabled:text-muted",
        danger:
          "min-h-11 border border-control bg-surface px-5 py-2.5 text-danger hover:border-danger hover:bg-danger-soft disabled:border-line disabled:text-muted",
        quiet:
          "min-h-9 px-2.5 py-1.5 text-sm font-medium text-muted underline decoration-line underline-offset-[0.25em] hover:text-ink hover:decoration-current disabled:no-underline",
      },
      width: { auto: "", full: "w-full" },
    },
    defaultVariants: { look: "secondary", width: "auto" },
  },
);

type Variants = VariantProps<typeof buttonStyle>;

export function Button({
  look,
  width,
  className,
  type = "button",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & Variants) {
  return <button type={type} className={buttonStyle({ look, width, className })} {...rest} />;
}

/** A link that stands where a button would: it leads somewhere, it sends nothing. */
export function ButtonLink({
  look,
  width,
  className,
  children,
  ...rest
}: AnchorHTMLAttributes<HTMLAnchorElement> & Variants & { href: string }) {
  return (
    <a className={buttonStyle({ look, width, className })} {...rest}>
      {children}
    </a>
  );
}
