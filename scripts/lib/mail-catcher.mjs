// A mail server for tests: takes every mail by SMTP on a free port of this machine, and shows them as JSON by HTTP.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** @typedef {{ id: string, recipient: string, subject: string, text: string, html: string }} CaughtMail */

/**
 * @returns {Promise<{ smtpUri: string, mailsUrl: string, stop: () => Promise<void> }>} `mailsUrl` lists the mails, newest
 *   first, those to one address with `?recipient=`
 */
export async function startMailCatcher() {
  /** @type {CaughtMail[]} */
  const mails = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      simpleParser(stream).then(({ subject = "", text = "", html }) => {
        for (const { address } of session.envelope.rcptTo) {
          mails.unshift({ id: randomUUID(), recipient: address, subject, text, html: html || "" });
        }
        done();
      }, done);
    },
  });
  const http = createServer((request, response) => {
    const recipient = new URL(request.url ?? "/", "http://localhost").searchParams.get("recipient");
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(mails.filter((mail) => recipient === null || mail.recipient === recipient)));
  });
  await new Promise((resolve) => smtp.listen(0, "127.0.0.1", () => resolve(undefined)));
  await new Promise((resolve) => http.listen(0, "127.0.0.1", () => resolve(undefined)));
  return {
    smtpUri: `smtp://127.0.0.1:${portOf(smtp.server)}/?disable_starttls=true`,
    mailsUrl: `http://127.0.0.1:${portOf(http)}/`,
    stop: async () => {
      http.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => http.close(resolve)),
        new Promise((resolve) => smtp.close(() => resolve(undefined))),
      ]);
    },
  };
}

/** @param {import("node:net").Server} server */
function portOf(server) {
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the mail catcher does not listen");
  return address.port;
}
