// Bundles the modules of a site in place, and prints what became of each.
//
// node bundle.mjs ROLLDOWN FOLDER
//
// The page's own modules become a few files in `js/`, with a hash in each name: what the first view
// needs, what comes right after it, and a file for whatever is fetched when somebody wants it. A worker
// becomes one file with the name that it had, because Rust and the page name it. That of Python is in
// `pkg/python/` already, and its sources are not published.

import { rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

const [library, folder] = process.argv.slice(2);
const { rolldown } = await import(pathToFileURL(library).href);

/** What the documents start. */
const PAGE = ["main.js", "run/first.js"];
/** Puts the page together when it is imported, so it is not where others find what they share with it. */
const START = "start.js";
/** The first picture, which they start as well, and what comes right after it, all of it at once. */
const PICTURE = "picture.js";
const LATER = "later.js";
/** What the first prediction brings along, which does not wait for it. */
const SOON = [
  "cursor/panel.js",
  "cursor/player.js",
  "export/cost_line.js",
  "export/print.js",
  "zooming/zooming.js",
];
/** What the page fetches, and tests import by name. */
const FETCHED = ["editor/editor.js", "model/code.js", "python/engine.js"];
/** Each has a realm of its own. */
const WORKERS = ["job_worker.js", "run/run_worker.js", "run/simulator.js", "orders/trial_worker.js"];
/** No module, so that it is there when modules fail. */
const NOT_LOADED = "not_loaded.js";
/** Others import it by its name, and the page takes fresh instances of it: it stays a file of its own. */
const GLUE = "pkg/coroscope.js";

/** A hash of its content in each name, so that files of two versions are never mixed. */
const HASHED = "js/[name]-[hash].js";

/** The path of a module in the site. @param {string} id */
const nameOf = (id) => relative(folder, id).split(sep).join("/");

/**
 * Writes what `input` becomes, and returns its files.
 * @param {object} input
 * @param {object} output
 */
async function bundle(input, output) {
  const bundled = await rolldown({
    cwd: folder,
    platform: "browser",
    // Its importers lie as deep as what becomes of them, so that they go on naming it as they do.
    external: (id, importer) => importer !== undefined && id.endsWith(GLUE),
    makeAbsoluteExternalsRelative: false,
    ...input,
  });
  const written = await bundled.write({
    dir: folder,
    format: "esm",
    minify: true,
    comments: false,
    ...output,
  });
  await bundled.close();
  return written.output;
}

/** What is in one file each: the modules behind the starts, and those that come after them. */
const groups = { view: new Set(), start: new Set(), picture: new Set(), later: new Set(), soon: new Set() };
/** @param {string} id */
const isIn = (id) => Object.values(groups).some((group) => group.has(id));

const files = await bundle(
  {
    input: [...PAGE, PICTURE, ...FETCHED],
    preserveEntrySignatures: "allow-extension",
    plugins: [
      {
        name: "groups",
        buildEnd() {
          /** @param {string} name @param {Set<string>} group */
          const gather = (name, group) => {
            /** @param {string} id */
            const follow = (id) => {
              if (isIn(id)) return;
              group.add(id);
              this.getModuleInfo(id)?.importedIds.forEach(follow);
            };
            const start = join(folder, name);
            if (!this.getModuleInfo(start)) throw new Error(`${name} is no module of the page.`);
            follow(start);
          };
          for (const name of PAGE) gather(name, groups.view);
          groups.view.delete(join(folder, START));
          gather(START, groups.start);
          gather(PICTURE, groups.picture);
          gather(LATER, groups.later);
          for (const name of SOON) gather(name, groups.soon);
          for (const name of PAGE) groups.view.delete(join(folder, name));
        },
      },
    ],
  },
  {
    entryFileNames: HASHED,
    chunkFileNames: HASHED,
    // Tests import functions by the names that they have.
    minifyInternalExports: false,
    codeSplitting: {
      groups: Object.entries(groups).map(([name, ids], index) => ({
        name,
        test: (/** @type {string} */ id) => ids.has(id),
        // What comes first takes what others need as well.
        priority: Object.keys(groups).length - index,
      })),
    },
  },
);

/** The files that the modules are in now. @type {Record<string, string>} */
const modules = {};
/** The files that each file imports. @type {Record<string, string[]>} */
const imports = {};
for (const file of files) {
  // From the folder of the site.
  imports[file.fileName] = file.imports.map((name) => name.replace(/^\.\.\//, ""));
  for (const id of file.moduleIds) if (id.startsWith(folder)) modules[nameOf(id)] = file.fileName;
}
await Promise.all(Object.keys(modules).map((name) => rm(join(folder, name))));
// What is called as soon as it comes is compiled while it comes, instead of function by function when the page
// calls it. Browsers that do not know the comment read over it.
const eager = files.filter(
  ({ name }) => name in groups || PAGE.some((start) => basename(start, ".js") === name),
);
await Promise.all(
  eager.map(({ fileName, code }) =>
    writeFile(join(folder, fileName), `//# allFunctionsCalledOnLoad\n${code}`),
  ),
);
// The deepest first. One with style sheets in it stays.
const folders = [...new Set(Object.keys(modules).map(dirname))].sort(
  (one, other) => other.length - one.length,
);
for (const name of folders.filter((name) => name !== ".")) await rmdir(join(folder, name)).catch(() => {});

await rm(join(folder, "python/inside"), { recursive: true, force: true });

for (const name of [GLUE, NOT_LOADED, ...WORKERS]) {
  await bundle({ input: name }, { entryFileNames: name, codeSplitting: false });
  modules[name] = name;
}
console.log(JSON.stringify({ modules, imports }));
