// Run, Stop and Reset, the place where the program runs, and its progress.

import { byId, motion, prose, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { duration, ratioOf } from "../model/format.js";
import { isHidden, isPredictable, isStale } from "../model/state.js";

/** @import { FirstApp, Guess, Render, State, Track } from "./types.js" */

/** A worker that is silent for this time is held up, ms. */
const SILENCE = 400;

/** @param {FirstApp} app @returns {Render} */
export function createRunbar(app) {
  const run = button("run", () => {
    if (app.run()) showTimeline();
  });
  const again = button("load-again", app.load);
  const stop = button("stop", app.stop);
  const reset = button("reset", app.reset);
  const guess = button("guess-first", () => app.setGuess(asked));
  /** The guess that the button begins, or ends. @type {Guess | null} */
  let asked = null;
  const status = byId("status");
  const elapsed = byId("elapsed");
  const message = byId("message");
  const where = byId("where");
  where.addEventListener("change", (event) => {
    app.setWhere(/** @type {HTMLInputElement} */ (event.target).value === "worker" ? "worker" : "page");
  });

  byId("why").addEventListener("click", (event) => {
    event.preventDefault();
    byId("explain").scrollIntoView({ behavior: motion() });
  });

  const showWhere = whenChanged((/** @type {string} */ chosen) => {
    for (const input of where.querySelectorAll("input")) input.checked = input.value === chosen;
  });

  const say = whenChanged((/** @type {string} */ sentence) => message.replaceChildren(...prose(sentence)));

  return (state) => {
    const isRunning = state.phase === "running";
    const canRun = state.settings !== null && !isRunning;
    enable(run, canRun);
    enable(stop, isRunning);
    enable(reset, state.settings !== null);
    const isGuessing = state.guess !== null && state.guess.stage !== "welcome";
    asked = isGuessing || !state.settings ? null : { stage: "asking", program: state.settings.program.id };
    enable(guess, canRun);
    setAttribute(guess, "aria-expanded", String(isGuessing));
    showWhere(state.settings?.where ?? "page");
    setText(status, statusText(state));
    setText(elapsed, elapsedText(state));
    say(state.phase === "running" ? "" : state.message);
    if (!state.isLost && document.activeElement === again) run.focus();
    again.hidden = !state.isLost;
  };
}

/** @param {State} state */
function statusText(state) {
  if (isHidden(state)) return "Ready. Guess, then run.";
  if (state.status) return state.status;
  switch (state.phase) {
    case "loading":
      return "Loading the programs";
    case "ready":
      return "Ready";
    case "running":
      return state.message || "Running";
    default:
      return outcome(state);
  }
}

/** What came of a run that is over, in words, which come with the views of a run. @type {(state: State) => string} */
let outcome = () => "Over";

/** What is predicted to become of it, and when. @type {(prediction: Track) => string} */
let toBecome = ({ report }) => duration(report.total_ms);

/** @param {(state: State) => string} words @param {(prediction: Track) => string} prospects */
export function sayWith(words, prospects) {
  outcome = words;
  toBecome = prospects;
}

/** The time so far, which changes too often to be announced. @param {State} state */
function elapsedText(state) {
  const { phase, message, running, settings, predicted, measured, predicting } = state;
  if (isHidden(state)) return "";
  if (phase === "ready" && predicting) return "· computing the prediction";
  const prediction = settings && predicted[settings.variant];
  if (phase === "ready" && prediction && !isStale(state, prediction)) {
    return isPredictable(prediction) ? `· predicted ${toBecome(prediction)}` : "";
  }
  if (phase !== "running" || !running) return "";
  const now = performance.now();
  const scale = measured[running.variant]?.report.time_scale ?? 1;
  const passed = duration(now - running.since) + (scale > 1 ? ` of real time, at ${ratioOf(scale)}` : "");
  // A worker that starts or stops is not held up.
  if (running.where !== "worker" || message || now - running.heard < SILENCE) return passed;
  return `${passed} · the worker is held up`;
}

/** Space above what is scrolled to, CSS pixels. */
const MARGIN = 12;

/** Scrolls to the timeline and Stop, if the timeline is below the window. */
function showTimeline() {
  const timeline = byId("timeline");
  const { top } = timeline.getBoundingClientRect();
  const buttons = /** @type {Element} */ (byId("run").parentElement);
  // On a phone the buttons are always in view, and what is measured is below the prediction.
  const isFree = getComputedStyle(buttons).position !== "static";
  if (top < innerHeight * (isFree ? 0.25 : 0.7)) return;
  if (isFree) return timeline.scrollIntoView({ block: "start", behavior: motion() });
  scrollBy({ top: Math.min(top, buttons.getBoundingClientRect().top) - MARGIN, behavior: motion() });
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
 * Not with the attribute `disabled`, which would take the focus away from a
 * button that was just pressed.
 * @param {HTMLButtonElement} element
 * @param {boolean} isEnabled
 */
function enable(element, isEnabled) {
  element.disabled = false;
  setAttribute(element, "aria-disabled", isEnabled ? null : "true");
}
