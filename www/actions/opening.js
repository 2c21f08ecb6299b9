// Opens a run that was saved. It is fetched when somebody opens one.

import { awayWords } from "../model/worth.js";
import { ask, release } from "../run/engine.js";
import { during } from "../settled.js";
import { beginRecorded, endRecorded, QUERY } from "./recorded.js";
import { begin } from "./settings.js";

/** @import { Kit, SavedRun } from "./types.js" */

/** So many recorded runs are kept for whoever goes back to them, as long as the page is there. */
const MOST_KEPT = 5;
/** They, by the entries of the browser's history that showed them. @type {Map<unknown, () => Promise<void>>} */
const kept = new Map();

/**
 * Shows a saved run in place of all that is shown.
 * @param {Kit} kit @param {SavedRun} saved @param {string} name
 * @param {() => boolean} [isWanted]  of one that the history of the browser has brought back: is it still?
 */
export async function openSaved(kit, saved, name, isWanted) {
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
  if (isWanted?.() === false) return release(recording);
  const settings = { variant, values, order, where, compare: false };
  // A listing in a file is somebody else's until a person says that it may run.
  if (saved.record) beginRecorded(kit, saved, recording, name, isWanted && "replace");
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
  if (saved.record) {
    endRecorded(kit, variant);
    keep(kit, saved, name);
  }
  state.notices = notices;
  redraw();
}

/** Keeps a run for the entry of the history that shows it now. @param {Kit} kit @param {SavedRun} saved @param {string} name */
function keep(kit, saved, name) {
  const { entry } = history.state;
  kept.delete(entry);
  kept.set(entry, () => openSaved(kit, saved, name, () => history.state?.entry === entry));
  for (const old of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(old);
  kit.address.again = (entry) => {
    const open = location.search === QUERY ? kept.get(entry) : undefined;
    if (open) during("opening the run again", open()).catch(kit.complain);
    return open !== undefined;
  };
}
