// How late all sleeps were: in words, and as bars.

import { h, prose } from "../ui/dom.js";
import { count, duration } from "../model/format.js";
import { isBelowStep } from "../model/measured.js";
import { stepText } from "../model/worth.js";

/** @import { Track } from "./types.js" */

/** @param {Track} track @returns {HTMLElement[]} nothing if nobody slept */
export function latenessOf(track) {
  const { lateness } = track.report;
  if (!lateness) return [];
  // How late a timer was by less than a step of the clock, nobody knows.
  if (isBelowStep(lateness.worst_ms, track) && lateness.sleeps > 0) {
    const text = `No sleep was late by as much as a step of the clock, ${stepText(track.step ?? null)}.`;
    return [h("p", { class: "late-text", "data-testid": "lateness" }, text)];
  }
  const most = Math.max(1, ...lateness.ranges.map(({ sleeps }) => sleeps));
  const bars = lateness.ranges.map(({ from_ms, below_ms, sleeps }) => {
    const bar = h("span", { class: "late-bar", "aria-hidden": "true" });
    bar.style.width = `${(100 * sleeps) / most}%`;
    return h(
      "li",
      {},
      h("span", { class: "late-range" }, rangeText(from_ms, below_ms)),
      h("span", { class: "late-space" }, bar),
      h("span", { class: "late-count" }, count(sleeps)),
    );
  });
  return [
    h("p", { class: "late-text", "data-testid": "lateness" }, ...prose(lateness.text)),
    ...(bars.length > 1
      ? [h("ul", { class: "late-bars", "aria-label": "How many sleeps were how late" }, ...bars)]
      : []),
  ];
}

/** @param {number} from @param {number | null} below */
function rangeText(from, below) {
  if (below === null) return `${duration(from)} or more`;
  return from === 0 ? `less than ${duration(below)} late` : `${duration(from)} to ${duration(below)}`;
}
