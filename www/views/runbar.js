// Run, Stop and Reset, where the program runs, and how far it has come.

import { byId, setAttribute, setText, whenChanged } from "../dom.js";
import { duration } from "../model/format.js";

/** @typedef {import("../app.js").App} App */
/** @typedef {import("../model/state.js").State} State */

/** A worker that is silent for so long is being held up, ms. */
const SILENCE = 400;

/** @param {App} app @returns {(state: State) => void} */
export function createRunbar(app) {
  const run = button("run", app.run);
  const stop = button("stop", app.stop);
  const reset = button("reset", app.reset);
  const status = byId("status");
  const elapsed = byId("elapsed");
  const hint = byId("hint");
  const where = byId("where");
  where.addEventListener("change", (event) => {
    app.setWhere(/** @type {HTMLInputElement} */ (event.target).value === "worker" ? "worker" : "page");
  });

  const showWhere = whenChanged((/** @type {string} */ chosen) => {
    for (const input of where.querySelectorAll("input")) input.checked = input.value === chosen;
  });

  return (state) => {
    const isRunning = state.phase === "running";
    const canRun = state.settings !== null && !isRunning;
    enable(run, canRun);
    enable(stop, isRunning);
    enable(reset, state.settings !== null);
    showWhere(state.settings?.where ?? "page");
    setText(status, statusText(state));
    setText(elapsed, elapsedText(state));
    setText(hint, hintText(state));
    hint.hidden = hint.textContent === "";
  };
}

/** @param {State} state */
function statusText(state) {
  const { phase, message, measured, settings } = state;
  const total = settings && measured[settings.variant]?.report.total_ms;
  switch (phase) {
    case "loading":
      return "Loading the programs";
    case "ready":
      return "Ready";
    case "running":
      return message || "Running";
    case "done":
      return `Done in ${duration(total ?? 0)}`;
    case "stopped":
      return `Stopped. ${message}`.trim();
    case "failed":
      return `Failed. ${message}`.trim();
  }
}

/** The time that changes too often to be announced. @param {State} state */
function elapsedText({ phase, running, settings }) {
  if (phase !== "running" || !running) return "";
  const now = performance.now();
  const passed = duration(now - running.since);
  if (settings?.where !== "worker" || now - running.heard < SILENCE) return passed;
  return `${passed}, the worker is silent: something holds its event loop`;
}

/** Said before Run, because afterwards the page could not say it. @param {State} state */
function hintText({ settings, predicted, phase }) {
  if (!settings || phase === "loading") return "";
  const { order } = settings;
  const blocks = predicted[settings.variant]?.report.warnings.some((one) => one.kind === "blocked");
  const hints = [];
  if (blocks && settings.where === "page") {
    hints.push("This will freeze the page while it blocks, its Stop button too: that is what blocking means. In a worker the page stays usable.");
  }
  if (order !== "fifo") {
    hints.push("seed" in order
      ? `Who is ready is polled in an order shuffled by seed ${order.seed}. Reset goes back to first in, first out.`
      : "Who is ready is polled in the order that the address gives. Reset goes back to first in, first out.");
  }
  return hints.join(" ");
}

/** @param {string} id @param {() => void} act */
function button(id, act) {
  const element = /** @type {HTMLButtonElement} */ (byId(id));
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-disabled") !== "true") act();
  });
  return element;
}

/**
 * Not `disabled`: a button that loses the focus under somebody's finger takes
 * the keyboard's place on the page with it.
 * @param {HTMLButtonElement} element
 * @param {boolean} isEnabled
 */
function enable(element, isEnabled) {
  element.disabled = false;
  setAttribute(element, "aria-disabled", isEnabled ? null : "true");
}
