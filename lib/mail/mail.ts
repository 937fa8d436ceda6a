/** A mail as it is written: its parts say what stands there, and plain text and HTML are both made of them. */
import { brand, colors } from "@/identity/brand";
import { escapeHtml } from "@/lib/escape-html";
import { languages, type Locale } from "@/lib/i18n/languages";
import { translator } from "@/lib/i18n/translator";
import { layout } from "./layout";

export interface Mail {
  /** One address. */
  to: string;
  /** The reader's language: it sets the direction of the text. */
  locale: Locale;
  subject: string;
  /** Stands over the text; the subject where it is left out. */
  title?: string;
  parts: readonly MailPart[];
}

export type MailPart =
  | { as: "text" | "quiet"; text: string }
  | { as: "facts"; facts: readonly Fact[] }
  /** What the reader is to do, for one link in a mail; its address stands beside it in full. */
  | { as: "button"; text: string; href: string }
  | { as: "link"; text: string; href: string };

export interface Fact {
  label: string;
  value: string;
}

export interface RenderedMail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

export function renderMail({ to, locale, subject, title = subject, parts }: Mail): RenderedMail {
  const { dir } = languages[locale];
  return {
    to,
    // A subject is one line.
    subject: subject.replace(/\s+/g, " ").trim(),
    text: `${parts.map(plainPart).join("\n\n")}\n`,
    html: fill(layout, {
      lang: locale,
      dir,
      start: dir === "rtl" ? "right" : "left",
      brand: escapeHtml(brand.name),
      title: escapeHtml(title),
      content: parts.map((part, index) => htmlPart(part, locale, index === parts.length - 1)).join("\n"),
    }),
  };
}

function plainPart(part: MailPart): string {
  switch (part.as) {
    case "text":
    case "quiet":
      return part.text;
    case "facts":
      return part.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
    case "button":
    case "link":
      return `${part.text}:\n${part.href}`;
  }
}

function htmlPart(part: MailPart, locale: Locale, isLast: boolean): string {
  const margin = isLast ? "0" : "0 0 16px";
  const quiet = `color:${colors.muted.light};font-size:14px`;
  switch (part.as) {
    case "text":
      return `<p style="margin:${margin}">${escapeHtml(part.text)}</p>`;
    case "quiet":
      return `<p class="quiet" style="margin:${margin};${quiet}">${escapeHtml(part.text)}</p>`;
    case "facts": {
      const facts = part.facts.map(
        ({ label, value }, index) =>
          `<p style="margin:${index === 0 ? "0" : "12px 0 0"}"><span class="quiet" style="${quiet}">${escapeHtml(label)}</span><br><bdi style="overflow-wrap:anywhere">${escapeHtml(value)}</bdi></p>`,
      );
      return `<div class="code" style="margin:24px 0;padding:16px;background:${colors.sunken.light};border-radius:8px">\n${facts.join("\n")}\n</div>`;
    }
    case "button": {
      const href = escapeHtml(part.href);
      const fails = escapeHtml(translator(locale, "mails")("buttonFails"));
      return [
        `<p style="margin:24px 0"><a class="button" href="${href}" style="display:inline-block;padding:12px 24px;background:${colors.accent.light};color:${colors["on-accent"].light};border-radius:8px;font-weight:600;text-decoration:none">${escapeHtml(part.text)}</a></p>`,
        `<p class="quiet" style="margin:${margin};${quiet}">${fails}<br><span dir="ltr" style="word-break:break-all">${href}</span></p>`,
      ].join("\n");
    }
    case "link":
      return `<p style="margin:${margin}"><a class="brand" href="${escapeHtml(part.href)}" style="color:${colors.accent.light}">${escapeHtml(part.text)}</a></p>`;
  }
}

/** What the layout asks for: `[[title]]` and the like, and the brand's colours, `[[ink.dark]]`. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(
    /\[\[([\w-]+)(?:\.(light|dark))?\]\]/g,
    (_, name: string, side?: "light" | "dark") => {
      if (side === undefined) return values[name] ?? "";
      return (colors as Readonly<Record<string, { light: string; dark: string }>>)[name]?.[side] ?? "";
    },
  );
}
