// Each answer's place in the files. Comments, order and layout of what is not concerned stay as they are.
import { isSeq, parseDocument } from "yaml";
import { UserError } from "../lib/user-error.mjs";
import { NO_LINK } from "./answers.mjs";
import { paletteOf } from "./colours.mjs";

/**
 * @typedef {import("./answers.mjs").Answers} Answers
 * @typedef {import("./colours.mjs").ColorPair} ColorPair
 * @typedef {{ [key: string]: unknown }} Mapping
 */

export const BRAND = "identity/brand.ts";
export const CONFIG = "identity/kratos.yml";
export const SCHEMA = "identity/identity.schema.json";
export const README = "README.md";
export const DEPLOY = "docs/deploy.md";
export const MAILS = "identity/mail";

/**
 * @param {string} text of identity/brand.ts
 * @param {Answers} answers
 */
export function editBrand(text, { name, tagline, color, links }) {
  let edited = text;
  if (name !== undefined)
    edited = replaceOnce(edited, /^( {2}name: )".*"(,)$/m, `$1${JSON.stringify(name)}$2`, "name");
  if (tagline !== undefined)
    edited = replaceOnce(edited, /^( {2}tagline: )".*"(,)$/m, `$1${JSON.stringify(tagline)}$2`, "tagline");
  if (Object.keys(links).length > 0) {
    const kept = Object.entries({ ...brandLinks(text), ...links }).filter(
      ([, address]) => address !== NO_LINK,
    );
    const lines = kept.map(([link, address]) => `    ${link}: ${JSON.stringify(address)},\n`).join("");
    edited = replaceOnce(edited, LINKS_PLACE, `  links: ${lines === "" ? "{}" : `{\n${lines}  }`},`, "links");
  }
  for (const [token, { light, dark }] of Object.entries(
    color === undefined ? {} : paletteOf(color, brandColors(text)),
  )) {
    const place = new RegExp(`^( {2}"?${token}"?: )\\{ light: "#\\w+", dark: "#\\w+" \\}`, "m");
    edited = replaceOnce(edited, place, `$1{ light: "${light}", dark: "${dark}" }`, token);
  }
  return edited;
}

const LINKS_PLACE = /^ {2}links: \{([^{}]*)\},$/m;

/**
 * @param {string} text of identity/brand.ts
 * @returns {Record<string, string>}
 */
export function brandLinks(text) {
  const entries = LINKS_PLACE.exec(text)?.[1] ?? "";
  return Object.fromEntries(
    [...entries.matchAll(/(\w+): "([^"]*)"/g)].map(([, link = "", address = ""]) => [link, address]),
  );
}

/** @param {string} text of identity/brand.ts */
export function brandName(text) {
  return /^ {2}name: "(.*)",$/m.exec(text)?.[1] ?? "";
}

/**
 * @param {string} text of identity/brand.ts
 * @returns {Record<string, ColorPair>}
 */
export function brandColors(text) {
  const pairs = [
    ...text.matchAll(/^ {2}"?([\w-]+)"?: \{ light: "(#[0-9a-f]{6})", dark: "(#[0-9a-f]{6})" \}/gim),
  ];
  return Object.fromEntries(pairs.map(([, token = "", light = "", dark = ""]) => [token, { light, dark }]));
}

/**
 * Mails have the brand's name and colours as plain text, since mail programs know no variables.
 *
 * @param {string} text of a template
 * @param {string} before identity/brand.ts as it was
 * @param {string} after identity/brand.ts as it becomes
 */
export function editMail(text, before, after) {
  const [old, renewed] = [brandColors(before), brandColors(after)];
  /** @type {Map<string, string>} */
  const colours = new Map();
  for (const [token, pair] of Object.entries(old)) {
    for (const theme of /** @type {const} */ (["light", "dark"])) {
      const colour = renewed[token]?.[theme];
      // Some tokens share a colour, white for one; those that stay decide.
      if (colour !== undefined && (colours.get(pair[theme]) ?? colour) === colour)
        colours.set(pair[theme], colour);
      else colours.set(pair[theme], pair[theme]);
    }
  }
  return text
    .replaceAll(/#[0-9a-f]{6}\b/gi, (hex) => colours.get(hex.toLowerCase()) ?? hex)
    .replaceAll(`>${brandName(before)}</td>`, `>${brandName(after)}</td>`);
}

/**
 * @param {string} text of identity/kratos.yml
 * @param {Answers} answers
 */
export function editConfig(text, { name, methods, providers }) {
  const document = parseDocument(text);
  const set = (/** @type {string} */ path, /** @type {unknown} */ value) => {
    const keys = path.split(".");
    if (document.getIn(keys) !== value) document.setIn(keys, value);
  };
  if (name !== undefined) {
    set("courier.smtp.from_name", name);
    set("selfservice.methods.totp.config.issuer", name);
    for (const method of ["passkey", "webauthn"])
      set(`selfservice.methods.${method}.config.rp.display_name`, name);
  }
  for (const [method, isOn] of Object.entries(methods)) {
    // The method of codes also recovers and verifies, and is on for that; this is whether one signs in by them.
    set(`selfservice.methods.${method}.${method === "code" ? "passwordless_enabled" : "enabled"}`, isOn);
  }
  if (methods.code) ensureSession(document);
  for (const { id, provider, client_id, label, issuer_url } of providers) {
    set("selfservice.methods.oidc.enabled", true);
    const entry = {
      id,
      provider,
      label: label ?? LABELS[provider] ?? id,
      client_id,
      ...(issuer_url !== undefined && { issuer_url }),
      scope: SCOPES[provider] ?? ["openid", "email", "profile"],
      mapper_url: `file://${mapperPath(id)}`,
    };
    const path = ["selfservice", "methods", "oidc", "config", "providers"];
    const list = document.getIn(path);
    const entries = isSeq(list) ? /** @type {Mapping[]} */ (list.toJSON()) : [];
    const index = entries.findIndex((each) => each.id === id);
    if (index === -1 && !isSeq(list)) document.setIn(path, document.createNode([entry]));
    else if (index === -1) document.addIn(path, document.createNode(entry));
    else
      for (const [key, value] of Object.entries({ client_id, issuer_url }))
        if (value !== undefined) document.setIn([...path, index, key], value);
  }
  requireWayIn(/** @type {Mapping} */ (document.toJSON()));
  return document.toString({ lineWidth: 0 });
}

/** @type {Record<string, string>} */
const LABELS = {
  google: "Google",
  github: "GitHub",
  gitlab: "GitLab",
  discord: "Discord",
  spotify: "Spotify",
  facebook: "Facebook",
  linkedin_v2: "LinkedIn",
};
/** @type {Record<string, string[]>} */
const SCOPES = {
  github: ["user:email"],
  discord: ["identify", "email"],
  spotify: ["user-read-email"],
  facebook: ["email", "public_profile"],
};

/** @param {import("yaml").Document} document */
function ensureSession(document) {
  const path = ["selfservice", "flows", "registration", "after", "code", "hooks"];
  if (!document.hasIn(path)) document.setIn(path, document.createNode([{ hook: "session" }]));
}

/** @param {Mapping} config */
function requireWayIn(config) {
  const at = (/** @type {string} */ path) =>
    path
      .split(".")
      .reduce(
        (/** @type {unknown} */ value, key) => /** @type {Mapping | undefined} */ (value)?.[key],
        config,
      );
  const isOpen =
    at("selfservice.methods.password.enabled") !== false ||
    at("selfservice.methods.code.passwordless_enabled") === true ||
    at("selfservice.methods.passkey.enabled") === true ||
    (at("selfservice.methods.webauthn.enabled") === true &&
      at("selfservice.methods.webauthn.config.passwordless") === true) ||
    at("selfservice.methods.oidc.enabled") === true;
  if (!isOpen)
    throw new UserError(
      "Nothing was changed: nobody could sign in. Leave one of password, code, passkey or a provider on.",
    );
}

/** @param {string} id of a provider */
export function mapperPath(id) {
  return `identity/${id}.jsonnet`;
}

/** What becomes of a provider's claims; docs/add-a-provider.md explains it. */
export const MAPPER = `local claims = { email_verified: false } + std.extVar('claims');
local isVerified = 'email' in claims && claims.email_verified;

{
  identity: {
    traits: {
      // Addresses that the provider has not verified are not to be trusted.
      [if isVerified then 'email']: claims.email,
      name: {
        [if 'given_name' in claims then 'first']: claims.given_name,
        [if 'family_name' in claims then 'last']: claims.family_name,
      },
    },
    verified_addresses: if isVerified then [{ via: 'email', value: claims.email }] else [],
  },
}
`;

/**
 * @param {string} text of identity/identity.schema.json
 * @param {Answers} answers
 */
export function editSchema(text, { traits }) {
  const schema = /** @type {{ properties: { traits: { properties: Mapping, required?: string[] } } }} */ (
    JSON.parse(text)
  );
  const { traits: all } = schema.properties;
  for (const trait of traits) {
    all.properties[trait.name] = propertyOf(trait);
    const required = new Set(all.required);
    if (trait.required) required.add(trait.name);
    else required.delete(trait.name);
    all.required = [...required];
  }
  return traits.length === 0 ? text : `${layOut(schema)}\n`;
}

/** @param {Answers["traits"][number]} trait */
function propertyOf({ name, type, title, options }) {
  const words = name.replaceAll("_", " ");
  const head = { title: title ?? words[0]?.toUpperCase() + words.slice(1) };
  switch (type) {
    case "text":
      return { type: "string", ...head, maxLength: 200 };
    case "email":
      return { type: "string", format: "email", ...head, maxLength: 320 };
    case "url":
      return { type: "string", format: "uri", ...head, maxLength: 2000 };
    case "phone":
      return { type: "string", format: "tel", ...head, maxLength: 32 };
    case "date":
      return { type: "string", format: "date", ...head };
    case "choice":
      return { type: "string", ...head, enum: options };
    case "list":
      return { type: "array", ...head, items: { type: "string", maxLength: 200 }, maxItems: 50 };
    default:
      return { type, ...head };
  }
}

const WIDTH = 110;

/**
 * JSON as this repository lays it out: what holds nothing but plain values stands on one line where it fits.
 *
 * @param {unknown} value
 * @param {string} [indent]
 * @param {number} [taken] columns before it on its line
 * @returns {string}
 */
export function layOut(value, indent = "", taken = 0) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const entries = isList
    ? value.map((each) => /** @type {const} */ (["", each]))
    : Object.entries(value).map(([key, each]) => /** @type {const} */ ([`${JSON.stringify(key)}: `, each]));
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) return open + close;
  const isPlain = entries.every(([, each]) => typeof each !== "object" || each === null);
  const flat = entries.map(([key, each]) => key + layOut(each)).join(", ");
  const oneLine = isList ? `[${flat}]` : `{ ${flat} }`;
  if ((isPlain || isList) && indent !== "" && !flat.includes("\n") && taken + oneLine.length < WIDTH)
    return oneLine;
  const inner = `${indent}  `;
  const lines = entries.map(([key, each]) => inner + key + layOut(each, inner, inner.length + key.length));
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

/**
 * @param {string} text of README.md
 * @param {string} before the brand's name as it was
 * @param {Answers} answers
 */
export function editReadme(text, before, { name }) {
  return name === undefined
    ? text
    : text.replace(new RegExp(`^# ${escape(before)}$`, "m"), () => `# ${name}`);
}

/** What whoever presses the button is asked for. */
export const VERCEL_VARIABLES = [
  "ORY_SDK_URL",
  "ORY_ADMIN_URL",
  "ORY_API_KEY",
  "DATABASE_URL",
  "FOYER_SECRET",
  "APP_URL",
];

/**
 * @param {string} text of docs/deploy.md
 * @param {Answers} answers
 */
export function editDeploy(text, { repository }) {
  if (repository === undefined) return text;
  const query = new URLSearchParams({ "repository-url": repository, env: VERCEL_VARIABLES.join(",") });
  return replaceOnce(
    text,
    /(\[!\[Deploy with Vercel\]\([^)]*\)\]\()https:\/\/vercel\.com\/new[^)]*\)/,
    `$1https://vercel.com/new/clone?${query.toString()})`,
    "button",
  );
}

/**
 * @param {string} text
 * @param {RegExp} place
 * @param {string} replacement
 * @param {string} what for the advice
 */
function replaceOnce(text, place, replacement, what) {
  if (!place.test(text))
    throw new UserError(
      `Nothing was changed: the place of "${what}" was not found. This fork has changed that file; edit it by hand.`,
    );
  return text.replace(place, replacement);
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
