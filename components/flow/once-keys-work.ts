/**
 * Attributes of what is of use only where script runs and the browser knows passkeys and security keys: it stays hidden
 * until then (components/enhance.tsx).
 */
export const onceKeysWork = {
  hidden: true,
  "data-scripted": true,
  "data-needs-keys": true,
  suppressHydrationWarning: true,
} as const;
