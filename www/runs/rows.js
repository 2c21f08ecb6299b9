// The runs that can be compared: those on the timeline, pinned or not, and the
// earlier runs of this program. Pure.

import { isOwn } from "../model/own.js";
import { pinKey } from "../model/slots.js";
import { isRecorded } from "../model/recorded.js";
import { settingsKey, spokenTrack, trackEnd } from "../model/state.js";
import { awayShort } from "../model/worth.js";
import { isOf, labelOf, mannerOf, writeEntry } from "./entries.js";

/** @import { Kept, State, Track } from "./types.js" */

/**
 * @typedef {object} RunRow
 * @property {string} id
 * @property {string} title      the variant
 * @property {string} how        predicted, measured at 14:03
 * @property {string} label      the settings that differ from the defaults
 * @property {number} total      ms
 * @property {string | null} entry  its entry if it is pinned, see `entries.js`; null: it cannot be
 * @property {boolean} isPinned
 * @property {boolean} isThis    is it the run that others are compared to?
 * @property {Track | null} track   its track, if it is open
 * @property {Kept | null} kept     its record, if it was kept
 */

/** @param {State} state @returns {RunRow[]} this run first */
export function rowsOf(state) {
  const { settings } = state;
  const spoken = spokenTrack(state);
  if (!settings || !spoken) return [];
  const { program } = settings;
  const own = state.history.filter((kept) => isOf(program, kept.track));
  /** The record of a measured track: of equal ones, the last that was kept. @param {Track} track */
  const keptOf = (track) =>
    (track.kind === "measured" &&
      track.life !== "live" &&
      own.findLast(
        (kept) =>
          kept.track.variant === track.variant &&
          kept.track.settings === track.settings &&
          kept.track.saved === track.saved,
      )) ||
    null;

  /** @param {Track | null} track @param {Kept | null} kept @param {string} [pin] @returns {RunRow} */
  const row = (track, kept, pin) => {
    const of = /** @type {Track} */ (track ?? kept?.track);
    const manner = mannerOf(program, of);
    const entry = pin ?? writeEntry(program, manner, kept?.id ?? null);
    return {
      id: entry,
      title: program.variants.find((variant) => variant.id === of.variant)?.title ?? "",
      how: of.kind === "predicted" ? "predicted" : measuredText(of, kept),
      label: labelOf(program, manner, settings.code),
      total: trackEnd(of),
      // What a prediction of a person's own listing is of, is nowhere else.
      entry: (isOwn(settings) || isRecorded(settings)) && !kept ? null : entry,
      isPinned: settings.with.includes(entry),
      isThis: track === spoken,
      track,
      kept,
    };
  };

  const key = settingsKey(settings);
  const shown = settings.compare ? program.variants.map((variant) => variant.id) : [settings.variant];
  const tracks = shown
    .flatMap((variant) => [state.predicted[variant], state.measured[variant]])
    .filter((track) => track !== undefined && track.settings === key);
  const pinned = settings.with.flatMap((entry) => state.pinned[pinKey(settings, entry)] ?? []);
  const rows = [
    row(spoken, keptOf(spoken)),
    ...pinned.map((track) =>
      row(track, state.history.find((kept) => track.pin?.endsWith(`run=${kept.id}`)) ?? null, track.pin),
    ),
    ...tracks
      .filter((track) => track !== spoken)
      .map((track) => row(/** @type {Track} */ (track), keptOf(/** @type {Track} */ (track)))),
    ...own.toReversed().map((kept) => row(null, kept)),
  ];
  // A run that is in two places is listed once.
  return rows.filter((row, place) => rows.findIndex((other) => other.id === row.id) === place);
}

/** @param {Pick<Track, "life" | "saved" | "away">} track @param {Kept | null} kept */
function measuredText({ life, saved, away }, kept) {
  const short = awayShort(away);
  if (saved) return `opened from ${saved}${short && `, measured ${short}`}`;
  const how = { live: "measuring", ended: "measured", stopped: "stopped", failed: "crashed" }[life];
  const at = kept ? ` at ${clock(kept.at)}${kept.where === "worker" ? " in a worker" : ""}` : "";
  return `${how}${at}${short && ` ${short}`}`;
}

/** @param {number} at  milliseconds since 1970 */
function clock(at) {
  return new Date(at).toTimeString().slice(0, 8);
}
