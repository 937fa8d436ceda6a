/** Where mails about an account go. */
import { z } from "zod";
import type { Account } from "./account";

const addressesShape = z
  .array(z.looseObject({ value: z.string().min(1), via: z.string(), verified: z.boolean().optional() }))
  .nullish()
  .catch(undefined)
  .transform((addresses) => (addresses ?? []).filter(({ via }) => via === "email"));

/** An account has one or two; nobody is to have a hundred mails sent. */
const MOST = 5;

export interface Reader {
  address: string;
  /** The account no longer has it. */
  isFormer: boolean;
}

/**
 * Those who are told: each confirmed address, and with `before` each one that the account has had and lost.
 *
 * @param before  the account as it was before the change
 */
export function readersOf(account: Account, before?: Account): Reader[] {
  const now = new Set(mailAddresses(account));
  const former = before ? mailAddresses(before).filter((address) => !now.has(address)) : [];
  return [
    ...former.slice(0, MOST).map((address) => ({ address, isFormer: true })),
    ...confirmed(account)
      .slice(0, MOST)
      .map((address) => ({ address, isFormer: false })),
  ];
}

/** Whether the account has lost an address or got one. */
export function areAddressesChanged(before: Account, after: Account): boolean {
  return mailAddresses(before).sort().join(" ") !== mailAddresses(after).sort().join(" ");
}

function mailAddresses({
  verifiable_addresses: verifiable,
  recovery_addresses: recovery,
}: Account): string[] {
  const all = [...addressesShape.parse(verifiable), ...addressesShape.parse(recovery)];
  return [...new Set(all.map(({ value }) => value.toLowerCase()))];
}

function confirmed({ verifiable_addresses: verifiable }: Account): string[] {
  const addresses = addressesShape.parse(verifiable).filter(({ verified }) => verified === true);
  return [...new Set(addresses.map(({ value }) => value.toLowerCase()))];
}
