// Opens a saved run. Whatever is wrong with the file is said in a sentence, and
// then everything stays as it was.

import { checkSize, unpack } from "./file.js";

/** @import { App } from "./types.js" */

/**
 * @param {App} app
 * @param {File} file
 * @returns {Promise<string>} how that went
 */
export async function openRun(app, file) {
  try {
    checkSize(file.size);
    const saved = unpack(new Uint8Array(await file.arrayBuffer()), app.programs());
    await app.openSaved(saved, file.name);
    return `Opened ${file.name}.`;
  } catch (error) {
    return `Not opened: ${file.name}. ${sentence(error)}`;
  }
}

/** @param {unknown} error */
function sentence(error) {
  const text = error instanceof Error ? error.message : String(error);
  // What the wasm module says begins in lower case and has no full stop.
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
