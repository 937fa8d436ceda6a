// The mails' templates, made of the texts in identity/mail/texts, the layout beside them and the brand.
//
// They are files that Ory Kratos reads too, and a Go template can't load a table of texts: so each of them holds the
// sentences of all languages, and nobody should have to keep thirty such files in step by hand.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "./user-error.mjs";

/** What a mail says where nothing tells the language. */
const FALLBACK = "en";

const PLACEHOLDER = /\{(\w+)\}/g;

/**
 * A line of a mail: a text by its id, and how it stands in HTML. `code` and `link` show the value itself.
 *
 * @typedef {{ as: "text" | "quiet", text: string } | { as: "code" } | { as: "link", button: string }} Part
 *
 * @typedef {object} Kind one kind of mail
 * @property {string} folder as Kratos names it
 * @property {string} texts the id of its own texts
 * @property {string} [code] the name of its code among the template's values
 * @property {string} [link] likewise, of its link
 * @property {string[]} wishes where its language is looked for, the first that is there
 * @property {Part[]} parts in order, under the title
 */

const ofIdentity = [".TransientPayload.lang", ".Identity.traits.lang", ".Identity.traits.locale"];
/** @type {Part[]} */
const codeParts = [
  { as: "text", text: "lead" },
  { as: "code" },
  { as: "text", text: "shared.code_expires" },
  { as: "quiet", text: "shared.ignore_code" },
];
/** @type {Part[]} */
const linkParts = [
  { as: "text", text: "lead" },
  { as: "link", button: "button" },
  { as: "text", text: "shared.link_expires" },
  { as: "quiet", text: "shared.ignore_link" },
];
/** @type {Part[]} */
const unknownParts = [
  { as: "text", text: "lead" },
  { as: "text", text: "hint" },
];
const forUnknown = { wishes: [".TransientPayload.lang"], parts: unknownParts };

/** @type {Kind[]} */
const kinds = [
  {
    folder: "login_code/valid",
    texts: "login_code",
    code: ".LoginCode",
    wishes: ofIdentity,
    parts: codeParts,
  },
  {
    folder: "registration_code/valid",
    texts: "registration_code",
    code: ".RegistrationCode",
    wishes: [".TransientPayload.lang", ".Traits.lang", ".Traits.locale"],
    parts: codeParts,
  },
  {
    folder: "recovery_code/valid",
    texts: "recovery_code",
    code: ".RecoveryCode",
    wishes: ofIdentity,
    parts: codeParts,
  },
  { folder: "recovery_code/invalid", texts: "recovery_invalid", ...forUnknown },
  {
    folder: "recovery/valid",
    texts: "recovery",
    link: ".RecoveryURL",
    wishes: ofIdentity,
    parts: linkParts,
  },
  { folder: "recovery/invalid", texts: "recovery_invalid", ...forUnknown },
  {
    folder: "verification_code/valid",
    texts: "verification_code",
    code: ".VerificationCode",
    link: ".VerificationURL",
    wishes: ofIdentity,
    parts: [
      { as: "text", text: "lead" },
      { as: "code" },
      { as: "text", text: "or_link" },
      { as: "link", button: "button" },
      { as: "text", text: "shared.code_and_link_expire" },
      { as: "quiet", text: "shared.ignore_code" },
    ],
  },
  { folder: "verification_code/invalid", texts: "verification_invalid", ...forUnknown },
  {
    folder: "verification/valid",
    texts: "verification",
    link: ".VerificationURL",
    wishes: ofIdentity,
    parts: linkParts,
  },
  { folder: "verification/invalid", texts: "verification_invalid", ...forUnknown },
];

const textsShape = z.object({ dir: z.enum(["ltr", "rtl"]) }).catchall(z.record(z.string(), z.string()));

/** @typedef {z.infer<typeof textsShape>} Texts the texts of one language */

/**
 * @param {string} folder identity/mail
 * @param {{ name: string, colors: Readonly<Record<string, { light: string, dark: string }>> }} brand
 * @returns {Promise<Map<string, string>>} the templates' contents by their paths inside of the folder
 * @throws {UserError} naming the language and the text that is missing, surplus or says a value that there isn't
 */
export async function mailTemplates(folder, brand) {
  const languages = await readTexts(join(folder, "texts"));
  const layout = await readFile(join(folder, "layout.gotmpl"), "utf8");
  const look = {
    brand: escapeHtml(brand.name),
    ...Object.fromEntries(
      Object.entries(brand.colors).flatMap(([name, { light, dark }]) => [
        [`${name}.light`, light],
        [`${name}.dark`, dark],
      ]),
    ),
  };
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const kind of kinds) {
    const say = sayer(kind, languages);
    const head = languageLines(kind, languages);
    const file = (/** @type {string} */ name) => `${kind.folder}/${name}`;
    files.set(file("email.subject.gotmpl"), `${head}\n${say("subject")}\n`);
    files.set(file("email.body.plaintext.gotmpl"), `${head}\n${plainParts(kind, say).join("\n\n")}\n`);
    files.set(
      file("email.body.gotmpl"),
      fill(layout, {
        ...look,
        language: head,
        title: say("title", escapeHtml),
        content: fill(htmlParts(kind, say).join("\n"), look),
      }),
    );
  }
  return files;
}

/**
 * The same layout for the mails that the app sends itself, which fills it in TypeScript.
 *
 * @param {string} folder identity/mail
 * @returns {Promise<string>} the content of lib/mail/layout.ts
 */
export async function appLayout(folder) {
  const layout = await readFile(join(folder, "layout.gotmpl"), "utf8");
  const filled = layout
    .replace("[[language]]\n", "")
    .replace(/\{\{ \$(lang|dir|start) \}\}/g, (_, /** @type {string} */ name) => `[[${name}]]`);
  if (filled.includes("{{")) {
    throw new UserError(
      "identity/mail/layout.gotmpl: the app knows $lang, $dir and $start, and no other template syntax",
    );
  }
  const literal = filled.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  return `/** Written by npm run mails, from identity/mail/layout.gotmpl: edit that. */\nexport const layout = \`${literal}\`;\n`;
}

/**
 * @param {string} folder
 * @returns {Promise<Map<string, Texts>>} by language, English first
 */
async function readTexts(folder) {
  /** @type {Map<string, Texts>} */
  const languages = new Map();
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yml")).sort();
  for (const name of [`${FALLBACK}.yml`, ...names.filter((each) => each !== `${FALLBACK}.yml`)]) {
    const { success, data, error } = textsShape.safeParse(
      read(name, await readFile(join(folder, name), "utf8")),
    );
    if (!success) throw new UserError(`identity/mail/texts/${name}: ${z.prettifyError(error)}`);
    languages.set(name.slice(0, -".yml".length), data);
  }
  const measure = idsOf(/** @type {Texts} */ (languages.get(FALLBACK)));
  for (const [language, texts] of languages) {
    const ids = idsOf(texts);
    const missing = [...measure].filter((id) => !ids.has(id));
    const surplus = [...ids].filter((id) => !measure.has(id));
    if (missing.length + surplus.length === 0) continue;
    const said = [
      missing.length > 0 && `lacks ${missing.join(", ")}`,
      surplus.length > 0 && `has ${surplus.join(", ")}, which English has not`,
    ];
    throw new UserError(`identity/mail/texts/${language}.yml ${said.filter(Boolean).join("; ")}`);
  }
  return languages;
}

/**
 * @param {string} name
 * @param {string} texts
 * @returns {unknown}
 */
function read(name, texts) {
  try {
    return parse(texts);
  } catch (error) {
    throw new UserError(`identity/mail/texts/${name}: ${error instanceof Error ? error.message : "no YAML"}`);
  }
}

/** @param {Texts} texts */
function idsOf(texts) {
  return new Set(
    Object.entries(texts).flatMap(([group, said]) =>
      typeof said === "object" ? Object.keys(said).map((id) => `${group}.${id}`) : [],
    ),
  );
}

/**
 * @typedef {(id: string, escape?: (text: string) => string) => string} Say the text of an id in all languages, as a
 *   template
 */

/**
 * @param {Kind} kind
 * @param {Map<string, Texts>} languages
 * @returns {Say}
 */
function sayer(kind, languages) {
  const values = { code: kind.code, minutes: ".ExpiresInMinutes", address: ".To" };
  return (id, escape = (text) => text) => {
    const [group, name] = id.includes(".") ? id.split(".") : [kind.texts, id];
    const branches = [...languages].map(([language, texts]) => {
      const said = texts[/** @type {string} */ (group)];
      const text = typeof said === "object" ? said[/** @type {string} */ (name)] : undefined;
      const where = `identity/mail/texts/${language}.yml: ${group}.${name}`;
      if (!text) throw new UserError(`${where} is missing; the mail ${kind.folder} says it`);
      if (text.includes("{{") || text.includes("}}")) {
        throw new UserError(`${where} has double braces; a value is written {code}, {minutes} or {address}`);
      }
      const filled = escape(text).replace(PLACEHOLDER, (_, /** @type {string} */ value) => {
        const path = values[/** @type {keyof typeof values} */ (value)];
        if (!path)
          throw new UserError(`${where} says {${value}}, which the mail ${kind.folder} does not have`);
        return `{{ ${path} }}`;
      });
      return { language, filled };
    });
    // English is what is left when no other is asked for.
    const others = branches.filter(({ language }) => language !== FALLBACK);
    const fallback = branches.find(({ language }) => language === FALLBACK)?.filled ?? "";
    const chain = others.map(({ language, filled }) => `if eq $lang "${language}" }}${filled}`);
    return chain.length === 0 ? fallback : `{{ ${chain.join("{{ else ")}{{ else }}${fallback}{{ end }}`;
  };
}

/**
 * Sets `$lang`, and for right-to-left ones `$dir` and `$start`. Two letters count: `de-AT` is German.
 *
 * @param {Kind} kind
 * @param {Map<string, Texts>} languages
 */
function languageLines({ wishes }, languages) {
  const quoted = (/** @type {string[]} */ names) => names.map((name) => `"${name}"`).join(" ");
  const others = [...languages.keys()].filter((language) => language !== FALLBACK);
  const rightToLeft = [...languages].filter(([, { dir }]) => dir === "rtl").map(([language]) => language);
  const lines = [
    `{{- /* Written by npm run mails, from identity/mail/texts: edit those. */ -}}`,
    `{{- $lang := "${FALLBACK}" }}{{ $dir := "ltr" }}{{ $start := "left" -}}`,
    `{{- $wish := printf "%.2s" (or ${wishes.join(" ")} "${FALLBACK}") | lower -}}`,
    `{{- if eq $wish ${quoted(others)} }}{{ $lang = $wish }}{{ end -}}`,
  ];
  if (rightToLeft.length > 0) {
    lines.push(`{{- if eq $lang ${quoted(rightToLeft)} }}{{ $dir = "rtl" }}{{ $start = "right" }}{{ end -}}`);
  }
  return lines.join("\n");
}

/**
 * @param {Kind} kind
 * @param {Say} say
 */
function plainParts(kind, say) {
  return kind.parts.map((part) => {
    switch (part.as) {
      case "code":
        return `{{ ${kind.code} }}`;
      case "link":
        return `{{ ${kind.link} }}`;
      default:
        return say(part.text);
    }
  });
}

/**
 * @param {Kind} kind
 * @param {Say} say
 */
function htmlParts(kind, say) {
  const html = (/** @type {string} */ id) => say(id, escapeHtml);
  return kind.parts.flatMap((part, index) => {
    const isLast = index === kind.parts.length - 1;
    switch (part.as) {
      case "text":
        return `<p style="margin:${isLast ? "0" : "0 0 16px"}">${html(part.text)}</p>`;
      case "quiet":
        return `<p class="quiet" style="margin:0;color:[[muted.light]];font-size:14px">${html(part.text)}</p>`;
      case "code":
        return `<p class="code" dir="ltr" style="margin:24px 0;padding:16px;background:[[sunken.light]];border-radius:8px;text-align:center;font:600 30px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px">{{ ${kind.code} }}</p>`;
      case "link":
        return [
          `<p style="margin:24px 0"><a class="button" href="{{ ${kind.link} }}" style="display:inline-block;padding:12px 24px;background:[[accent.light]];color:[[on-accent.light]];border-radius:8px;font-weight:600;text-decoration:none">${html(part.button)}</a></p>`,
          `<p class="quiet" style="margin:0 0 16px;color:[[muted.light]];font-size:14px">${html("shared.button_fails")}<br>`,
          `<span dir="ltr" style="word-break:break-all">{{ ${kind.link} }}</span></p>`,
        ];
    }
  });
}

/**
 * @param {string} template
 * @param {Readonly<Record<string, string>>} values
 * @throws {UserError} where it asks for a value that there isn't, such as a colour that the brand no longer has
 */
function fill(template, values) {
  return template.replace(/\[\[([\w.-]+)\]\]/g, (whole, /** @type {string} */ name) => {
    const value = values[name];
    if (value === undefined) throw new UserError(`identity/mail/layout.gotmpl: there is no ${whole}`);
    return value;
  });
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
