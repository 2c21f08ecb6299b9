// Opens a run whose program this page does not have: another program has written it, as docs/FORMAT.md
// says, or a page that has other programs.

import { filesOf, isItsListing, saidOf } from "../model/recorded_files.js";
import { isRecorded, recordedProgram } from "../model/recorded.js";
import { writeQuery } from "../model/url.js";
import { ask } from "../run/engine.js";
import { begin } from "./settings.js";

/** @import { Kit, Recording, SavedRun, Track } from "./types.js" */

/** A link cannot hold the file. After a reload, `model/strangers.js` has a word about it. */
export const QUERY = "?recorded";

/**
 * Shows its program with nothing run.
 * @param {Kit} kit @param {SavedRun} saved @param {Recording} recording @param {string} name
 * @param {"push" | "replace"} [how]
 */
export function beginRecorded(kit, { record, bytes }, recording, name, how) {
  if (!record || !bytes) return;
  const { state, address } = kit;
  const lines = ask(recording, (run) => run.lines()) ?? [];
  const { files, first: shown, listings } = filesOf(record, lines);
  const others = Object.entries(state.listings).filter(([path]) => !isItsListing(path));
  state.listings = { ...Object.fromEntries(others), ...listings };
  state.recorded = { files, shown, said: saidOf(record), name, bytes };
  state.follows = false;
  state.framed = null;
  address.query = (settings) => (isRecorded(settings) ? QUERY : writeQuery(settings));
  begin(kit, recordedProgram(record, shown.listing), { where: "page", compare: false, tab: "rust" }, how);
  // Nothing offers to run it, and whoever asks for it all the same is told why not.
  state.errors = { recorded: "the program of this run is not here." };
}

/** Says how it ended, once its track is there. @param {Kit} kit @param {string} variant */
export function endRecorded({ state, tracks, measurer }, variant) {
  const track = state.measured[variant];
  if (!track) return;
  const { end, failure } = track.report;
  /** @type {Track["life"]} */
  const life = end === "stopped" || end === "running" ? "stopped" : track.life;
  if (life !== track.life) tracks.put("measured", { ...track, life });
  if (life === "stopped") measurer.setPhase("stopped");
  else measurer.setPhase(failure ? "failed" : "done");
}
