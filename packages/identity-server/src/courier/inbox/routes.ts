// The dev inbox: every mail that the server would send, and those that the app puts in, on a page for people and as JSON
// for tests. It is part of the server in development alone; elsewhere these routes don't exist.
import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import type { Config } from "../../config/index.js";
import { parseDuration } from "../../config/schema/values.js";
import type { Context } from "../../context.js";
import { readText } from "../../http/body.js";
import { addressOf, isOwnHost, isSameOrigin } from "../../http/own-host.js";
import type { MessageFilter } from "../../store/messages.js";
import { givenMail, MAX_MAIL_BYTES } from "./given-mail.js";
import { mailView, type MailView } from "./mail-view.js";
import { inboxPage } from "./page.js";

type InboxContext = Pick<Context, "config" | "store" | "now">;

const PAGE_SIZE = 50;
const MAX_WAIT_MS = 30_000;
const LOOK_EVERY_MS = 40;

/**
 * To be mounted at `/dev/inbox`:
 *
 * - `GET /` the page; `?recipient=` shows the mails to one address
 * - `GET /messages` the newest mails, newest first; `recipient`, `template_type` and `after` (an id) choose among them,
 *   `wait` (a duration such as `5s`) holds the answer until there is one
 * - `POST /messages` puts in a mail of somebody else, such as the app: JSON with `recipient`, `subject`, `text` and `html`
 * - `GET /messages/:id` one mail
 * - `DELETE /messages` clears the inbox
 */
export function devInbox(context: InboxContext): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (!isOwnHost(c.req.header("host"), ownAddresses(context.config()))) {
      return c.text("The dev inbox does not answer under this host name.\n", 403);
    }
    if (c.req.method !== "GET" && !isSameOrigin(c.req.raw.headers)) {
      return c.text("The dev inbox takes no changes from other sites.\n", 403);
    }
    await next();
    c.header("cache-control", "no-store");
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    return undefined;
  });

  app.get("/", (c) => {
    const recipient = c.req.query("recipient")?.trim().toLowerCase() ?? "";
    const mails = find(context, { ...(recipient !== "" && { recipient }), limit: PAGE_SIZE });
    const nonce = randomBytes(16).toString("base64");
    c.header("content-security-policy", pagePolicy(nonce));
    return c.html(inboxPage(mails, { recipient, nonce, now: context.now() }));
  });

  app.get("/messages", async (c) => {
    const { recipient, template_type: templateType, after, wait } = c.req.query();
    const newest = after === undefined ? undefined : context.store.messages.find(after)?.sequence;
    const filter: MessageFilter = {
      ...(recipient && { recipient: recipient.trim().toLowerCase() }),
      ...(templateType && { templateType }),
      ...(newest !== undefined && { after: newest }),
      limit: PAGE_SIZE,
    };
    const until = Date.now() + Math.min(parseDuration(wait ?? "") ?? 0, MAX_WAIT_MS);
    for (;;) {
      const mails = find(context, filter);
      if (mails.length > 0 || Date.now() >= until || c.req.raw.signal.aborted) return c.json(mails);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  });

  app.post("/messages", async (c) => {
    // A form of another site could not send this type, whatever headers its browser leaves out.
    if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
      return c.json({ error: "Send the mail as application/json." }, 415);
    }
    const body = await readText(c.req.raw, MAX_MAIL_BYTES).catch(() => undefined);
    if (body === undefined) return c.json({ error: "The mail is too large." }, 413);
    const given = givenMail(body, context.now());
    if (!given.mail) return c.json({ error: given.problem }, 400);
    const { mail } = given;
    await context.store.write(() => {
      context.store.messages.insert(mail);
    });
    return c.json({ id: mail.id }, 201);
  });

  app.get("/messages/:id", (c) => {
    const message = context.store.messages.find(c.req.param("id"));
    return message ? c.json(mailView(message)) : c.json({ error: "There is no mail with this id." }, 404);
  });

  const clear = () => context.store.write(() => context.store.messages.deleteAll());
  app.delete("/messages", async (c) => {
    await clear();
    return c.body(null, 204);
  });
  // For the page's own button, which works without script.
  app.post("/clear", async (c) => {
    await clear();
    return c.redirect("../inbox", 303);
  });
  return app;
}

/** Those that the server is configured for. */
function ownAddresses({ serve, selfservice }: Config): string[] {
  return [
    serve.public.base_url,
    addressOf(serve.public.host),
    selfservice.default_browser_return_url,
    ...selfservice.allowed_return_urls,
  ];
}

function find(context: InboxContext, filter: MessageFilter): MailView[] {
  return context.store.messages.list(filter).map(mailView);
}

/** A mail's markup is shown in a frame without scripts, and this policy holds in there as well. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'nonce-${nonce}'`,
    "img-src data: https:",
    "connect-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
