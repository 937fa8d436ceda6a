// Setting up more ways to prove who one is, and removing them.
import fc from "fast-check";
import { totpCode } from "../../../../../tests/contract/lib/totp.js";
import { isJsonObject, type JsonObject } from "../../../src/json.js";
import { asText, type Browser } from "../http.js";
import { demand, pick, type Account, type Flow, type Key } from "../model.js";
import { nodeValue, textContext } from "../nodes.js";
import { countFirstFactors } from "../rules.js";
import { stepAt, useStep } from "../totp.js";
import type { World } from "../world.js";
import { action, browserIndex, chosenFlow, flowChoice, which } from "./action.js";
import { change, settingsBrowser } from "./settings.js";

const times = fc.constantFrom(1, 1, 2);

interface Drawn {
  browser: number;
  flow: number | "new";
}

/** A settings flow, whose account it is about, and its form as this browser sees it. */
interface Form {
  browser: Browser;
  flow: Flow;
  account: Account;
  shown: JsonObject | undefined;
}

async function openForm(world: World, drawn: Drawn): Promise<Form | undefined> {
  const browser = settingsBrowser(world, drawn);
  const flow = browser && (await chosenFlow(world, browser, "settings", drawn.flow));
  if (!browser || !flow?.owner) return undefined;
  return { browser, flow, account: flow.owner, shown: await world.show(browser, flow) };
}

const settingUpTotp = action(
  "set up an authenticator app",
  3,
  fc.record({ browser: browserIndex, flow: flowChoice, offset: fc.constantFrom(-1, 0, 0, 0, 1, 2), times }),
  setUpTotp,
);

/** @param drawn `offset`: of which step, from now, the code is */
export async function setUpTotp(
  world: World,
  drawn: Drawn & { offset: number; times: number },
): Promise<void> {
  const form = await openForm(world, drawn);
  if (!form || form.account.totp) return;
  const { browser, flow, account, shown } = form;
  const secret = asText(shown && textContext(shown, "totp_secret_key")?.secret);
  if (shown && secret === "") return;
  const code = secret === "" ? "000000" : totpCode(secret, drawn.offset, world.now);
  const session = await change(world, browser, flow, {
    fields: { method: "totp", totp_code: code },
    isRight: secret !== "" && drawn.offset < 2,
    factor: "second",
    times: drawn.times,
  });
  if (!session) return;
  account.totp = { secret, usedSteps: new Set() };
  useStep(account.totp, stepAt(world.now) + drawn.offset);
  world.tally.note("totp set up");
}

const makingBackupCodes = action(
  "make backup codes",
  3,
  fc.record({ browser: browserIndex, flow: flowChoice, isLeft: fc.boolean() }),
  makeBackupCodes,
);

/** @param drawn `isLeft`: before the codes are confirmed */
export async function makeBackupCodes(world: World, drawn: Drawn & { isLeft: boolean }): Promise<void> {
  const form = await openForm(world, drawn);
  if (!form) return;
  const { browser, flow, account } = form;
  const made = await world.submit(browser, flow, { lookup_secret_regenerate: true });
  if (drawn.isLeft) return;
  const codes = made.status === 200 ? backupCodesIn(made.body) : [];
  const session = await change(world, browser, flow, {
    fields: { lookup_secret_confirm: true },
    isRight: codes.length > 0,
    factor: "second",
  });
  if (!session) return;
  account.backupCodes = codes.map((code) => ({ code, isUsed: false }));
  world.tally.note("backup codes made");
}

const removeSecondFactor = action(
  "remove a second factor",
  1,
  fc.record({ browser: browserIndex, flow: flowChoice, factor: fc.constantFrom("totp", "lookup_secret") }),
  async (world, drawn) => {
    const form = await openForm(world, drawn);
    if (!form || (drawn.factor === "totp" && !form.account.totp)) return;
    const { browser, flow, account } = form;
    const fields = drawn.factor === "totp" ? { totp_unlink: true } : { lookup_secret_disable: true };
    if (!(await change(world, browser, flow, { fields, isRight: true }))) return;
    if (drawn.factor === "totp") account.totp = undefined;
    else account.backupCodes = [];
  },
);

const addingKey = action(
  "add a key",
  3,
  fc.record({
    browser: browserIndex,
    flow: flowChoice,
    kind: fc.constantFrom("keys" as const, "passkeys" as const),
    times,
  }),
  addKey,
);

/** Adds a security key or a passkey. */
export async function addKey(
  world: World,
  drawn: Drawn & { kind: "keys" | "passkeys"; times: number },
): Promise<void> {
  const form = await openForm(world, drawn);
  if (!form) return;
  const { browser, flow, account, shown } = form;
  const node = drawn.kind === "keys" ? "webauthn_register_trigger" : "passkey_create_data";
  const options = shown && nodeValue(shown, node);
  if (shown && options === undefined) return;
  const made = options === undefined ? { name: "", answer: "{}" } : world.makeKey(options);
  const session = await change(world, browser, flow, {
    fields:
      drawn.kind === "keys"
        ? { webauthn_register: made.answer, webauthn_register_displayname: made.name }
        : { method: "passkey", passkey_settings_register: made.answer },
    isRight: options !== undefined,
    factor: drawn.kind === "keys" ? "second" : "first",
    times: drawn.times,
  });
  if (!session) return;
  const key: Key = { name: made.name, owner: account };
  account[drawn.kind].push(key);
  world.keys.push(key);
  world.tally.note(`${drawn.kind} added`);
}

export const removeKey = action(
  "remove a key",
  1,
  fc.record({ browser: browserIndex, flow: flowChoice, key: which }),
  async (world, drawn) => {
    const form = await openForm(world, drawn);
    const key = pick(world.keys, drawn.key);
    if (!form || !key) return;
    const { browser, flow, account } = form;
    const id = world.formIdOf(key);
    const isPasskey = !account.keys.includes(key);
    const isOwn = account.keys.includes(key) || account.passkeys.includes(key);
    const session = await change(world, browser, flow, {
      fields: isPasskey ? { method: "passkey", passkey_remove: id } : { webauthn_remove: id },
      isRight: isOwn && (!isPasskey || countFirstFactors(world, account) > 1),
    });
    if (!session) return;
    account.keys = account.keys.filter((other) => other !== key);
    account.passkeys = account.passkeys.filter((other) => other !== key);
    world.tally.note("key removed");
  },
);

function backupCodesIn(body: JsonObject): string[] {
  const secrets = textContext(body, "lookup_secret_codes")?.secrets;
  const texts = Array.isArray(secrets) ? secrets.filter(isJsonObject) : [];
  const codes = texts.map(({ context }) => (isJsonObject(context) ? asText(context.secret) : ""));
  demand(new Set(codes).size === codes.length && !codes.includes(""), () => "backup codes repeat");
  return codes;
}

export const factorActions = [settingUpTotp, makingBackupCodes, removeSecondFactor, addingKey, removeKey];
