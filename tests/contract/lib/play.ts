// Plays a scenario against a server and hands back what it answered, normalised.
import { randomInt } from "node:crypto";
import { answerCeremony, marksOf, type Keys } from "./authenticator";
import { send, type Addresses, type Answer } from "./client";
import type { CookieJar } from "./cookies";
import { parameterOf, takeFrom, valueAt } from "./keep";
import { generationOf } from "./generation";
import {
  normaliseAnswer,
  normaliseJson,
  normaliseReceived,
  type RecordedStep,
  type Surroundings,
} from "./normalise";
import type { JsonValue, KeyStep, MailStep, ReceivedStep, RequestStep, Scenario } from "./scenario";
import { fill, hasTotpCode, type Kept } from "./template";
import { awaitSteadyStep } from "./totp";

export interface Played {
  steps: RecordedStep[];
  /** Why the scenario ended early: an answer lacks what a later step needs, or the server did not answer. */
  stoppedBy?: string;
}

const pollEveryMs = 40;
const pollForMs = 12_000;

/** Sees each answer as it came. */
export type Watcher = (step: RequestStep, answer: Answer) => void;

export async function play(scenario: Scenario, addresses: Addresses, watch?: Watcher): Promise<Played> {
  const kept: Kept = new Map([
    ["run", randomLetters(8)],
    ["digits", randomDigits(6)],
    ["public", addresses.publicUrl],
    ["peer", addresses.peerUrl ?? ""],
  ]);
  const jars = new Map<string, CookieJar>();
  const keys: Keys = new Map();
  const steps: RecordedStep[] = [];
  const hasOpaqueTokens = generationOf(scenario.variant) === "v0alpha2";
  for (const step of scenario.steps) {
    try {
      if ("mailTo" in step) {
        steps.push(await waitForMail(step, addresses, kept));
        continue;
      }
      if ("received" in step) {
        steps.push(await waitForReceived(step, addresses, kept));
        continue;
      }
      if (hasTotpCode(step)) await awaitSteadyStep();
      if ("key" in step) {
        steps.push(useKey(step, addresses, keys, kept));
        continue;
      }
      const jar = jarOf(step, jars);
      const answer = await sendUntil(step, addresses, jar, kept);
      watch?.(step, answer);
      const missing = keepFrom(step, answer, kept);
      steps.push(recordedAs(step, answer, { addresses, kept, hasOpaqueTokens }));
      if (missing !== undefined) return { steps, stoppedBy: missing };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { steps, stoppedBy: `Step "${step.step}": ${reason}` };
    }
  }
  return { steps };
}

function recordedAs(
  step: RequestStep,
  answer: Answer,
  surroundings: Omit<Surroundings, "now">,
): RecordedStep {
  if (step.brief) return { step: step.step, status: answer.status };
  const recorded = normaliseAnswer(step.step, answer, { ...surroundings, now: Date.now() });
  if (step.anyOrder) inOrder(recorded.body);
  return recorded;
}

/** Sorts a list, or the nodes of a flow. */
function inOrder(body: JsonValue | undefined): void {
  const list = Array.isArray(body) ? body : valueAt(body, "ui.nodes");
  if (Array.isArray(list)) list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function jarOf(step: RequestStep, jars: Map<string, CookieJar>): CookieJar | undefined {
  if (step.as === "native" || step.as === "admin") return undefined;
  const name = step.browser ?? "first";
  const jar = jars.get(name) ?? new Map<string, string>();
  jars.set(name, jar);
  return jar;
}

async function sendUntil(
  step: RequestStep,
  addresses: Addresses,
  jar: CookieJar | undefined,
  kept: Kept,
): Promise<Answer> {
  if (step.until === undefined) return send(step, addresses, jar, kept);
  return poll(`status ${step.until}`, async () => {
    const answer = await send(step, addresses, jar, kept);
    return answer.status === step.until ? answer : undefined;
  });
}

function keepFrom(step: RequestStep, answer: Answer, kept: Kept): string | undefined {
  for (const [name, keep] of Object.entries(step.keep ?? {})) {
    const value = takeFrom(answer, keep);
    if (value === undefined) {
      const what = typeof keep === "string" ? keep : `${keep.parameter} of ${keep.of}`;
      return `Step "${step.step}" (status ${answer.status}) has no ${what} for later steps: ${answer.text.slice(0, 400)}`;
    }
    kept.set(name, value);
  }
  return undefined;
}

async function waitForMail(step: MailStep, addresses: Addresses, kept: Kept): Promise<RecordedStep> {
  const recipient = fill(step.mailTo, kept);
  const list: RequestStep = {
    step: step.step,
    as: "admin",
    send: `GET /admin/courier/messages?page_size=250&recipient=${encodeURIComponent(recipient)}${step.status === undefined ? "" : `&status=${step.status}`}`,
  };
  const listed = async (): Promise<JsonValue | undefined> =>
    addresses.mailsTo?.(recipient).map((mail) => ({ ...mail })) ??
    (await send(list, addresses, undefined, kept)).json;
  const messages = await poll(`${step.count} mail(s) to ${recipient}`, async () => {
    const found = await listed();
    return Array.isArray(found) && found.length >= step.count ? found : undefined;
  });
  keepFromMail(step, messages[0], kept);
  const inOrder = messages.map((message) => valueAt(message, "template_type") ?? null).reverse();
  return { step: step.step, status: 200, body: inOrder };
}

async function waitForReceived(step: ReceivedStep, addresses: Addresses, kept: Kept): Promise<RecordedStep> {
  const { receiver } = addresses;
  if (!receiver) throw new Error("the configuration names no receiver");
  const marks = ["run", "digits"].map((name) => kept.get(name) ?? "");
  const path = step.path === undefined ? undefined : fill(step.path, kept);
  const found = () =>
    receiver.received.filter(
      (request) =>
        marks.some((mark) => `${request.path} ${request.body}`.includes(mark)) &&
        (path === undefined || request.path === path),
    );
  const wanted = step.received === "none" ? 0 : step.received;
  const requests = await poll(`${wanted} request(s) at the receiver`, async () =>
    found().length >= wanted ? found() : undefined,
  );
  const recorded = requests.map((request) =>
    normaliseReceived(request, { addresses, kept, now: Date.now() }),
  );
  if (step.anyOrder) recorded.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { step: step.step, status: 200, body: recorded };
}

function keepFromMail(step: MailStep, message: JsonValue | undefined, kept: Kept): void {
  const text = (key: string) => {
    const value = valueAt(message, key);
    return typeof value === "string" ? value : undefined;
  };
  const id = text("id");
  const body = text("body") ?? "";
  const code = /(?<![\d#&])\d{6}(?!\d)/.exec(body)?.[0];
  const link = /http[^\s"<>]*\/self-service\/[^\s"<>]*/.exec(body)?.[0]?.replaceAll("&amp;", "&");
  for (const [name, keep] of Object.entries(step.keep ?? {})) {
    const value = typeof keep === "object" ? parameterOf(link, keep.parameter) : { code, link, id }[keep];
    if (value === undefined) throw new Error(`The mail has no ${JSON.stringify(keep)} in it: ${body}`);
    kept.set(name, value);
  }
}

/** What the key was asked is recorded; how it answers is its own affair. */
function useKey(step: KeyStep, addresses: Addresses, keys: Keys, kept: Kept): RecordedStep {
  const options = fill(step.options, kept);
  const behaviour = Object.fromEntries(
    Object.entries(step.with ?? {}).map(([name, value]) => [
      name,
      typeof value === "string" ? fill(value, kept) : value,
    ]),
  );
  kept.set(step.keep, answerCeremony({ ...step, with: behaviour }, options, keys));
  const key = keys.get(step.key);
  if (key) for (const [name, mark] of marksOf(step.key, key)) kept.set(name, mark);
  const asked = JSON.parse(options) as JsonValue;
  return { step: step.step, status: 200, body: normaliseJson(asked, { addresses, kept, now: Date.now() }) };
}

async function poll<Value>(what: string, attempt: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + pollForMs;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`Waited ${pollForMs / 1000} seconds in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs));
  }
}

/** Part of a phone number that nobody else has. */
function randomDigits(length: number): string {
  return Array.from({ length }, () => String(randomInt(10))).join("");
}

/** Letters only: a run's mark must look like no code and no part of an id. */
function randomLetters(length: number): string {
  return Array.from({ length }, () => "ghjkmnpqrstvwxyz"[randomInt(16)]).join("");
}
