import type { AnchorHTMLAttributes } from "react";
import { cva, type VariantProps } from "class-variance-authority";

const linkStyle = cva("rounded-inner underline-offset-[0.2em] transition-colors", {
  variants: {
    look: {
      text: "font-medium text-accent underline decoration-from-font hover:text-accent-strong",
      quiet: "text-muted underline decoration-line hover:text-ink hover:decoration-current",
      plain: "",
    },
  },
  defaultVariants: { look: "text" },
});

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement>, VariantProps<typeof linkStyle> {
  href: string;
}

/**
 * A plain anchor, always. Pages here begin flows and read sessions, so each visit is a whole document:
 * nothing is prefetched, nothing is kept in a client-side router.
 */
export function Link({ look, className, children, ...rest }: LinkProps) {
  return (
    <a className={linkStyle({ look, className })} {...rest}>
      {children}
    </a>
  );
}
