// Makes one module of what the editor takes of CodeMirror, and says whose code is in it.
//
// node codemirror.mjs NODE_MODULES ENTRY MODULE LICENCES

import { readFile, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, entry, to, licences] = process.argv.slice(2);
const { rolldown } = await import(pathToFileURL(join(packages, "rolldown/dist/index.mjs")).href);

const bundled = await rolldown({
  input: entry,
  platform: "browser",
  resolve: { modules: [packages] },
  // Two that are not marked as such. To read or write a property is no such thing: it may lay the page out.
  treeshake: { manualPureFunctions: ["HighlightStyle", "tagHighlighter"] },
});
const { output } = await bundled.write({
  dir: dirname(to),
  entryFileNames: basename(to),
  format: "esm",
  minify: true,
  comments: false,
  codeSplitting: false,
});
await bundled.close();

/** The packages that are in it. */
const names = new Set(
  Object.entries(output[0].modules)
    .filter(([id, { renderedLength }]) => id.startsWith(packages) && renderedLength > 0)
    .map(([id]) => id.slice(packages.length + 1).split(sep))
    .map(([scope, name]) => (scope.startsWith("@") ? `${scope}/${name}` : scope)),
);

/** Packages by the text of their licence. @type {Map<string, string[]>} */
const byText = new Map();
for (const name of [...names].sort()) {
  const folder = join(packages, name);
  const file = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
  if (!file) throw new Error(`${name} has no file with its licence.`);
  const text = (await readFile(join(folder, file), "utf8")).trim();
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
}
const parts = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
await writeFile(licences, `The editor of this page contains these packages.\n\n${parts.join("\n\n")}`);
