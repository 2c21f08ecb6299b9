// Packs the part of Python's library that listings need, by the very Python that will read it.
//
// node pack.mjs PYODIDE NAMES OUT OWN…
//
// PYODIDE is the folder of npm's package, NAMES a file with the names of modules, OUT the zip. Each OWN
// is a folder of Python of our own, with the name that it gets: `coroscope=python/coroscope`.

import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [pyodide, names, out, ...own] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: pyodide, env: { PYTHONHASHSEED: "0" } });

for (const pair of own) {
  const [name, folder] = pair.split("=");
  const files = statSync(folder).isDirectory() ? readdirSync(folder, { recursive: true }) : [""];
  for (const file of files.map(String).filter((file) => file === "" || file.endsWith(".py"))) {
    const to = posix.join("/own", name, ...file.split(sep));
    python.FS.mkdirTree(posix.dirname(to));
    python.FS.writeFile(to, readFileSync(join(folder, file)));
  }
}
const here = dirname(fileURLToPath(import.meta.url));
python.runPython(readFileSync(join(here, "pack.py"), "utf8"));
const wanted = readFileSync(names, "utf8").split("\n");
const pack = python.globals.get("pack");
const list = python.toPy(wanted.filter((line) => line !== "" && !line.startsWith("#")));
const report = JSON.parse(pack(list, "/packed.zip"));
if (report.missing.length > 0) throw new Error(`This Python has no ${report.missing.join(", ")}.`);
writeFileSync(out, python.FS.readFile("/packed.zip"));
console.log(report.files.length);
