/** An answer that several may have: asked for once at a time, and kept for a moment. */

/**
 * @param ask  never fails
 * @param keptMs  how long an answer is as good as a new one
 */
export function remembered<T>(
  ask: () => Promise<T>,
  keptMs: number,
  now: () => number = () => Date.now(),
): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let isUnderWay = false;
  let until = 0;
  return () => {
    if (answer && (isUnderWay || now() < until)) return answer;
    isUnderWay = true;
    answer = ask().finally(() => {
      isUnderWay = false;
      until = now() + keptMs;
    });
    return answer;
  };
}
