import type { ReactNode } from "react";

/** The quiet lines below a card's forms. */
export function AsideLinks({ children }: { children: ReactNode }) {
  return (
    <div className="mt-7 grid justify-items-center gap-2.5 border-t border-line pt-6 text-center text-[0.9375rem] text-muted">
      {children}
    </div>
  );
}
