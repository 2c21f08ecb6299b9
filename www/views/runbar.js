// Run, Stop and Reset, the place where the program runs, and its progress.

import { byId, motion, prose, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { isGuessing, isHidden } from "../model/state.js";

/** @import { FirstApp, Guess, Render, State } from "./types.js" */

/** @param {FirstApp} app @returns {Render} */
export function createRunbar(app) {
  const run = button("run", () => {
    if (app.run()) show();
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
    const isOpen = isGuessing(state);
    asked = isOpen || !state.settings ? null : { stage: "asking", program: state.settings.program.id };
    enable(guess, canRun);
    setAttribute(guess, "aria-expanded", String(isOpen));
    showWhere(state.settings?.where ?? "page");
    setText(status, statusText(state));
    setText(elapsed, more(state));
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

/** What is behind that. @type {(state: State) => string} */
let more = () => "";

/** @param {(state: State) => string} words @param {(state: State) => string} behind */
export function sayWith(words, behind) {
  outcome = words;
  more = behind;
}

/** Brings into view what a run fills, which comes with that. */
let show = () => {};

/** @param {() => void} bring */
export function bringWith(bring) {
  show = bring;
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
