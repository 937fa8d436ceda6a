// Hands mails to an SMTP server, as `courier.smtp` describes it.
import { readFileSync } from "node:fs";
import type { Transporter } from "nodemailer";
import type { Config } from "../config/index.js";
import type { Delivery } from "./delivery.js";
import type { Message } from "./message.js";

export interface SmtpClient {
  deliver(message: Message): Promise<Delivery>;
  close(): void;
}

type SmtpConfig = Config["courier"]["smtp"];

const CONNECT_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;

/** @param config with a `connection_uri` */
export function createSmtpClient(config: SmtpConfig): SmtpClient {
  let transporter: Promise<Transporter> | undefined;
  return {
    deliver: async (message) => {
      try {
        const transport = await (transporter ??= connect(config));
        await transport.sendMail({
          from: { name: config.from_name, address: config.from_address },
          // As an object it is one address, whatever commas are in it.
          to: { name: "", address: message.recipient },
          subject: message.subject,
          text: message.body,
          html: message.html,
          // The same at each attempt, so that a mail system can tell a repetition.
          messageId: `<${message.id}@${domainOf(config.from_address)}>`,
          headers: { "Auto-Submitted": "auto-generated", ...config.headers },
        });
        return { kind: "delivered" };
      } catch (error) {
        const responseCode = hasResponseCode(error) ? error.responseCode : undefined;
        return {
          kind: "failed",
          reason: error instanceof Error ? error.message : String(error),
          explanation: "The SMTP server did not take the mail.",
          // https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
          isFinal: responseCode !== undefined && responseCode >= 500,
        };
      }
    },
    close: () => {
      void transporter?.then(
        (transport) => {
          transport.close();
        },
        () => undefined,
      );
    },
  };
}

async function connect(config: SmtpConfig): Promise<Transporter> {
  const uri = new URL(config.connection_uri ?? "");
  const isOn = (name: string) => /^(1|t|true)$/i.test(uri.searchParams.get(name) ?? "");
  const isImplicitTls = uri.protocol === "smtps:";
  const { createTransport } = await import("nodemailer");
  return createTransport({
    pool: true,
    host: uri.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: uri.port === "" ? (isImplicitTls ? 465 : 587) : Number(uri.port),
    secure: isImplicitTls,
    // Without implicit TLS, STARTTLS is demanded, or by `disable_starttls` not even tried.
    requireTLS: !isImplicitTls && !isOn("disable_starttls"),
    ignoreTLS: !isImplicitTls && isOn("disable_starttls"),
    name: config.local_name,
    ...(uri.username !== "" && {
      auth: { user: decodeURIComponent(uri.username), pass: decodeURIComponent(uri.password) },
    }),
    tls: {
      rejectUnauthorized: !isOn("skip_ssl_verify"),
      minVersion: "TLSv1.2",
      servername: uri.searchParams.get("server_name") ?? undefined,
      ...(config.client_cert_path !== "" &&
        config.client_key_path !== "" && {
          cert: readFileSync(config.client_cert_path),
          key: readFileSync(config.client_key_path),
        }),
    },
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
  });
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

function hasResponseCode(error: unknown): error is { responseCode: number } {
  return (
    typeof error === "object" &&
    error !== null &&
    "responseCode" in error &&
    typeof error.responseCode === "number"
  );
}
