// Security keys and passkeys in software: they answer the options of a ceremony as a browser and its authenticator
// would (an ES256 key, attestation "none"), or, where a scenario asks for it, as none should.
// See https://www.w3.org/TR/webauthn-3/#sctn-generating-an-attestation-object
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { encodeCbor, type Cbor } from "./cbor";
import { valueAt } from "./keep";
import type { JsonValue, KeyBehaviour, KeyStep } from "./scenario";

export interface Key {
  id: Buffer;
  publicKey: Buffer;
  privateKey: KeyObject;
  /** What the account was called when the key was made for it. */
  userHandle: Buffer;
  rpId: string;
  counter: number;
  behaviour: KeyBehaviour;
}

/** The keys of a scenario, by name. */
export type Keys = Map<string, Key>;

/** The page that the ceremony is asked for on. */
const pageOrigin = "http://localhost:3000";

/**
 * Answers the options of a ceremony.
 * @returns what a form sends on: the credential as JSON
 * @throws when the options are none, or a key is to sign that was never made
 */
export function answerCeremony(step: KeyStep, options: string, keys: Keys): string {
  const asked = publicKeyOptions(options);
  return JSON.stringify(step.does === "create" ? create(step, asked, keys) : assert(step, asked, keys));
}

/** What of a key can stand in a recorded answer, by the name that it is shown under there. */
export function marksOf(name: string, key: Key): [string, string][] {
  return [
    [`${name}-id`, key.id.toString("base64url")],
    [`${name}-id-hex`, key.id.toString("hex")],
    [`${name}-id-base64`, key.id.toString("base64")],
    [`${name}-public-base64`, key.publicKey.toString("base64")],
    [`${name}-handle`, key.userHandle.toString("latin1")],
    [`${name}-handle-base64`, key.userHandle.toString("base64")],
    [`${name}-handle-base64url`, key.userHandle.toString("base64url")],
  ];
}

/** The options as a form carries them: by themselves, or beside the name of the field that names the account. */
function publicKeyOptions(options: string): JsonValue {
  const parsed = JSON.parse(options) as JsonValue;
  const asked = valueAt(parsed, "credentialOptions.publicKey") ?? valueAt(parsed, "publicKey");
  if (asked === undefined) throw new Error(`These are no options of a ceremony: ${options}`);
  return asked;
}

function create({ key: name, with: behaviour = {} }: KeyStep, asked: JsonValue, keys: Keys): JsonValue {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key: Key = {
    id: randomBytes(32),
    publicKey: cosePublicKey(pair.publicKey),
    privateKey: pair.privateKey,
    userHandle: Buffer.from(textAt(asked, "user.id"), "base64url"),
    rpId: behaviour.rpId ?? textAt(asked, "rp.id"),
    counter: behaviour.counter ?? 0,
    behaviour,
  };
  keys.set(name, key);
  const attested = Buffer.concat([
    Buffer.from((behaviour.aaguid ?? "").replaceAll("-", "").padEnd(32, "0"), "hex"),
    Buffer.from([0, key.id.length]),
    key.id,
    key.publicKey,
  ]);
  const attestation = new Map<string, Cbor>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", authenticatorData(key, behaviour, attested)],
  ]);
  return credential(key, {
    attestationObject: encodeCbor(attestation).toString("base64url"),
    clientDataJSON: clientData("webauthn.create", asked, behaviour).toString("base64url"),
  });
}

function assert({ key: name, with: changed = {} }: KeyStep, asked: JsonValue, keys: Keys): JsonValue {
  const key = keys.get(name);
  if (!key) throw new Error(`No earlier step has made the key "${name}".`);
  const behaviour = { ...key.behaviour, ...changed };
  // A key that counts, counts on; most passkeys say 0 for ever.
  if (key.counter > 0) key.counter += 1;
  const data = authenticatorData({ ...key, counter: changed.counter ?? key.counter }, behaviour);
  const client = clientData("webauthn.get", asked, behaviour);
  const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
  const signature = sign("sha256", behaviour.signsOther ? randomBytes(16) : signed, key.privateKey);
  return credential(key, {
    authenticatorData: data.toString("base64url"),
    clientDataJSON: client.toString("base64url"),
    signature: signature.toString("base64url"),
    userHandle: behaviour.userHandle ?? key.userHandle.toString("base64url"),
  });
}

function credential({ id }: Key, response: JsonValue): JsonValue {
  const encoded = id.toString("base64url");
  return { id: encoded, rawId: encoded, type: "public-key", response };
}

function clientData(type: string, asked: JsonValue, behaviour: KeyBehaviour): Buffer {
  // As a browser tells it, in whichever alphabet it was asked.
  const bytes = Buffer.from(textAt(asked, "challenge"), "base64");
  const challenge = behaviour.challenge ?? bytes.toString("base64url");
  return Buffer.from(
    JSON.stringify({
      type: behaviour.ceremony ?? type,
      challenge,
      origin: behaviour.origin ?? pageOrigin,
      crossOrigin: false,
    }),
  );
}

function authenticatorData(key: Key, behaviour: KeyBehaviour, attested?: Buffer): Buffer {
  const { isPresent = true, isVerified = true, isSynced = false } = behaviour;
  const flags =
    (isPresent ? 0x01 : 0) | (isVerified ? 0x04 : 0) | (isSynced ? 0x18 : 0) | (attested ? 0x40 : 0);
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(key.counter);
  return Buffer.concat([
    createHash("sha256")
      .update(behaviour.rpId ?? key.rpId)
      .digest(),
    Buffer.from([flags]),
    counter,
    ...(attested ? [attested] : []),
  ]);
}

/** @see https://www.rfc-editor.org/rfc/rfc9053#section-7.1.1 */
function cosePublicKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return encodeCbor(
    new Map<number, number | Buffer>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
}

function textAt(value: JsonValue, path: string): string {
  const found = valueAt(value, path);
  if (typeof found !== "string") throw new Error(`The options of the ceremony have no "${path}".`);
  return found;
}
