// The state of the page, and the few questions that views ask it. Pure.

import { OWN } from "./own.js";

/** @import { OwnState, Settings, State, Texts, Track, Variant } from "./types.js" */

/** @returns {OwnState} */
export function initialState() {
  return {
    phase: "loading",
    isLost: false,
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
    own: null,
    pinned: {},
    framed: null,
    follows: false,
  };
}

/**
 * Runs with the same key had the same settings.
 * @param {Settings} settings
 */
export function settingsKey({ program, values, order, code }) {
  const key = [program.id, program.params.map((param) => values[param.id]), order];
  return JSON.stringify(program === OWN ? [...key, code] : key);
}

/** Is there a guess, but for the first question? @param {Pick<State, "guess">} state */
export function isGuessing({ guess }) {
  return guess !== null && guess.stage !== "welcome";
}

/** Is the result hidden, because a person guesses it? @param {State} state */
export function isHidden({ guess, settings }) {
  return (guess?.stage === "asking" || guess?.stage === "welcome") && guess.program === settings?.program.id;
}

/** @param {Settings} settings @returns {Variant} */
export function chosenVariant({ program, variant }) {
  const found = program.variants.find((known) => known.id === variant);
  if (!found) throw new Error(`${program.id} has no variant ${variant}`);
  return found;
}

/** The file with what is said of programs to whoever reads Python, as the crate names it. */
export const PYTHON_TEXTS = "src/programs/in_python.md";

/** @typedef {(program: Pick<Settings["program"], "id" | "variants">, texts: Texts) => Texts} InPython */

/** Until that is there, it is what is said to all. @type {InPython} */
let inPython = (_program, texts) => texts;

/** Takes in what is fetched for whoever reads Python, see python_texts.js. @param {InPython} words */
export function speakPython(words) {
  inPython = words;
}

/** The texts about the chosen program in the language that somebody reads, once its listing is there. @param {State} state @returns {Texts | null} */
export function textsOf({ settings, listings }) {
  const listing = settings && listings[settings.program.rust];
  if (listing?.state !== "there") return null;
  const isPython = settings?.tab === "python" && settings.program.python !== null;
  return isPython ? inPython(settings.program, listing.texts) : listing.texts;
}

/** The text of the listing about the chosen variant. @param {State} state */
export function aboutOf(state) {
  const place = state.settings?.program.variants.findIndex(
    (variant) => variant.id === state.settings?.variant,
  );
  return textsOf(state)?.variants[place ?? -1] ?? null;
}

/** Does the chosen program need a cross-origin isolated page? @param {State} state */
export function needsIsolation({ settings }) {
  return settings?.program.needs.includes("shared memory") === true;
}

/** Was this track made with other parameters than those set now? @param {State} state @param {Track} track */
export function isStale({ settings }, track) {
  return settings !== null && track.pin === undefined && track.settings !== settingsKey(settings);
}

/**
 * Does a prediction say how long the run takes? Not if nothing but workers takes time in it: how long
 * they take to start and to compute is not known before.
 * @param {Track} prediction
 */
export function isPredictable({ report }) {
  return report.total_ms > 0 || report.workers.length === 0;
}

/** The length of a track, ms. @param {Track} track */
export function trackEnd(track) {
  return track.life === "live" || track.life === "stopped"
    ? Math.max(track.now, track.report.total_ms)
    : track.report.total_ms;
}

/** A worker is silent if it has reported nothing for this time, ms. */
const SILENCE = 250;

/** Does the record end before the run did, so that its end is unknown? @param {Track} track */
export function isSilent({ now, heard }) {
  return now - heard >= SILENCE;
}

/**
 * The track that output, explanation and source are about: the measurement
 * with these settings, or else the prediction.
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
