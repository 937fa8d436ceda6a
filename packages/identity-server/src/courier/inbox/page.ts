// The page of the dev inbox. Works without script; with it, codes are copied and new mails come in by themselves.
import type { Timestamp } from "../../time.js";
import { STRAY } from "../message.js";
import type { MailView } from "./mail-view.js";
import { inboxScript } from "./page-script.js";
import { inboxStyle } from "./page-style.js";

export interface InboxPageOptions {
  /** Whose mails are shown; "" for all. */
  recipient: string;
  nonce: string;
  now: Timestamp;
}

export function inboxPage(mails: MailView[], { recipient, nonce, now }: InboxPageOptions): string {
  const count = mails.length === 1 ? "1 mail" : `${String(mails.length)} mails`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Inbox (${count})</title>
<style>${inboxStyle}</style>
<noscript><meta http-equiv="refresh" content="5"></noscript>
</head>
<body>
<header>
<h1>Inbox</h1>
<p>What the identity server and the app send stays here in development. <a href="inbox/messages">As JSON</a></p>
<form class="filter" role="search" action="inbox">
<label for="recipient">Mails to</label>
<input id="recipient" name="recipient" type="text" placeholder="everybody" value="${escape(recipient)}">
<button>Show</button>
</form>
${mails.length > 0 ? '<form class="clear" method="post" action="inbox/clear"><button>Clear inbox</button></form>' : ""}
</header>
<p id="news" role="status" class="hidden"></p>
<main id="mails" data-newest="${escape(mails[0]?.id ?? "")}">
${mails.length > 0 ? mails.map((mail, index) => mailArticle(mail, { isOpen: index === 0, now })).join("\n") : emptyInbox(recipient)}
</main>
<script nonce="${nonce}">${inboxScript}</script>
</body>
</html>
`;
}

function mailArticle(mail: MailView, { isOpen, now }: { isOpen: boolean; now: Timestamp }): string {
  const titleId = `subject-${mail.id}`;
  const [link, ...otherLinks] = mail.links;
  return `<article id="mail-${escape(mail.id)}" aria-labelledby="${escape(titleId)}">
<h2 id="${escape(titleId)}">${escape(mail.subject)}</h2>
<p class="about">to <strong>${escape(mail.recipient)}</strong>, <time datetime="${mail.created_at}">${age(now - Date.parse(mail.created_at))}</time>${statusNote(mail)}</p>
${mail.code === null && link === undefined ? "" : `<div class="at-hand">${codePart(mail.code)}${link === undefined ? "" : linkPart(link, "Open link")}</div>`}
${htmlPart(mail, isOpen)}
<details${isOpen && mail.html === "" ? " open" : ""}><summary>Plain text</summary><pre>${escape(mail.text)}</pre></details>
${otherLinks.length > 0 ? `<details><summary>Other links</summary><ul>${otherLinks.map((other) => `<li>${linkPart(other, other)}</li>`).join("")}</ul></details>` : ""}
</article>`;
}

/** A message to a phone has no markup. */
function htmlPart(mail: MailView, isOpen: boolean): string {
  if (mail.html === "") return "";
  return `<details${isOpen ? " open" : ""}><summary>Mail</summary>
<iframe title="${escape(mail.subject)}" sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy" srcdoc="${escape(framed(mail.html))}"></iframe>
</details>`;
}

function codePart(code: string | null): string {
  if (code === null) return "";
  return `<code class="code">${escape(code)}</code><button type="button" class="copy" data-copy="${escape(code)}" hidden>Copy code</button>`;
}

function linkPart(link: string, text: string): string {
  // Only what a browser opens as a page; anything else is shown as the text that it is.
  if (!/^https?:\/\//.test(link)) return escape(link);
  return `<a href="${escape(link)}" target="_blank" rel="noopener noreferrer">${escape(text)}</a>`;
}

function statusNote({ status, template_type }: MailView): string {
  const note = {
    queued: ", waiting to be sent",
    processing: ", being sent",
    sent: "",
    abandoned: ", could not be sent",
  };
  return `${note[status]} <span class="kind">${template_type === STRAY ? "of the app" : escape(template_type)}</span>`;
}

/** The mail's links open beside the inbox; nothing in it runs, and it reaches nothing but pictures. */
function framed(html: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:";
  return `<meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">${html}`;
}

function emptyInbox(recipient: string): string {
  const whom = recipient === "" ? "" : ` to ${escape(recipient)}`;
  return `<p class="empty">No mails${whom} yet. Sign up or recover an account: the mail is here at once.</p>`;
}

function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${String(seconds)} seconds ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes === 1 ? "a minute ago" : `${String(minutes)} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "an hour ago" : `${String(hours)} hours ago`;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
