// Asks a run what takes the last part of the wasm, once that is there.

import { ask } from "../../run/engine.js";
import { EVERYTHING } from "../../run/parts.js";

/** @import { App, Recording, Relation, Track } from "./types.js" */

/**
 * Can everything be asked of a recording? If not yet, the page is drawn again when it can.
 * @param {App} app @param {Recording} recording
 */
export function isComplete(app, { instance }) {
  if (instance.parts.has(EVERYTHING)) return true;
  instance.parts.complete(EVERYTHING).then(app.redraw, app.complain);
  return false;
}

/** @param {Track} track @param {number} lane @param {number} at @returns {Relation[]} */
export function relationsOf(track, lane, at) {
  return ask(track.recording, (run) => run.relations(lane, at)) ?? [];
}
