// The one state of the page, and the few questions that views ask it. Pure.

import { axisEnd } from "./ticks.js";

/** @typedef {import("../pkg/coroscope.js").Program} Program */
/** @typedef {import("../pkg/coroscope.js").Variant} Variant */
/** @typedef {import("../pkg/coroscope.js").Report} Report */
/** @typedef {import("../pkg/coroscope.js").SpanInfo} SpanInfo */
/** @typedef {import("../run/engine.js").Recording} Recording */
/** @typedef {import("./url.js").Settings} Settings */
/** @typedef {"loading" | "ready" | "running" | "done" | "stopped" | "failed"} Phase */
/**
 * @typedef {object} Track One run of one variant, as the timeline shows it. Replaced, never changed.
 * @property {"predicted" | "measured"} kind
 * @property {string} variant
 * @property {Recording} recording  where to ask for spans
 * @property {Report} report        as of `now`
 * @property {number} now           the time the run has reached, ms
 * @property {number} rows          how much was recorded by then
 * @property {string} settings      what it ran with, see `settingsKey`
 * @property {"live" | "ended" | "stopped" | "failed"} life
 */
/**
 * @typedef {object} Inspected The span a person looks at.
 * @property {string} track         see `trackKey`
 * @property {number} lane
 * @property {number} at            ms
 * @property {SpanInfo | null} span
 * @property {"pointer" | "pinned" | "keyboard"} by
 */
/**
 * @typedef {object} State
 * @property {Phase} phase
 * @property {string} message       a sentence to go with the phase; may be empty
 * @property {Program[]} catalog
 * @property {Settings | null} settings   null until the catalog is there
 * @property {Record<string, string>} errors  by parameter: why what is in the field is not used
 * @property {string[]} notices
 * @property {Record<string, Track>} predicted  by variant
 * @property {Record<string, Track>} measured   by variant
 * @property {{ variant: string, since: number, heard: number } | null} running  performance.now() of its start and of its last sign of life
 * @property {Inspected | null} inspected
 * @property {number | null} line   the source line that is pointed at
 */

/** @returns {State} */
export function initialState() {
  return {
    phase: "loading",
    message: "",
    catalog: [],
    settings: null,
    errors: {},
    notices: [],
    predicted: {},
    measured: {},
    running: null,
    inspected: null,
    line: null,
  };
}

/**
 * Two runs with the same key had the same thing to do.
 * @param {Settings} settings
 */
export function settingsKey({ program, values, order }) {
  return JSON.stringify([program.id, program.params.map((param) => values[param.id]), order]);
}

/** @param {{ kind: string, variant: string }} track */
export function trackKey({ kind, variant }) {
  return `${kind}:${variant}`;
}

/** @param {Settings} settings @returns {Variant} */
export function chosenVariant({ program, variant }) {
  const found = program.variants.find((one) => one.id === variant);
  if (!found) throw new Error(`${program.id} has no variant ${variant}`);
  return found;
}

/** Was it measured with other parameters than those set now? @param {State} state @param {Track} track */
export function isStale({ settings }, track) {
  return settings !== null && track.settings !== settingsKey(settings);
}

/**
 * @typedef {object} Slot A place in the timeline, filled or still empty.
 * @property {"predicted" | "measured"} kind
 * @property {Variant} variant
 * @property {boolean} chosen
 * @property {Track | null} track
 * @property {number} lanes   how many to leave room for
 */

/**
 * What the timeline shows, from top to bottom: the chosen variant, then, when
 * comparing, the others. A measured slot is kept free below the chosen
 * prediction, so that nothing jumps when Run is pressed.
 * @param {State} state
 * @returns {Slot[]}
 */
export function slots(state) {
  const { settings } = state;
  if (!settings) return [];
  const others = settings.program.variants.filter((one) => one.id !== settings.variant);
  const shown = [chosenVariant(settings), ...(settings.compare ? others : [])];
  return shown.flatMap((variant) => {
    const chosen = variant.id === settings.variant;
    const predicted = state.predicted[variant.id] ?? null;
    const measured = state.measured[variant.id] ?? null;
    const lanes = Math.max(predicted?.report.tasks.length ?? 1, 1);
    /** @type {Slot[]} */
    const found = [{ kind: "predicted", variant, chosen, track: predicted, lanes }];
    if (chosen || measured) {
      found.push({ kind: "measured", variant, chosen, track: measured, lanes: measured?.report.tasks.length || lanes });
    }
    return found;
  });
}

/** How long a track is, ms. @param {Track} track */
export function trackEnd(track) {
  return track.life === "live" ? Math.max(track.now, track.report.total_ms) : track.report.total_ms;
}

/** Where the common axis of all tracks ends, ms. @param {Slot[]} shown */
export function commonEnd(shown) {
  return axisEnd(Math.max(0, ...shown.map(({ track }) => (track ? trackEnd(track) : 0))));
}

/**
 * The track that output, explanation and source speak about: what was
 * measured with these settings, else the prediction.
 * @param {State} state
 * @returns {Track | null}
 */
export function spokenTrack(state) {
  if (!state.settings) return null;
  const { variant } = state.settings;
  const measured = state.measured[variant];
  if (measured && !isStale(state, measured)) return measured;
  return state.predicted[variant] ?? null;
}

/** How many colours there are for tasks. */
export const TASK_COLOURS = 8;

/**
 * The colour of a lane: the first for the program itself, the rest in turn.
 * @param {number} lane
 */
export function colourOfLane(lane) {
  return lane === 0 ? 0 : 1 + ((lane - 1) % (TASK_COLOURS - 1));
}

/** @param {Report} report @param {number} task */
export function colourOfTask(report, task) {
  const hint = report.tasks[task];
  const found = hint?.id === task ? hint : report.tasks.find((one) => one.id === task);
  return colourOfLane(found?.lane ?? 0);
}
