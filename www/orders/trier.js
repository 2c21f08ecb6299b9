// Tries orders, of whatever it is given as their source, and keeps what came of it.

import { begin } from "../settled.js";

/** @import { Source, Trial } from "./types.js" */

/**
 * @param {(trial: Trial) => void} report  called whenever something has changed
 */
export function createTrier(report) {
  /** @type {Trial | null} */
  let trial = null;
  let since = 0;
  let over = () => {};

  /** @param {Partial<Trial>} change */
  function change(change) {
    trial = {
      report: null,
      runs: 0,
      end: null,
      took: 0,
      problem: "",
      .../** @type {Partial<Trial> | null} */ (trial),
      ...change,
    };
    if (trial.end !== null) {
      over();
      trial.took = Math.max(trial.took, performance.now() - since);
    }
    report(trial);
  }

  return {
    /** @param {Source} source */
    start(source) {
      over();
      trial = null;
      since = performance.now();
      let isOver = false;
      const tried = begin("trying orders");
      change({});
      const end = source.tryOrders((news) => {
        if (!isOver) change(news);
      });
      over = () => {
        if (isOver) return;
        isOver = true;
        tried();
        end();
      };
    },

    /** Stops, and keeps what was found so far. */
    stop() {
      if (trial?.end === null) change({ end: "stopped" });
    },

    forget() {
      over();
      trial = null;
    },
  };
}
