/** Where the app's mails go: what MAIL_SMTP_URI, MAIL_FROM and MAIL_INBOX_URL say. */

export interface Sender {
  /** Empty where only the address was given. */
  name: string;
  address: string;
}

export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte on, as opposed to STARTTLS. */
  isImplicitTls: boolean;
  /** `disable_starttls`: STARTTLS is not even tried; for a mail catcher on the same machine. */
  isPlain: boolean;
  /** `skip_ssl_verify` switches it off. */
  verifiesCertificate: boolean;
  /** The name that the certificate must have, where it is not the host's. */
  serverName: string | undefined;
  auth: { user: string; pass: string } | undefined;
}

export type MailService =
  | { kind: "smtp"; server: SmtpServer; from: Sender }
  /** The identity server's dev inbox. */
  | { kind: "inbox"; url: string };

/**
 * @param text  `smtp:` or `smtps:` with the options of Kratos's `courier.smtp.connection_uri`: `disable_starttls`,
 *   `skip_ssl_verify`, `server_name`
 * @returns undefined where it is no such address
 */
export function parseSmtpUri(text: string): SmtpServer | undefined {
  const uri = URL.canParse(text) ? new URL(text) : undefined;
  if (!uri || !/^smtps?:$/.test(uri.protocol) || uri.hostname === "") return undefined;
  const isOn = (name: string) => /^(1|t|true)$/i.test(uri.searchParams.get(name) ?? "");
  const isImplicitTls = uri.protocol === "smtps:";
  return {
    host: uri.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: uri.port === "" ? (isImplicitTls ? 465 : 587) : Number(uri.port),
    isImplicitTls,
    isPlain: !isImplicitTls && isOn("disable_starttls"),
    verifiesCertificate: !isOn("skip_ssl_verify"),
    serverName: uri.searchParams.get("server_name") ?? undefined,
    auth: uri.username === "" ? undefined : { user: decoded(uri.username), pass: decoded(uri.password) },
  };
}

/** A password may have a `%` that nobody has written as `%25`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param text  `hello@example.com`, or `Example <hello@example.com>` */
export function parseSender(text: string): Sender | undefined {
  const [, name = "", address] = /^\s*(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>)\s*$/.exec(text) ?? [
    undefined,
    "",
    text.trim(),
  ];
  return /^[^@\s<>"]+@[^@\s<>"]+$/.test(address) ? { name: name.trim(), address } : undefined;
}

/** @returns the address of a dev inbox's list of mails, which is on this machine and nowhere else; undefined for others */
export function parseInboxUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url?.protocol === "http:" && isHere ? url.href : undefined;
}
