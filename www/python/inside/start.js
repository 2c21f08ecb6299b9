// Starts Python of bytes that it is handed: nothing is fetched.

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/asm";
import { info } from "pyodide/lock";

/** @import { Pyodide } from "pyodide" */

/** Where Pyodide believes its files to be. */
const HERE = "here:/";
/** There are none besides Python's own library. */
const packages = {};

/**
 * @param {WebAssembly.Module} module
 * @param {ArrayBuffer} library  a zip of compiled modules
 * @returns {Promise<Pyodide>}
 */
export function start(module, library) {
  // These two are all that Pyodide fetches.
  globalThis.fetch = /** @type {any} */ (async () => ({ ok: true, arrayBuffer: async () => library }));
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  return loadPyodide({
    createPyodideModule,
    indexURL: HERE,
    stdLibURL: `${HERE}library.zip`,
    lockFileContents: { info, packages },
    // The same in each run, so that sets of texts have the same order.
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
  });
}
