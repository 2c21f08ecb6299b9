// Tries orders in a worker: the page stays usable meanwhile, and an order in
// which the program panics ends nothing but that worker.

import { begin } from "../settled.js";

/** @import { Trial } from "./types.js" */
/** @import { FromTrier, ToTrier } from "../run/messages.js" */

/** Trying takes at most this time in all, ms. */
const PATIENCE = 10_000;

/**
 * @param {(trial: Trial) => void} report  called whenever something has changed
 */
export function createTrier(report) {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {Trial | null} */
  let trial = null;
  let since = 0;
  let tried = () => {};

  function end() {
    tried();
    worker?.terminate();
    worker = null;
  }

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
      end();
      trial.took = Math.max(trial.took, performance.now() - since);
    }
    report(trial);
  }

  /** @param {ToTrier} request @param {(message: FromTrier) => void} hear */
  function ask(request, hear) {
    end();
    const script = new URL("../orders/trial_worker.js", import.meta.url);
    script.hash = `${performance.timeOrigin}.orders`;
    const used = new Worker(script, { type: "module", name: "orders" });
    worker = used;
    tried = begin("trying orders");
    used.onmessage = ({ data }) => {
      if (worker === used) hear(data);
    };
    used.onerror = (event) => {
      event.preventDefault();
      if (worker === used) {
        hear({ type: "failed", message: event.message || "The worker could not be started." });
      }
    };
    used.postMessage(request);
  }

  return {
    /** @param {Omit<ToTrier, "patience" | "runs">} request */
    start(request) {
      trial = null;
      since = performance.now();
      change({});
      ask({ ...request, patience: PATIENCE, runs: Infinity }, (message) => {
        switch (message.type) {
          case "report":
            return change({ report: message.report, runs: message.runs, end: message.end });
          case "failed":
            return change({ end: "failed", problem: message.message });
          case "panicked":
            return recover(request, message);
        }
      });
    },

    /** Stops, and keeps what was found so far. */
    stop() {
      if (trial?.end === null) change({ end: "stopped" });
    },

    forget() {
      end();
      trial = null;
    },
  };

  /**
   * The results of the dead instance are lost. A fresh one tries the same orders again, up to the one
   * before the last, and then reports the one that panicked.
   * @param {Omit<ToTrier, "patience" | "runs">} request
   * @param {Extract<FromTrier, { type: "panicked" }>} panicked
   */
  function recover(request, { message, runs }) {
    ask({ ...request, patience: PATIENCE, runs }, (again) => {
      if (again.type === "panicked") return change({ end: "panicked", problem: message });
      if (again.type === "failed") return change({ end: "failed", problem: again.message });
      if (again.end === null) return;
      const { next_seed, next_picks, tried } = again.report;
      const order =
        next_seed !== null
          ? `with seed ${next_seed}`
          : next_picks?.length
            ? `with the picks ${next_picks.join(".")}`
            : "first in, first out";
      change({
        report: tried > 0 ? again.report : null,
        runs,
        end: "panicked",
        problem: `The program panics ${order}: ${message}.`,
      });
    });
  }
}
