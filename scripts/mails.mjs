// `npm run mails`: writes the mails' templates in identity/mail anew, after a change of their texts, layout or brand, and
// the layout of the app's own mails, lib/mail/layout.ts.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { appLayout, mailTemplates } from "./lib/mail-templates.mjs";
import { ROOT } from "./lib/root.mjs";
import { runMain } from "./lib/user-error.mjs";

const folder = join(ROOT, "identity/mail");

await runMain(async () => {
  const { code } = await transform(await readFile(join(ROOT, "identity/brand.ts"), "utf8"), {
    loader: "ts",
    format: "esm",
  });
  const { brand, colors } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const files = new Map([["lib/mail/layout.ts", await appLayout(folder)]]);
  for (const [path, content] of await mailTemplates(folder, { name: brand.name, colors })) {
    files.set(`identity/mail/${path}`, content);
  }
  let changed = 0;
  for (const [path, content] of files) {
    const file = join(ROOT, path);
    if ((await readFile(file, "utf8").catch(() => undefined)) === content) continue;
    await writeFile(file, content);
    console.log(`written: ${path}`);
    changed++;
  }
  console.log(changed === 0 ? "The mails are as their texts say." : `${changed} files written.`);
});
