// The questions, one line each: for keyboards, screen readers and any terminal.
import { createInterface } from "node:readline/promises";
import { bold, dim } from "../lib/output.mjs";
import { UserError } from "../lib/user-error.mjs";
import {
  answersSchema,
  checkAnswers,
  LINKS,
  METHODS,
  parseProvider,
  parseTrait,
  PROVIDERS,
  TRAIT_TYPES,
} from "./answers.mjs";

/** @typedef {import("./answers.mjs").Answers} Answers */

const METHOD_WORDS = {
  password: "Sign in with a password",
  code: "Sign in with a code by mail, without a password",
  passkey: "Sign in with passkeys",
  webauthn: "Security keys as a second factor",
  totp: "Authenticator apps as a second factor",
  lookup_secret: "Backup codes",
};

const LINK_WORDS = {
  terms: "Terms of use",
  privacy: "Privacy policy",
  support: "Support",
};

/** Somebody pressed Ctrl-C or closed the input: nothing has been written yet. */
export class Cancelled extends UserError {}

/**
 * @param {object} options
 * @param {NodeJS.ReadableStream} options.input
 * @param {NodeJS.WritableStream} options.output
 * @param {{ name: string, color: string, links: Record<string, string>, methods: Record<string, boolean> }} options.current what there is
 * @returns {Promise<Answers>}
 * @throws {Cancelled}
 */
export async function askAnswers({ input, output, current }) {
  const terminal = createInterface({ input, output });
  // Lines that come faster than they are asked for, from a pipe for one, are kept.
  /** @type {string[]} */
  const lines = [];
  /** @type {((line: string | undefined) => void) | undefined} */
  let waiting;
  let isOver = false;
  terminal.on("line", (line) => {
    const take = waiting;
    waiting = undefined;
    if (take) take(line);
    else lines.push(line);
  });
  terminal.on("SIGINT", () => terminal.close());
  terminal.on("close", () => {
    isOver = true;
    waiting?.(undefined);
  });

  /** @param {string} question */
  const ask = async (question) => {
    output.write(`${question} `);
    const early = lines.shift();
    const line =
      early ??
      (isOver
        ? undefined
        : await new Promise(
            (/** @type {(line: string | undefined) => void} */ resolve) => (waiting = resolve),
          ));
    if (line === undefined) throw new Cancelled("Cancelled: nothing was changed.");
    return line.trim();
  };

  /**
   * Asks again until the answer is one; nothing typed leaves things as they are.
   *
   * @template T
   * @param {string} question
   * @param {(text: string) => Partial<Record<keyof Answers, unknown>>} toAnswer
   * @param {(answers: Answers) => T} pick
   * @returns {Promise<T | undefined>}
   */
  const askFor = async (question, toAnswer, pick) => {
    for (;;) {
      const text = await ask(question);
      if (text === "") return undefined;
      const parsed = answersSchema.safeParse(toAnswer(text));
      if (parsed.success) return pick(parsed.data);
      for (const { message } of parsed.error.issues) output.write(`  ${message}\n`);
    }
  };

  /** @param {string} question */
  const askWhether = async (question) => {
    for (;;) {
      const text = await ask(question);
      if (text === "") return undefined;
      if (/^(y|yes|n|no)$/i.test(text)) return /^y/i.test(text);
      output.write("  y or n\n");
    }
  };

  try {
    output.write(`${dim("Enter leaves things as they are; Ctrl-C leaves everything as it is.")}\n\n`);
    const name = await askFor(
      `${bold("Name of the app")} [${current.name}]:`,
      (text) => ({ name: text }),
      (answers) => answers.name,
    );
    const tagline = await askFor(
      `${bold("One line under it")}:`,
      (text) => ({ tagline: text }),
      (answers) => answers.tagline,
    );
    const color = await askFor(
      `${bold("Colour")}, such as #2f5fd0 [${current.color}]:`,
      (text) => ({ color: text }),
      (answers) => answers.color,
    );

    output.write(
      `\n${bold("Pages of yours")} to point visitors to, by their address; none takes one away.\n`,
    );
    /** @type {Record<string, string>} */
    const links = {};
    for (const name of LINKS) {
      const address = await askFor(
        `  ${LINK_WORDS[name]} [${current.links[name] ?? "none"}]:`,
        (text) => ({ links: { [name]: text } }),
        (answers) => answers.links[name],
      );
      if (address !== undefined) links[name] = address;
    }

    output.write(`\n${bold("Fields of a person")}, besides email and name; one a line, Enter ends.\n`);
    output.write(
      dim(`  company:text, born!:date (required), plan:choice=free|pro; types: ${TRAIT_TYPES.join(", ")}\n`),
    );
    const traits = [];
    for (;;) {
      const trait = await askFor(
        "  field:",
        (text) => ({ traits: [parseTrait(text)] }),
        (answers) => answers.traits[0],
      );
      if (trait === undefined) break;
      traits.push(trait);
    }

    output.write("\n");
    /** @type {Record<string, boolean>} */
    const methods = {};
    for (const method of METHODS) {
      const isOn = current.methods[method] ?? false;
      const wanted = await askWhether(`${bold(METHOD_WORDS[method])}? [${isOn ? "Y/n" : "y/N"}]`);
      if (wanted !== undefined && wanted !== isOn) methods[method] = wanted;
    }

    output.write(`\n${bold("Sign-in with other services")}, by their client id; one a line, Enter ends.\n`);
    output.write(
      dim(`  github=Iv1.0123, generic=acme,https://id.acme.example,client; kinds: ${PROVIDERS.join(", ")}\n`),
    );
    const providers = [];
    for (;;) {
      const provider = await askFor(
        "  service:",
        (text) => ({ providers: [parseProvider(text)] }),
        (answers) => answers.providers[0],
      );
      if (provider === undefined) break;
      providers.push(provider);
    }
    const given = { name, tagline, color, links, traits, methods, providers };
    return checkAnswers(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  } finally {
    terminal.close();
  }
}
