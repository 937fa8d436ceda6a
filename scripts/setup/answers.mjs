// What a fork can decide at first, and how it is said: by flags, as JSON, or in answer to questions.
import { parseArgs } from "node:util";
import { z } from "zod";
import { UserError } from "../lib/user-error.mjs";

export const METHODS = /** @type {const} */ ([
  "password",
  "code",
  "passkey",
  "webauthn",
  "totp",
  "lookup_secret",
]);
export const PROVIDERS = /** @type {const} */ ([
  "google",
  "github",
  "gitlab",
  "discord",
  "spotify",
  "facebook",
  "linkedin_v2",
  "generic",
]);
export const LINKS = /** @type {const} */ (["terms", "privacy", "support"]);
/** Takes a link away again. */
export const NO_LINK = "none";
export const TRAIT_TYPES = /** @type {const} */ ([
  "text",
  "email",
  "url",
  "phone",
  "date",
  "number",
  "integer",
  "boolean",
  "choice",
  "list",
]);

const line = (/** @type {number} */ most) =>
  z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(most)
    // An empty one has been named above.
    .regex(/^[^\p{Cc}"\\`<>{}$]*$/u, "must not hold quotes, braces, $, \\, < or >");

const link = z
  .string()
  .max(500)
  .refine(
    (text) => text === NO_LINK || isLink(text),
    "must be an address such as https://www.example.com/terms, or a path of the app such as /terms",
  );

const trait = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/, "must be small letters, digits and _, such as company_name"),
    type: z.enum(TRAIT_TYPES, `must be one of ${TRAIT_TYPES.join(", ")}`),
    title: line(60).optional(),
    required: z.boolean().default(false),
    options: z.array(line(60)).optional(),
  })
  .refine(({ type, options }) => (type === "choice") === (options !== undefined && options.length > 0), {
    message: "a choice names its options (plan:choice=free|pro), and nothing else does",
  })
  .refine(({ name }) => !["email", "name"].includes(name), { message: "email and name are there already" });

const provider = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, "must be small letters, digits, - and _"),
    provider: z.enum(PROVIDERS, `must be one of ${PROVIDERS.join(", ")}`),
    client_id: line(200),
    label: line(60).optional(),
    issuer_url: z.url({ protocol: /^https?$/ }).optional(),
  })
  .refine(({ provider: kind, issuer_url: issuer }) => (kind === "generic") === (issuer !== undefined), {
    message: "a generic provider needs its issuer_url, and no other takes one",
  });

export const answersSchema = z.strictObject({
  name: line(60).optional(),
  tagline: line(120).optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #1c5a4b")
    .transform((hex) => hex.toLowerCase())
    .optional(),
  links: z
    .strictObject({
      terms: link,
      privacy: link,
      support: z
        .string()
        .max(500)
        .refine(
          (text) => text === NO_LINK || isLink(text) || /^mailto:[\w.+-]+@[\w.-]+$/.test(text),
          "must be an address such as mailto:help@example.com or https://www.example.com/help",
        ),
    })
    .partial()
    .default({}),
  traits: z.array(trait).default([]),
  methods: z
    .partialRecord(z.enum(METHODS), z.boolean(), {
      error: ({ input }) =>
        typeof input === "object" ? `must be some of ${METHODS.join(", ")}, each true or false` : undefined,
    })
    .default({}),
  providers: z.array(provider).default([]),
  repository: z.url({ protocol: /^https$/ }).optional(),
});

/** @typedef {z.output<typeof answersSchema>} Answers */
/** @typedef {z.input<typeof answersSchema>} GivenAnswers */

export const USAGE = `Usage: npm run setup [-- options]

Asks for what a fork decides first, writes it into the configuration and shows what has changed. With any option but
--dry-run it asks nothing.

  --name <text>              of the app: pages, mails, authenticator apps
  --tagline <text>           one line under it
  --color <#rrggbb>          the brand's colour; the others follow from it
  --terms, --privacy, --support <address>
                             pages of yours that visitors are pointed to: https://..., a path such as /terms, for support
                             mailto:..., too; none takes one away
  --trait <name:type>        a field of a person, again for more: company:text, "plan:choice=free|pro", born:date
                             name! is required; a title may follow: "company!:text:Your company"
                             types: ${TRAIT_TYPES.join(", ")}
  --method <name=on|off>     ${METHODS.join(", ")}
  --provider <kind=client>   sign-in with another service, by its client id: github=Iv1.0123
                             kinds: ${PROVIDERS.join(", ")}
                             generic takes id,issuer,client: "generic=acme,https://id.acme.example,client"
  --repository <address>     of the fork on GitHub, GitLab or Bitbucket, for the button that deploys it
  --json <file>              all of this as JSON; - reads it from the standard input
  --dry-run                  shows what would change
  --yes                      takes what there is where nothing else is said: asks nothing`;

/**
 * @param {string[]} argv
 * @param {(path: string) => Promise<string>} readText
 * @returns {Promise<{ isHelp: boolean, isDryRun: boolean, answers: Answers | undefined }>} no answers: they are to be
 *   asked for
 * @throws {UserError} that names what is wrong
 */
export async function readAnswers(argv, readText) {
  const { help, "dry-run": isDryRun = false, yes, json, ...flags } = parseOrExplain(argv);
  const isScripted = yes === true || json !== undefined || Object.keys(flags).length > 0;
  if (help || !isScripted) return { isHelp: help ?? false, isDryRun, answers: undefined };
  const given = json === undefined ? {} : parseJson(await readOrExplain(json, readText), json);
  const {
    trait: traits = [],
    method: methods = [],
    provider: providers = [],
    terms,
    privacy,
    support,
    ...texts
  } = flags;
  const links = Object.entries({ terms, privacy, support }).filter(([, address]) => address !== undefined);
  const spoken = {
    ...texts,
    ...(links.length > 0 && { links: { ...linksOf(given), ...Object.fromEntries(links) } }),
    ...(traits.length > 0 && { traits: traits.map(parseTrait) }),
    ...(methods.length > 0 && { methods: Object.fromEntries(methods.map(parseMethod)) }),
    ...(providers.length > 0 && { providers: providers.map(parseProvider) }),
  };
  return { isHelp: false, isDryRun, answers: checkAnswers({ ...given, ...spoken }) };
}

/**
 * @param {unknown} given
 * @returns {Answers}
 * @throws {UserError} that names each answer that is wrong
 */
export function checkAnswers(given) {
  const parsed = answersSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `  · ${path.join(".") || "answers"}: ${message}`,
  );
  throw new UserError(`Nothing was changed, because of these answers:\n\n${problems.join("\n")}`);
}

/**
 * `company!:text:Your company`, `plan:choice=free|pro`
 *
 * @param {string} text
 */
export function parseTrait(text) {
  const [, name = "", mark, type = "", options, title] =
    /^([^:!]*)(!?):([^:=]*)(?:=([^:]*))?(?::(.*))?$/.exec(text) ?? [];
  return {
    name,
    type,
    required: mark === "!",
    ...(options !== undefined && { options: options.split("|") }),
    ...(title !== undefined && { title }),
  };
}

/** @param {string} text */
function parseMethod(text) {
  const [name = "", state = ""] = text.split("=");
  if (state !== "on" && state !== "off")
    throw new UserError(`--method ${text}: say ${name || "passkey"}=on or =off`);
  return [name, state === "on"];
}

/** @param {string} text */
export function parseProvider(text) {
  const [kind = "", ...rest] = text.split("=");
  const value = rest.join("=");
  if (kind !== "generic") return { id: kind, provider: kind, client_id: value };
  const [id = "", issuer = "", client = ""] = value.split(",");
  return { id, provider: kind, issuer_url: issuer, client_id: client };
}

/** @param {string} text */
function isLink(text) {
  if (/["\\`<>{}$\s]/.test(text)) return false;
  if (text.startsWith("/")) return /^\/(?![/\\])/.test(text);
  return URL.canParse(text) && new URL(text).protocol === "https:";
}

/** @param {object} given */
function linksOf(given) {
  return "links" in given && typeof given.links === "object" ? given.links : {};
}

/** @param {string[]} argv */
function parseOrExplain(argv) {
  try {
    return parseArgs({
      args: argv,
      options: {
        name: { type: "string" },
        tagline: { type: "string" },
        color: { type: "string" },
        terms: { type: "string" },
        privacy: { type: "string" },
        support: { type: "string" },
        trait: { type: "string", multiple: true },
        method: { type: "string", multiple: true },
        provider: { type: "string", multiple: true },
        repository: { type: "string" },
        json: { type: "string" },
        "dry-run": { type: "boolean" },
        yes: { type: "boolean", short: "y" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/**
 * @param {string} path
 * @param {(path: string) => Promise<string>} readText
 */
async function readOrExplain(path, readText) {
  try {
    return await readText(path);
  } catch (error) {
    throw new UserError(`--json: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * @param {string} text
 * @param {string} from
 * @returns {object}
 */
function parseJson(text, from) {
  try {
    const value = /** @type {unknown} */ (JSON.parse(text));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new UserError(`${from === "-" ? "What came in" : from} is not a JSON object.`);
}
