// The one state of the page, and the few questions that views ask it. Pure.

import { axisEnd } from "./ticks.js";

/** @returns {State} */
export function initialState() {
  return {
    phase: "loading",
    message: "",
    status: "",
    catalog: [],
    listings: {},
    settings: null,
    errors: {},
    notices: [],
    predicted: {},
    measured: {},
    predicting: null,
    running: null,
    inspected: null,
    line: null,
    link: null,
    goal: null,
    guess: null,
    history: [],
    pinned: {},
    framed: null,
    follows: false,
  };
}

/**
 * Two runs with the same key had the same thing to do.
 * @param {Settings} settings
 */
export function settingsKey({ program, values, order }) {
  return JSON.stringify([program.id, program.params.map((param) => values[param.id]), order]);
}

/** @param {{ kind: string, variant: string, pin?: string | undefined }} track */
export function trackKey({ kind, variant, pin }) {
  return pin === undefined ? `${kind}:${variant}` : `pinned:${pin}`;
}

/** What `state.pinned` calls an entry of `with`. @param {Settings} settings @param {string} entry */
export function pinKey({ program }, entry) {
  return `${program.id}?${entry}`;
}

/** Is somebody guessing what would otherwise be shown? @param {State} state */
export function isHidden({ guess, settings }) {
  return guess?.stage === "asking" && guess.program === settings?.program.id;
}

/** @param {Settings} settings @returns {Variant} */
export function chosenVariant({ program, variant }) {
  const found = program.variants.find((one) => one.id === variant);
  if (!found) throw new Error(`${program.id} has no variant ${variant}`);
  return found;
}

/** What the page says about the chosen program, once its listing is there. @param {State} state @returns {Texts | null} */
export function textsOf({ settings, listings }) {
  const listing = settings && listings[settings.program.rust];
  return listing?.state === "there" ? listing.texts : null;
}

/** What the listing says about the chosen variant. @param {State} state */
export function aboutOf(state) {
  const place = state.settings?.program.variants.findIndex((one) => one.id === state.settings?.variant);
  return textsOf(state)?.variants[place ?? -1] ?? null;
}

/** Does the chosen program need a cross-origin isolated page? @param {State} state */
export function needsIsolation({ settings }) {
  return settings?.program.needs.includes("shared memory") === true;
}

/** Was it measured with other parameters than those set now? @param {State} state @param {Track} track */
export function isStale({ settings }, track) {
  return settings !== null && track.pin === undefined && track.settings !== settingsKey(settings);
}

/**
 * What the timeline shows, from top to bottom: the chosen variant or, when
 * comparing, all in their order, and then what is pinned. A measured slot below the chosen prediction
 * waits for the first run, and has room for all lanes once that begins.
 * @param {State} state
 * @returns {Slot[]}
 */
export function slots(state) {
  const { settings } = state;
  if (!settings) return [];
  const hidden = isHidden(state);
  const pins = settings.with.flatMap((entry) => state.pinned[pinKey(settings, entry)] ?? []);
  const shown = settings.compare ? settings.program.variants : [chosenVariant(settings)];
  const own = shown.flatMap((variant) => {
    const chosen = variant.id === settings.variant;
    const isOpen = !chosen || !hidden;
    const predicted = (isOpen && state.predicted[variant.id]) || null;
    const measured = (isOpen && state.measured[variant.id]) || null;
    const lanes = Math.max(predicted?.report.lanes ?? 1, 1);
    const isRunning = state.running?.variant === variant.id;
    /** @type {Slot[]} */
    const found = [{ kind: "predicted", variant, chosen, track: predicted, lanes }];
    if (chosen || measured) {
      const own = measured?.report.lanes || (measured ? lanes : 1);
      found.push({
        kind: "measured",
        variant,
        chosen,
        track: measured,
        lanes: isRunning ? Math.max(own, lanes) : own,
      });
    }
    return found;
  });
  return [
    ...own,
    ...pins.map((track, place) => ({
      kind: track.kind,
      variant: chosenVariant({ ...settings, variant: track.variant }),
      chosen: false,
      track,
      lanes: Math.max(track.report.lanes, 1),
      place,
    })),
  ];
}

/** How long a track is, ms. @param {Track} track */
export function trackEnd(track) {
  return track.life === "live" || track.life === "stopped"
    ? Math.max(track.now, track.report.total_ms)
    : track.report.total_ms;
}

/** A worker is silent if it has told nothing for so long, ms. */
const SILENCE = 250;

/** Does the record end before the run did? Then nobody knows what it did since. @param {Track} track */
export function isSilent({ now, heard }) {
  return now - heard >= SILENCE;
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
  if (!state.settings || isHidden(state)) return null;
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

/** @param {RunReport} report @param {number} task */
export function colourOfTask(report, task) {
  const hint = report.tasks[task];
  const found = hint?.id === task ? hint : report.tasks.find((one) => one.id === task);
  return colourOfLane(found?.lane ?? 0);
}
