/**
 * How many accounts were made on each of the last days. The service has no such number: it is counted by walking through
 * the identities, a while at a time, and kept for some minutes.
 */
import "server-only";
import { z } from "zod";
import { askAdmin, identityApi } from "@/lib/ory/admin";
import type { Visitor } from "@/lib/request";
import { pagingOf } from "./paging";

export const SIGN_UP_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** As long as one visit to the overview may take for it; the next one goes on from there. */
const BUDGET_MS = 1500;
const FRESH_MS = 5 * 60 * 1000;
/** As many as fit the limit on one answer. */
const PAGE_SIZE = 250;

export interface SignUps {
  /** The last days in order, today last; in UTC. */
  days: { date: string; count: number }[];
  /** How many identities have been looked at. */
  counted: number;
  /** Whether those are all. */
  isComplete: boolean;
}

interface Walk {
  startedAt: number;
  counts: Map<string, number>;
  counted: number;
  pageToken: string | undefined;
  isComplete: boolean;
}

let walk: Walk | undefined;
let running: Promise<void> | undefined;

/** @param now  milliseconds since the epoch */
export async function signUps(visitor: Visitor, now = Date.now()): Promise<SignUps> {
  if (!walk || (walk.isComplete && now - walk.startedAt > FRESH_MS)) walk = newWalk(now);
  const current = walk;
  if (!current.isComplete) {
    running ??= goOn(current, visitor).finally(() => (running = undefined));
    await running;
  }
  return {
    days: lastDays(now).map((date) => ({ date, count: current.counts.get(date) ?? 0 })),
    counted: current.counted,
    isComplete: current.isComplete,
  };
}

function newWalk(now: number): Walk {
  return { startedAt: now, counts: new Map(), counted: 0, pageToken: undefined, isComplete: false };
}

const pageShape = z.array(z.looseObject({ created_at: z.string().optional() }));

async function goOn(current: Walk, visitor: Visitor): Promise<void> {
  const until = performance.now() + BUDGET_MS;
  while (!current.isComplete && performance.now() < until) {
    let next: string | undefined;
    const result = await askAdmin("count sign-ups", visitor, async (options) => {
      const { pageToken } = current;
      const answer = await identityApi().listIdentities({ pageSize: PAGE_SIZE, pageToken }, options);
      ({ next } = pagingOf(answer));
      return answer;
    });
    const page = result.kind === "answer" ? pageShape.safeParse(result.body).data : undefined;
    if (!page) return;
    for (const { created_at: createdAt = "" } of page) {
      const date = createdAt.slice(0, 10);
      current.counts.set(date, (current.counts.get(date) ?? 0) + 1);
    }
    current.counted += page.length;
    current.pageToken = next;
    current.isComplete = next === undefined;
  }
}

function lastDays(now: number): string[] {
  return Array.from({ length: SIGN_UP_DAYS }, (_, index) =>
    new Date(now - (SIGN_UP_DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}
