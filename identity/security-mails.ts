/**
 * Of what people are told by mail that concerns the safety of their account: `true` and `false`, one line for each. The
 * app sends these mails, by MAIL_SMTP_URI (docs/mail-templates.md); those with codes and links are the identity service's.
 */
export const securityMails = {
  /** A sign-in from a browser and network that the account has not seen; never the first one. */
  new_device: true,
  recovered: true,
  password_changed: true,
  /** The old address is told too. */
  address_changed: true,
  authenticator_added: true,
  authenticator_removed: true,
  backup_codes_made: true,
  backup_codes_removed: true,
  security_key_added: true,
  security_key_removed: true,
  passkey_added: true,
  passkey_removed: true,
  account_linked: true,
  account_unlinked: true,
  account_deleted: true,
  // Done in the console.
  credential_removed_by_administrator: true,
  sessions_revoked_by_administrator: true,
  recovery_by_administrator: true,
};
