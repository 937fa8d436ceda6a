// Where the app's own mails go, where nothing says so: the way of the identity server's.
import { setting } from "./identity-config.mjs";

/**
 * @typedef {Record<string, string | undefined>} Environment
 * @typedef {import("./identity-config.mjs").Mapping} Mapping
 */

/**
 * @param {Mapping} config of the identity server that is started beside the app
 * @param {Environment} env
 * @param {{ inboxUrl?: string }} [development] the dev inbox's list of mails, for what no server is named for
 * @returns {Record<string, string>} variables for the app; none where MAIL_SMTP_URI is set
 */
export function appMailOverrides(config, env, { inboxUrl } = {}) {
  if (env.MAIL_SMTP_URI) return {};
  const valueOf = (/** @type {string} */ key) => setting(config, env, `courier.${key}`)?.value;
  const uri = valueOf("smtp.connection_uri");
  const address = valueOf("smtp.from_address");
  if (uri && address && valueOf("delivery_strategy") !== "http") {
    const name = (valueOf("smtp.from_name") ?? "").replace(/[<>"]/g, "");
    return { MAIL_SMTP_URI: uri, ...(!env.MAIL_FROM && { MAIL_FROM: `${name} <${address}>`.trim() }) };
  }
  return inboxUrl && !uri ? { MAIL_INBOX_URL: inboxUrl } : {};
}
