// One page over all pictures of a folder, to look through them.
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SUFFIX = ".png";

/**
 * Writes `index.html` into a folder of pictures: a row for each state, its looks side by side.
 *
 * @param {string} folder holds one folder for each group, with files named `01 state - look.png`
 * @param {string} title
 * @returns {Promise<number>} how many pictures there are
 */
export async function writeContactSheet(folder, title) {
  const entries = await readdir(folder, { withFileTypes: true });
  const groups = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  let count = 0;
  const sections = [];
  for (const group of groups.sort()) {
    const files = (await readdir(join(folder, group))).filter((name) => name.endsWith(SUFFIX)).sort();
    count += files.length;
    sections.push(section(group, files));
  }
  await writeFile(join(folder, "index.html"), page(title, sections.join("\n")));
  return count;
}

/**
 * @param {string} group
 * @param {string[]} files
 */
function section(group, files) {
  /** @type {Map<string, { look: string, file: string }[]>} */
  const states = new Map();
  for (const file of files) {
    const [state = "", look = ""] = file.slice(0, -SUFFIX.length).split(" - ");
    states.set(state, [...(states.get(state) ?? []), { look, file }]);
  }
  const rows = [...states].map(([state, looks]) => {
    const pictures = looks.map(({ look, file }) => {
      const address = `${encodeURIComponent(group)}/${encodeURIComponent(file)}`;
      const alt = escapeHtml(`${state}, ${look}`);
      return `<figure${look.includes("320") ? ' class="narrow"' : ""}><a href="${address}"><img src="${address}" alt="${alt}" loading="lazy"></a><figcaption>${escapeHtml(look)}</figcaption></figure>`;
    });
    return `<h3>${escapeHtml(state)}</h3>\n<div class="looks">${pictures.join("")}</div>`;
  });
  return `<section>\n<h2>${escapeHtml(group)}</h2>\n${rows.join("\n")}\n</section>`;
}

/**
 * @param {string} title
 * @param {string} content
 */
function page(title, content) {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body{margin:2rem;font:1rem/1.5 system-ui,sans-serif;color:#222;background:#eee}
h2{margin:3rem 0 0}
h3{margin:1.5rem 0 .5rem;font-size:1rem}
.looks{display:flex;gap:1rem;overflow-x:auto;align-items:start}
figure{flex:none;width:24rem;margin:0}
figure.narrow{width:8rem}
img{display:block;width:100%;max-height:36rem;object-fit:cover;object-position:top;border:1px solid #bbb}
figcaption{font-size:.8rem;color:#555}
</style>
<h1>${escapeHtml(title)}</h1>
${content}
</html>
`;
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
