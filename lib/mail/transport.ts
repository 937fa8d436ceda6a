/** Hands a mail over: to an SMTP server, or in development to the identity server's dev inbox. */
import { randomUUID } from "node:crypto";
import type { Transporter } from "nodemailer";
import { z } from "zod";
import type { RenderedMail } from "./mail";
import type { MailService, Sender, SmtpServer } from "./service";

/** A mail with the id that it keeps over all attempts, so that a mail system can tell a repetition. */
export interface Post extends RenderedMail {
  id: string;
}

export type Delivery =
  | { kind: "delivered" }
  /**
   * `problem` is a code, never the other side's own words: those like to repeat the address. With `isFinal` trying again
   * is no use.
   */
  | { kind: "failed"; problem: string; isFinal: boolean };

export type Transport = (post: Post) => Promise<Delivery>;

const CONNECT_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 20_000;

export const withId = (mail: RenderedMail): Post => ({ ...mail, id: randomUUID() });

export function openTransport(service: MailService): Transport {
  return service.kind === "smtp" ? smtpTransport(service.server, service.from) : inboxTransport(service.url);
}

function smtpTransport(server: SmtpServer, from: Sender): Transport {
  let opened: Promise<Transporter> | undefined;
  return async ({ id, to, subject, text, html }) => {
    try {
      const transporter = await (opened ??= connect(server));
      await transporter.sendMail({
        from,
        // As an object it is one address, whatever commas are in it.
        to: { name: "", address: to },
        subject,
        text,
        html,
        messageId: `<${id}@${from.address.slice(from.address.lastIndexOf("@") + 1)}>`,
        // RFC 3834: no out-of-office notes, please.
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return { kind: "delivered" };
    } catch (error) {
      const { code, responseCode } = faultShape.parse(error);
      return {
        kind: "failed",
        problem: [code, responseCode].filter((part) => part !== undefined).join(" ") || "unknown",
        // https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
        isFinal: responseCode !== undefined && responseCode >= 500,
      };
    }
  };
}

/** What the library says of a failure, besides what the other side said: an error of its own, and SMTP's reply code. */
const faultShape = z
  .looseObject({ code: z.string().optional(), responseCode: z.number().optional() })
  .catch({});

/** Nothing of the library is loaded before the first mail. */
async function connect(server: SmtpServer): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  return createTransport({
    pool: true,
    maxConnections: 2,
    host: server.host,
    port: server.port,
    secure: server.isImplicitTls,
    // Without implicit TLS, STARTTLS is demanded, or not even tried.
    requireTLS: !server.isImplicitTls && !server.isPlain,
    ignoreTLS: server.isPlain,
    ...(server.auth && { auth: server.auth }),
    tls: {
      rejectUnauthorized: server.verifiesCertificate,
      minVersion: "TLSv1.2",
      ...(server.serverName !== undefined && { servername: server.serverName }),
    },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
  });
}

function inboxTransport(url: string): Transport {
  return async ({ to, subject, text, html }) => {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ recipient: to, subject, text, html }),
        signal: AbortSignal.timeout(SOCKET_TIMEOUT_MS),
      });
      if (response.ok) return { kind: "delivered" };
      return { kind: "failed", problem: String(response.status), isFinal: response.status < 500 };
    } catch (error) {
      return { kind: "failed", problem: error instanceof Error ? error.name : "unknown", isFinal: false };
    }
  };
}
