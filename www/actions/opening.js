// Opens a run that was saved. It is fetched when somebody opens one.

import { awayWords } from "../model/worth.js";
import { ask, release } from "../run/engine.js";
import { beginRecorded, endRecorded } from "./recorded.js";
import { begin } from "./settings.js";

/** @import { Kit, SavedRun } from "./types.js" */

/**
 * Shows a saved run in place of all that is shown.
 * @param {Kit} kit @param {SavedRun} saved @param {string} name
 */
export async function openSaved(kit, saved, name) {
  const { state, engine, tracks, measurer, redraw } = kit;
  const { program, variant, values, order, where, life, trace, step, away, code, python, key, notices } =
    saved;
  await engine.complete(program.id);
  let recording = null;
  try {
    recording = await engine.open(trace);
    // The record may be anything. If it cannot be read, that fails here, before anything has changed.
    const clock = ask(recording, (run) => run.report().clock);
    if (clock !== "wall" && !saved.record) throw new Error("It holds no measured run.");
  } catch (error) {
    if (!engine.trapped(error)) release(recording);
    throw error;
  }
  const settings = { variant, values, order, where, compare: false };
  // A listing in a file is somebody else's until a person says that it may run.
  if (saved.record) beginRecorded(kit, saved, recording, name);
  else if (code !== undefined) (await kit.own()).open(code, { isForeign: true, settings });
  else begin(kit, program, settings);
  tracks.add("measured", variant, recording, key, life, {
    saved: name,
    step,
    away,
    mark: awayWords(away),
    ...(python && { python }),
  });
  measurer.rest();
  if (saved.record) endRecorded(kit, variant);
  state.notices = notices;
  redraw();
}
