import type { ReactNode } from "react";
import { cva } from "class-variance-authority";
import { AlertIcon, CheckIcon, InfoIcon } from "./icons";

export type Tone = "info" | "success" | "warning" | "error";

const noticeStyle = cva("flex gap-3 rounded-control px-4 py-3 text-[0.9375rem] leading-6", {
  variants: {
    tone: {
      info: "bg-info-soft text-info",
      success: "bg-success-soft text-success",
      warning: "bg-warning-soft text-warning",
      error: "bg-danger-soft text-danger",
    },
  },
});

const icons = { info: InfoIcon, success: CheckIcon, warning: AlertIcon, error: AlertIcon };

/** One thing to know. The icon goes with the tone; the words carry the meaning. */
export function Notice({ tone, testId, children }: { tone: Tone; testId?: string; children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <div className={noticeStyle({ tone })}>
      <Icon className="mt-0.5 shrink-0" />
      <div className="min-w-0 [overflow-wrap:anywhere]" data-testid={testId}>
        {children}
      </div>
    </div>
  );
}
