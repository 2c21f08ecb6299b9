// What the times of a measured run are worth, in words: the step of the clock, and what kept the run
// from going on. Pure.

import { COARSE, coarseStep, LEAST, stretch } from "./format.js";

/** @import { Away, Track } from "./types.js" */

/** "0.1 ms", "about 17 ms", "at least 12 ms". @param {number | null} step */
export function stepText(step) {
  if (step === null) return `at least ${LEAST} ms`;
  return `${step >= COARSE ? "about " : ""}${Number(step.toPrecision(2))} ms`;
}

/** What the step of the clock means for all other sentences; empty if nothing. @param {Pick<Track, "step">} track */
export function clockSentence(track) {
  if (coarseStep(track) === 0) return "";
  const text = stepText(track.step ?? null);
  return `This browser's clock moves in steps of ${text}, so no time that was measured here is known better than that.`;
}

/**
 * Why the times are not those of the program: "this tab was hidden from 1,000 ms to 8,000 ms, so these
 * are not the times of the program". Empty if nothing kept the run from going on.
 * @param {readonly Away[] | undefined} away
 */
export function awayWords(away) {
  if (!away?.length) return "";
  const timesOf = (/** @type {Away["kind"]} */ kind, /** @type {string} */ words) => {
    const found = away.filter((one) => one.kind === kind);
    const times = found.slice(0, MOST_NAMED).map(({ from, to }) => `from ${stretch(from, to, " to ")}`);
    const more = found.length > MOST_NAMED ? [`${found.length - MOST_NAMED} more times`] : [];
    return found.length === 0 ? [] : [`${words} ${[...times, ...more].join(" and ")}`];
  };
  const all = [
    ...timesOf("hidden", "this tab was hidden"),
    ...timesOf("paused", "the browser or the whole machine was paused"),
  ];
  return `${all.join(", and ")}, so these are not the times of the program`;
}

/** At most this many stretches of a kind are named. */
const MOST_NAMED = 3;

/** The same in a few words, for a table. @param {readonly Away[] | undefined} away */
export function awayShort(away) {
  if (!away?.length) return "";
  return away.some(({ kind }) => kind === "hidden") ? "while the tab was hidden" : "with a pause";
}

/** As a sentence of its own. @param {string} words */
export function asSentence(words) {
  return words && `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
