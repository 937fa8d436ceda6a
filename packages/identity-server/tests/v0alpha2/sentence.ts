// A sentence of the document on v0alpha2 that says how the API behaves, in words of our own, and its test.
import type { World } from "./world.js";

export interface Worlds {
  /** The configuration that most is about. */
  usual: World;
  /** Every flow but sign-up is over as soon as it has begun, and so is every link. */
  expired: World;
  /** As `expired`, for the sign-up, and for changes that need a sign-in of this very moment. */
  late: World;
}

export interface Sentence {
  /** The operation and the number of the sentence in it. */
  id: `${string}.${number}`;
  /** Finishes the sentence "it ...". */
  says: string;
  test(worlds: Worlds): Promise<void>;
}

/** Sentences of one operation, numbered in their order. */
export function of(
  operation: string,
  sentences: readonly (readonly [says: string, test: (worlds: Worlds) => Promise<void>])[],
): Sentence[] {
  return sentences.map(([says, test], at) => ({ id: `${operation}.${at + 1}`, says, test }));
}
