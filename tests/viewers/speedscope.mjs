// The importer of speedscope, without its page. What npm has of it is one script for browsers, which
// begins with the importer and ends with the page. So it runs in a context of its own, which has what
// the script asks for on its way, and no document for it to draw on.

import { readFileSync, readdirSync } from "node:fs";
import vm from "node:vm";

const FOLDER = new URL("../../target/npm/node_modules/speedscope/dist/release/", import.meta.url);
/** The module that imports has this, and bundlers keep the names of what modules export. */
const IMPORTER = "importProfileGroupFromText";

/**
 * A slice as the viewer has it, with those inside of it. Weights are microseconds.
 * @typedef {{ frame: { name: string }, children: Node[], getTotalWeight(): number }} Node
 */
/**
 * @typedef {{
 *   getName(): string,
 *   getTotalWeight(): number,
 *   getAppendOrderCalltreeRoot(): Node,
 * }} Profile
 */

/**
 * Returns a function that opens the text of a file. It gives the profiles, one for each thread, and
 * what the viewer complained about.
 */
export async function startSpeedscope() {
  /** @type {string[]} */
  const complaints = [];
  const complain = (/** @type {unknown[]} */ ...words) => void complaints.push(words.join(" "));
  /** @type {any} */
  let importer;
  const context = vm.createContext({
    console: { log() {}, assert() {}, warn: complain, error: complain },
    location: { hash: "", protocol: "file:", href: "file:///" },
    localStorage: {},
    matchMedia: () => ({ matches: false, addListener() {} }),
    addEventListener() {},
    requestAnimationFrame() {},
    setTimeout,
    clearTimeout,
    TextDecoder,
    TextEncoder,
    /** @param {object} module */
    found: (module) => (importer = module),
  });
  vm.runInContext(
    `globalThis.window = globalThis.self = globalThis;
     const define = Object.defineProperty;
     Object.defineProperty = (module, name, rest) => {
       if (name === "${IMPORTER}") found(module);
       return define(module, name, rest);
     };`,
    context,
  );
  const script = readdirSync(FOLDER).find((name) => /^speedscope-\w+\.js$/.test(name)) ?? "";
  try {
    vm.runInContext(readFileSync(new URL(script, FOLDER), "utf8"), context, { filename: script });
  } catch (error) {
    // Its page has nothing to draw on. All that comes before it is there.
    if (!String(error).includes("document")) throw error;
  }
  // The modules begin when the script has ended.
  await new Promise((go) => setTimeout(go));
  return async (/** @type {string} */ text) => {
    complaints.length = 0;
    const group = await importer[IMPORTER]("run.json", text);
    if (!group) complaints.push("it is no file that can be opened");
    return { profiles: /** @type {Profile[]} */ (group?.profiles ?? []), complaints: [...complaints] };
  };
}
