// Opens a saved run. If something is wrong with the file, a sentence says so
// and nothing changes. A run that goes on is stopped only if the person agrees.

import { askToStop } from "./ask.js";
import { checkSize, recordedRun, unpack } from "./file.js";
import { isRecord, partsOf } from "./record_file.js";

/** @import { App, SavedRun } from "./types.js" */

/**
 * @param {App} app
 * @param {File} file
 * @param {typeof askToStop} [ask]
 * @returns {Promise<string>} a sentence for the person
 */
export async function openRun(app, file, ask = askToStop) {
  try {
    checkSize(file.size);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const saved = isRecord(bytes) ? recorded(bytes) : unpack(bytes, app.programs());
    if (app.isRunning() && !(await ask(file.name))) {
      return `Not opened: ${file.name}. The run was not stopped.`;
    }
    await app.openSaved(saved, file.name);
    return `Opened ${file.name}.`;
  } catch (error) {
    return `Not opened: ${file.name}. ${sentence(error)}`;
  }
}

/** A run that a recorder has written. @param {Uint8Array<ArrayBuffer>} bytes @returns {SavedRun} */
function recorded(bytes) {
  return recordedRun(partsOf(bytes), bytes, { trace: bytes, life: "ended" });
}

/** @param {unknown} error */
function sentence(error) {
  const text = error instanceof Error ? error.message : String(error);
  // Messages of the wasm module begin in lower case and have no full stop.
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
