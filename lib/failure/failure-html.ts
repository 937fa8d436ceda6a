/** A failed page as plain HTML that needs nothing else: no layout, no stylesheet, no script. */
import { brand, type ColorName, colors, font, radius } from "@/identity/brand";
import { escapeHtml } from "@/lib/escape-html";
import type { FailureWords } from "@/lib/i18n/failures";
import type { Theme } from "@/lib/theme";

interface FailureOptions {
  words: FailureWords;
  lang: string;
  dir: "ltr" | "rtl";
  theme: Theme;
  /** Of the request's content security policy, for the styles. */
  nonce: string;
  /** Under which the failure is logged. */
  reference: string;
}

/**
 * What to put into Next.js's own document for a failed page, which is empty until its script has run and names no
 * language. A second `html` tag adds its attributes to the first, and an element of the body ends the head: both are how
 * every browser reads them.
 *
 * @see https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead
 * @see https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
 */
export function failureHtml({ words, lang, dir, theme, nonce, reference }: FailureOptions): string {
  const text = (key: keyof FailureWords) => escapeHtml(words[key]);
  return `<html lang="${escapeHtml(lang)}" dir="${dir}"><div class="failure">
<title>${text("title")} · ${escapeHtml(brand.name)}</title>
<style nonce="${escapeHtml(nonce)}">${style(theme)}</style>
<main id="main">
<p class="brand">${logo()}${escapeHtml(brand.name)}</p>
<div class="card">
<h1>${text("title")}</h1>
<p>${text("lead")}</p>
<a class="main" href="">${text("again")}</a>
<a href="/">${text("start")}</a>
${support(words)}
<p>${text("reference")} <code>${escapeHtml(reference)}</code></p>
</div>
</main>
</div>`;
}

/** Where the brand says to ask. */
function support(words: FailureWords): string {
  const href = brand.links.support;
  return href === undefined
    ? ""
    : `<a class="quiet" href="${escapeHtml(href)}">${escapeHtml(words.support)}</a>`;
}

/** The mark, in the colours of the page around it. */
function logo(): string {
  const shapes = brand.logo.shapes.map(({ path, tone }) => `<path d="${path}" fill="var(--${tone})"/>`);
  return `<svg viewBox="${brand.logo.viewBox}" width="28" height="28" aria-hidden="true">${shapes.join("")}</svg>`;
}

const USED: readonly ColorName[] = [
  ...brand.logo.shapes.map(({ tone }) => tone),
  "canvas",
  "surface",
  "ink",
  "muted",
  "line",
  "control",
  "accent",
  "on-accent",
  "focus",
];

function style(theme: Theme): string {
  const values = (mode: "light" | "dark") =>
    `.failure{color-scheme:${mode};${USED.map((name) => `--${name}:${colors[name][mode]}`).join(";")}}`;
  const themed =
    theme === "system"
      ? `${values("light")}@media (prefers-color-scheme:dark){${values("dark")}}`
      : values(theme);
  return `${themed}
body{margin:0}
.failure{box-sizing:border-box;min-height:100vh;display:grid;place-items:center;padding:2.5rem 1rem;background:var(--canvas);color:var(--ink);font:1rem/1.55 ${font.sans.join(",")}}
main{width:100%;max-width:27rem}
.brand{display:flex;align-items:center;gap:.625rem;margin:0 0 1.5rem;color:var(--ink);font-size:1.125rem;font-weight:600;line-height:1}
.card{padding:2rem;border:1px solid var(--line);border-radius:${radius.card};background:var(--surface)}
h1{margin:0;font-size:1.625rem;font-weight:600;line-height:1.2}
p{margin:.75rem 0 1.5rem;color:var(--muted)}
a{box-sizing:border-box;display:block;margin-top:.75rem;padding:.75rem 1.25rem;border:1px solid var(--control);border-radius:${radius.control};color:var(--ink);font-weight:600;text-align:center;text-decoration:none}
a.main{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}
a.quiet{border-color:transparent;text-decoration:underline}
a:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
p:last-child{margin:1.5rem 0 0;font-size:.875rem}
code{font-family:${font.mono.join(",")};color:var(--ink)}`;
}
