// Bundles the worker that Python runs in with Pyodide's own modules: one file without imports.
//
// node bundle.mjs ROLLDOWN PYODIDE WORKER OUT

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [library, pyodide, input, file] = process.argv.slice(2);
const { rolldown } = await import(pathToFileURL(library).href);
const { version, license, repository } = JSON.parse(readFileSync(join(pyodide, "package.json"), "utf8"));
const source = repository.url.replace(/^git\+/, "").replace(/\.git$/, "");

const bundled = await rolldown({
  input,
  platform: "browser",
  // Pyodide evaluates text for extensions that are compiled apart, and there are none here.
  logLevel: "silent",
  // What Pyodide imports in node alone.
  external: /^(node:|ws$)/,
  resolve: {
    alias: {
      "pyodide/asm": join(pyodide, "pyodide.asm.mjs"),
      "pyodide/lock": join(pyodide, "pyodide-lock.json"),
      pyodide: join(pyodide, "pyodide.mjs"),
    },
  },
});
const { output } = await bundled.generate({
  // A script, because Chromium starts no module of a blob in a sandbox.
  format: "iife",
  minify: true,
  comments: false,
  codeSplitting: false,
});
await bundled.close();
writeFileSync(file, `/* Holds Pyodide ${version}, ${license}: ${source} */\n${output[0].code}`);
