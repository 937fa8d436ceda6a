// Which hooks run after a flow: those of the method that completed it, or else those of the flow.
import type { Config, Hook } from "../config/index.js";

interface After {
  default_browser_return_url?: string | undefined;
  hooks: Hook[];
}

type AfterFlow = After & { [method: string]: unknown };

export type AfterLogin = Config["selfservice"]["flows"]["login"]["after"];
export type AfterRegistration = Config["selfservice"]["flows"]["registration"]["after"];
export type AfterSettings = Config["selfservice"]["flows"]["settings"]["after"];

export function hooksAfter(after: AfterFlow, method: string | null): Hook[] {
  const own = ownHooks(after, method);
  return own.length > 0 ? own : after.hooks;
}

/** Those of the method alone. Hooks that run before something is stored are looked for nowhere else. */
export function ownHooks(after: AfterFlow, method: string | null): Hook[] {
  return afterMethod(after, method)?.hooks ?? [];
}

/** Where a flow sends the browser by its configuration: the method's address has rank over the flow's. */
export function configuredReturnUrls(after: AfterFlow, method: string | null): (string | undefined)[] {
  return [afterMethod(after, method)?.default_browser_return_url, after.default_browser_return_url];
}

export function hasHook(hooks: Hook[], name: Hook["hook"]): boolean {
  return hooks.some(({ hook }) => hook === name);
}

function afterMethod(after: AfterFlow, method: string | null): After | undefined {
  if (method === null || method === "hooks") return undefined;
  const own = after[method];
  return isAfter(own) ? own : undefined;
}

function isAfter(value: unknown): value is After {
  return typeof value === "object" && value !== null && "hooks" in value;
}
