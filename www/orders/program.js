// Orders of a program of the catalog. A worker tries them: the page stays usable meanwhile, and an order in
// which the program panics ends nothing but that worker.

import { isTrap } from "../run/engine.js";
import { EVERYTHING } from "../run/parts.js";
import { MOST, PATIENCE } from "./limits.js";

/** @import { App, Settings, Source, Track, Trial } from "./types.js" */
/** @import { FromTrier, ToTrier } from "../run/messages.js" */

const NOTE =
  "Each order is a simulation of the program, with the parameters as they are set. Workers have loops of " +
  "their own, which stay first in, first out. A browser's queue of promises is first in, first out as " +
  "well, and so is that of Python's asyncio. That of Tokio with several threads is not: there, whichever " +
  "thread is free takes the next task.";

/**
 * @param {App} app
 * @param {Settings} settings
 * @returns {Source}
 */
export function ordersOfProgram(app, settings) {
  const { program, variant, values } = settings;
  return {
    note: NOTE,
    async choices({ recording: { instance } }, picks) {
      // The parts of the wasm that this needs come soon after the first one.
      await instance.parts.complete(EVERYTHING);
      if (instance.dead) return null;
      return instance.wasm.choices(program.id, variant, values, Uint32Array.from(picks));
    },
    problem: (error) =>
      isTrap(error)
        ? "The program panics with these choices, so they cannot be followed. Undo the last one."
        : null,
    tryOrders: (hear) =>
      tryOrders(
        { program: program.id, variant, values, most: MOST, build: app.instance()?.wasm.build },
        hear,
      ),
  };
}

/**
 * @param {Omit<ToTrier, "patience" | "runs">} request
 * @param {(news: Partial<Trial>) => void} hear
 */
function tryOrders(request, hear) {
  /** @type {Worker | null} */
  let worker = null;
  const end = () => {
    worker?.terminate();
    worker = null;
  };

  /** @param {ToTrier} request @param {(message: FromTrier) => void} hear */
  function ask(request, hear) {
    end();
    const script = new URL("../orders/trial_worker.js", import.meta.url);
    script.hash = `${performance.timeOrigin}.orders`;
    const used = new Worker(script, { type: "module", name: "orders" });
    worker = used;
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

  ask({ ...request, patience: PATIENCE, runs: Infinity }, (message) => {
    switch (message.type) {
      case "report":
        return hear({ report: message.report, runs: message.runs, end: message.end });
      case "failed":
        return hear({ end: "failed", problem: message.message });
      case "panicked":
        return recover(message);
    }
  });

  /**
   * The results of the dead instance are lost. A fresh one tries the same orders again, up to the one
   * before the last, and then reports the one that panicked.
   * @param {Extract<FromTrier, { type: "panicked" }>} panicked
   */
  function recover({ message, runs }) {
    ask({ ...request, patience: PATIENCE, runs }, (again) => {
      if (again.type === "panicked") return hear({ end: "panicked", problem: message });
      if (again.type === "failed") return hear({ end: "failed", problem: again.message });
      if (again.end === null) return;
      const { next_seed, next_picks, tried } = again.report;
      const order =
        next_seed !== null
          ? `with seed ${next_seed}`
          : next_picks?.length
            ? `with the picks ${next_picks.join(".")}`
            : "first in, first out";
      hear({
        report: tried > 0 ? again.report : null,
        runs,
        end: "panicked",
        problem: `The program panics ${order}: ${message}.`,
      });
    });
  }

  return end;
}
