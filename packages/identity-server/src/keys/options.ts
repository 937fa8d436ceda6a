// What a key is asked: the options of a ceremony, and the memory of them in the flow, which binds the answer to it.
import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { FlowBase } from "../flows/flow.js";
import type { JsonObject } from "../json.js";
import type { KeyMethod, RelyingParty } from "./relying-party.js";
import { browserId, type StoredKey } from "./stored-keys.js";

/**
 * The signatures that are understood, in the order of preference.
 *
 * @see https://www.iana.org/assignments/cose/cose.xhtml#algorithms
 */
export const algorithms = [-7, -35, -36, -257, -258, -259, -37, -38, -39, -8];

const CHALLENGE_BYTES = 32;

/** The keys of these objects are in the order in which Kratos writes them. */
export interface CreationOptions extends JsonObject {
  publicKey: {
    rp: { name: string; id: string };
    user: { name: string; displayName: string; id: string };
    challenge: string;
    pubKeyCredParams: { type: string; alg: number }[];
    timeout: number;
    authenticatorSelection: JsonObject;
  };
}

export interface RequestOptions extends JsonObject {
  publicKey: {
    challenge: string;
    timeout: number;
    rpId: string;
    allowCredentials?: { type: string; id: string }[];
    userVerification: string;
  };
}

/** @param user what the account is called: to the key by its handle, to the person by its name */
export function creationOptions(
  party: RelyingParty,
  user: { handle: Buffer; name?: string | undefined },
): CreationOptions {
  const name = user.name ?? party.name;
  return {
    publicKey: {
      rp: { name: party.name, id: party.id },
      user: { name, displayName: name, id: user.handle.toString("base64url") },
      challenge: newChallenge(),
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      timeout: party.timeout,
      authenticatorSelection: party.selection,
    },
  };
}

/** @param allowed the keys to choose from; none: whichever key the browser has for this site */
export function requestOptions(party: RelyingParty, allowed: StoredKey[] = []): RequestOptions {
  return {
    publicKey: {
      challenge: newChallenge(),
      timeout: party.timeout,
      rpId: party.id,
      ...(allowed.length > 0 && {
        allowCredentials: allowed.map((key) => ({ type: "public-key", id: browserId(key) })),
      }),
      userVerification: party.userVerification,
    },
  };
}

const askedSchema = z.object({
  publicKey: z.object({
    challenge: z.string(),
    user: z.object({ id: z.string() }).optional(),
    allowCredentials: z.array(z.object({ id: z.string() })).default([]),
  }),
});

export interface Asked {
  challenge: string;
  /** Of the account that a new key is for. */
  userHandle: Buffer | undefined;
  /** In base64url; empty: any key of this site. */
  allowedIds: string[];
}

export function remember(flow: FlowBase, method: KeyMethod, options: CreationOptions | RequestOptions): void {
  flow.internal[memoryKey(method)] = options;
}

/** The options that the flow has asked for a new key with. */
export function rememberedCreation(flow: FlowBase, method: KeyMethod): CreationOptions | undefined {
  // Written by `remember` alone, and stored as it was written.
  return flow.internal[memoryKey(method)] as CreationOptions | undefined;
}

/** What the flow's form asks; undefined when it asks nothing, or when that was answered. */
export function askedBy(flow: FlowBase, method: KeyMethod): Asked | undefined {
  const options = flow.internal[memoryKey(method)];
  if (options === undefined) return undefined;
  const { challenge, user, allowCredentials } = askedSchema.parse(options).publicKey;
  return {
    challenge,
    userHandle: user && Buffer.from(user.id, "base64url"),
    allowedIds: allowCredentials.map(({ id }) => id),
  };
}

/** An answer counts once. */
export function forget(flow: FlowBase, method: KeyMethod): void {
  const { [memoryKey(method)]: _answered, ...others } = flow.internal;
  flow.internal = others;
}

function newChallenge(): string {
  return randomBytes(CHALLENGE_BYTES).toString("base64url");
}

function memoryKey(method: KeyMethod): string {
  return `${method}_options`;
}
