// `npm run mails`: writes the mails' templates in identity/mail anew, after a change of their texts, layout or brand.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import { mailTemplates } from "./lib/mail-templates.mjs";
import { ROOT } from "./lib/root.mjs";
import { runMain } from "./lib/user-error.mjs";

const folder = join(ROOT, "identity/mail");

await runMain(async () => {
  const { code } = await transform(await readFile(join(ROOT, "identity/brand.ts"), "utf8"), {
    loader: "ts",
    format: "esm",
  });
  const { brand, colors } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  let changed = 0;
  for (const [path, content] of await mailTemplates(folder, { name: brand.name, colors })) {
    const file = join(folder, path);
    if ((await readFile(file, "utf8").catch(() => undefined)) === content) continue;
    await writeFile(file, content);
    console.log(`written: identity/mail/${path}`);
    changed++;
  }
  console.log(changed === 0 ? "The mails are as their texts say." : `${changed} files written.`);
});
