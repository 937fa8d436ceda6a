/** Where a listing that shows the newest first goes on: the moment and id of the last row of the page before. */
import { z } from "zod";

export interface Position {
  /** ISO 8601, UTC */
  at: string;
  id: string;
}

const shape = z.object({ at: z.iso.datetime(), id: z.uuid() });

/** @returns undefined for anything but what {@link positionText} has made */
export function parsePosition(text: string | undefined): Position | undefined {
  const [at, id, ...more] = text?.split("_") ?? [];
  return more.length === 0 ? shape.safeParse({ at, id }).data : undefined;
}

export function positionText({ at, id }: Position): string {
  return `${at}_${id}`;
}
