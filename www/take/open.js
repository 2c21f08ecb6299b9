// Opens a saved run. Whatever is wrong with the file is said in a sentence, and
// then everything stays as it was.

import { ask, release } from "../run/engine.js";
import { checkSize, unpack } from "./file.js";

/**
 * @param {App} app
 * @param {File} file
 * @returns {Promise<string>} how that went
 */
export async function openRun(app, file) {
  try {
    checkSize(file.size);
    const saved = unpack(new Uint8Array(await file.arrayBuffer()), app.inside.state.catalog);
    await show(app, saved, file.name);
    return `Opened ${file.name}.`;
  } catch (error) {
    return `Not opened: ${file.name}. ${sentence(error)}`;
  }
}

/**
 * Shows a saved run in place of all that is shown.
 * @param {App} app @param {SavedRun} saved @param {string} name
 */
async function show({ inside: { state, engine, tracks, measurer, begin }, redraw }, saved, name) {
  const { program, variant, values, order, where, life, trace, key, told } = saved;
  await engine.complete(program.id);
  let recording = null;
  try {
    recording = await engine.open(trace);
    // The record may be anything. What cannot be told of it is to fail now, while nothing has changed.
    if (ask(recording, (run) => run.report().clock) !== "wall") throw new Error("It holds no measured run.");
  } catch (error) {
    if (!engine.trapped(error)) release(recording);
    throw error;
  }
  begin(program, { variant, values, order, where, compare: false });
  tracks.add("measured", variant, recording, key, life, { saved: name });
  measurer.rest();
  state.notices = told;
  redraw();
}

/** @param {unknown} error */
function sentence(error) {
  const text = error instanceof Error ? error.message : String(error);
  // What the wasm module says begins in lower case and has no full stop.
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}
