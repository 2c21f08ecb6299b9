// Starts Python of bytes that it is handed: nothing is fetched.

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/asm";
import { info } from "pyodide/lock";
import { imageOf, putInto } from "./image.js";

/** @import { Pyodide, Settings } from "pyodide" */
/** @import { Kept } from "../messages.js" */

/** Where Pyodide believes its files to be. */
const HERE = "here:/";
/** There are none besides Python's own library. */
const packages = {};

/**
 * @param {WebAssembly.Module} module
 * @param {ArrayBuffer} library  a zip of compiled modules
 * @param {Kept | null} kept  what `keep` returned of one that has started before
 * @returns {Promise<Pyodide>}
 */
export function start(module, library, kept) {
  // These two are all that Pyodide fetches.
  globalThis.fetch = /** @type {any} */ (async () => ({ ok: true, arrayBuffer: async () => library }));
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  /** @param {Settings} settings */
  const createWithImage = async (settings) => {
    const created = await createPyodideModule(settings);
    // Pyodide has an image of its own, which holds each 0: to copy that takes as long as all the rest.
    if (kept) {
      settings.API.restoreSnapshot = () => {
        putInto(created.HEAPU8, kept.image);
        return kept.known;
      };
    }
    return created;
  };
  return loadPyodide({
    createPyodideModule: createWithImage,
    indexURL: HERE,
    stdLibURL: `${HERE}library.zip`,
    lockFileContents: { info, packages },
    // Without one, Pyodide is to be able to say what of JavaScript it knows.
    ...(kept ? { _loadSnapshot: new Uint8Array(0) } : { _makeSnapshot: true }),
    // The same in each run, so that sets of texts have the same order.
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
  });
}

/**
 * What another start can begin with.
 * @param {Pyodide} python
 * @returns {Kept}
 */
export function keep({ _api, _module }) {
  return { image: imageOf(_module.HEAPU8), known: _api.serializeHiwireState() };
}
