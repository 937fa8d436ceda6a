/** Sends a mail of the app's own, after the answer to the request in hand: no page waits for it or fails by it. */
import "server-only";
import { afterAnswer } from "@/lib/after-answer";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { type Mail, renderMail } from "./mail";
import { createQueue, type Fate } from "./queue";
import { openTransport, type Post, withId } from "./transport";

/**
 * Returns at once. What can't be sent is tried again a few times, then given up with a line in the log; where no mail
 * service is configured (MAIL_SMTP_URI), nothing is sent. Who must not miss a mail keeps it elsewhere: a process that
 * ends takes what it has not sent along.
 */
export function sendMail(mail: Mail): void {
  if (!canSendMail()) return;
  afterAnswer("a mail", async () => {
    await deliverMail(mail);
  });
}

export const canSendMail = (): boolean => env().mail !== undefined;

/** For work that has left the request behind already. @returns once the mail has left or is given up */
export async function deliverMail(mail: Mail): Promise<Fate> {
  const put = queue();
  return put ? put(withId(renderMail(mail))) : "refused";
}

type Put = (post: Post) => Promise<Fate>;

function queue(): Put | undefined {
  const { mail } = env();
  if (mail === undefined) return undefined;
  // Next bundles pages and handlers apart; what is in hand is counted once a process.
  const shared = globalThis as { foyerMails?: Put };
  shared.foyerMails ??= createQueue({
    deliver: openTransport(mail),
    // Neither to whom nor what: a log is read by others.
    onLost: (problem, attempts) =>
      log().error({ problem, attempts }, "a mail could not be sent and was given up"),
  });
  return shared.foyerMails;
}
