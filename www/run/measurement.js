// What the times of a run are worth. Notices what keeps it from going on: the tab is hidden, and a
// browser slows the timers of hidden tabs down; or all stands still, as when a machine sleeps.

import { awayWords } from "../model/worth.js";
import { stepHere } from "./clock.js";

/** @import { Away, RunReport, Track } from "./types.js" */

/** Frames that are farther apart are a gap, ms. */
const GAP = 1000;

/** Watches a run that began at this `performance.now()`. @param {number} began */
export function watchRun(began) {
  /** @type {Away[]} */
  const found = [];
  let seen = 0;
  /** @type {number | null} */
  let hiddenAt = document.hidden ? 0 : null;

  /** Each frame in which the run goes on is a look. */
  function look() {
    const at = performance.now() - began;
    if (hiddenAt === null && at - seen >= GAP) found.push({ kind: "paused", from: seen, to: at });
    seen = at;
  }

  function turn() {
    look();
    if (document.hidden) hiddenAt ??= seen;
    else if (hiddenAt !== null) {
      found.push({ kind: "hidden", from: hiddenAt, to: seen });
      hiddenAt = null;
    }
  }
  document.addEventListener("visibilitychange", turn);

  const close = () => document.removeEventListener("visibilitychange", turn);
  return {
    look,
    /** Watches no longer. */
    close,
    /**
     * What was noticed, in times of the run. A gap in which the program worked is its own affair: it
     * counts if time was lost.
     * @param {RunReport} report
     * @returns {Pick<Track, "step" | "away" | "mark">}
     */
    end({ time_scale, explanation }) {
      look();
      close();
      const all =
        hiddenAt === null
          ? found
          : [...found, { kind: /** @type {const} */ ("hidden"), from: hiddenAt, to: seen }];
      const away = all
        .filter(
          ({ kind, from, to }) =>
            kind === "hidden" || (explanation.overhead_ms / time_scale) * 2 >= to - from,
        )
        .map(({ kind, from, to }) => ({ kind, from: from * time_scale, to: to * time_scale }));
      return { away, mark: awayWords(away), step: stepHere() };
    },
  };
}
