/** Work that a visitor need not wait for. */
import "server-only";
import { after } from "next/server";
import { log } from "@/lib/log";

/**
 * Does the work once the answer is out; hosts that run functions stay awake for it. Without a request, as in a job, it is
 * begun at once. A failure is logged.
 *
 * @param what  names the work in the log
 */
export function afterAnswer(what: string, work: () => Promise<void>): void {
  const begin = () =>
    work().catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      log().error({ what, problem }, "work after an answer failed");
    });
  try {
    after(begin);
  } catch {
    void begin();
  }
}
