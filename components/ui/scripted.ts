/**
 * Attributes of what is of use only where script runs. Its place is kept where script may run, so that nothing moves when
 * it comes out of hiding (app/globals.css, components/enhance.tsx); elsewhere it is not there.
 */
export const scripted = { "data-scripted": "waiting", suppressHydrationWarning: true } as const;
