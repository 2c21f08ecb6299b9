// Takes from Pyodide's wasm the names of what only other wasm could ask for.
//
// node trim.mjs PYODIDE OUT
//
// Pyodide exports everything for packages that are compiled apart, 8,560 functions and numbers, and at its
// start its glue puts each into a table: a third of that start. There are no such packages here, so what
// stays is what the glue itself names. No function changes.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [pyodide, out] = process.argv.slice(2);
const wasm = readFileSync(join(pyodide, "pyodide.asm.wasm"));
const glue = ["pyodide.asm.mjs", "pyodide.mjs"].map((name) => readFileSync(join(pyodide, name), "utf8"));
const EXPORTS = 7;

const named = namesIn(glue.join("\n"));
let all = 0;
let kept = 0;
const parts = [wasm.subarray(0, 8)];
for (let at = 8; at < wasm.length;) {
  const { value: size, next: body } = number(at + 1);
  const end = body + size;
  if (wasm[at] === EXPORTS) {
    const section = trimmed(body);
    parts.push(Buffer.from([EXPORTS]), encoded(section.length), section);
  } else {
    parts.push(wasm.subarray(at, end));
  }
  at = end;
}
// With another Pyodide than this was written for, its glue may be written otherwise.
if (kept < 200 || kept > all / 4) throw new Error(`Of ${all} exports ${kept} would stay.`);
const made = Buffer.concat(parts);
await WebAssembly.compile(made);
writeFileSync(out, made);

/** The section without names that the glue does not use. */
function trimmed(at) {
  const { value: count, next } = number(at);
  const entries = [];
  let from = next;
  for (let place = 0; place < count; place++) {
    const { value: length, next: text } = number(from);
    const name = wasm.toString("utf8", text, text + length);
    // One byte says of which kind it is.
    const { next: end } = number(text + length + 1);
    if (named.has(name) || named.has(`_${name}`)) entries.push(wasm.subarray(from, end));
    from = end;
  }
  all = count;
  kept = entries.length;
  return Buffer.concat([encoded(kept), ...entries]);
}

/** The words of a script, but for those that only give each export a variable. */
function namesIn(script) {
  const used = script
    .replace(/_\w+=Module\["_\w+"\]=wasmExports\["\w+"\](?!\.value)/g, "")
    .replace(/wasmExports\["(\w+)"\]=makeWrapper_\w+\(wasmExports\["\1"\]\)/g, "")
    .replace(/(?:,_\w+){20,}/g, "");
  return new Set(used.match(/[\w$]+/g));
}

/** A number as wasm writes it. */
function number(at) {
  let value = 0;
  for (let place = 0; ; place++) {
    const byte = wasm[at + place];
    value += (byte & 127) * 128 ** place;
    if (byte < 128) return { value, next: at + place + 1 };
  }
}

function encoded(value) {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}
