import { scripted } from "@/components/ui/scripted";

/** Attributes of what is of use only where script runs and the browser knows passkeys and security keys. */
export const onceKeysWork = { ...scripted, "data-needs-keys": true } as const;
