// Guess first: the learner puts the output in order and says how long the run
// will take, then runs the program and sees where the guess was wrong, and why.

import { byId, h, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { isGuessing, isStale, settingsKey } from "../model/state.js";
import { ask } from "../run/engine.js";
import { EVERYTHING } from "../run/parts.js";
import { linesToGuess } from "./lines.js";
import { createList } from "./list.js";
import { sameAsVariant } from "./others.js";
import { parseTotal } from "./total.js";
import { verdictRows } from "./verdict.js";

/** @import { FirstApp, Guess, Render, Settings, State, Track } from "./types.js" */

/** @param {FirstApp} app @returns {Render} */
export function createGuess(app) {
  const root = byId("guess");
  const status = h("p", { class: "sr-only", role: "status" });
  const list = createList((sentence) => setText(status, sentence));
  const about = h("p", { class: "guess-about" });
  const field = h("input", {
    type: "text",
    id: "guess-total",
    "data-testid": "guess-total",
    autocomplete: "off",
    inputmode: "text",
    placeholder: "… ms",
    "aria-describedby": "guess-error",
  });
  const never = h("input", { type: "checkbox", "data-testid": "guess-never" });
  const error = h("p", { class: "error", id: "guess-error", "aria-live": "polite" });
  const order = h("div", { class: "guess-order" }, about, list.element);
  const form = h(
    "form",
    { class: "guess-form", submit },
    order,
    h(
      "div",
      { class: "guess-rest" },
      h("label", { for: "guess-total" }, "How long will it take in all?"),
      h(
        "p",
        { class: "guess-time" },
        field,
        h("label", { class: "check" }, never, h("span", {}, "It never ends")),
      ),
      error,
      h(
        "p",
        { class: "guess-buttons" },
        h("button", { type: "submit", class: "run", "data-testid": "guess-run" }, "Run and see"),
        h(
          "button",
          { type: "button", class: "quiet", "data-testid": "guess-show", click: close },
          "Show me instead",
        ),
      ),
    ),
  );
  const title = h("h2", { tabindex: -1, id: "guess-title" }, "Guess first");
  const score = h("p", { class: "guess-score", role: "status", "data-testid": "guess-score" });
  const outcome = h("div", { class: "guess-outcome", "data-testid": "guess-outcome" });
  const done = h(
    "p",
    { class: "guess-buttons" },
    h("button", { type: "button", class: "small", "data-testid": "guess-close", click: close }, "Close"),
  );
  root.append(
    h(
      "section",
      { class: "guess", "aria-labelledby": "guess-title" },
      title,
      form,
      score,
      outcome,
      done,
      status,
    ),
  );

  /** The settings that the guess is about. */
  let key = "";
  /** @type {{ lines: string[], total: number | null }} */
  let answer = { lines: [], total: null };
  /** The run that the guess was compared with. @type {Track | null} */
  let judged = null;
  let wasOpen = false;
  /** The lines as they are when the guess begins. @type {string[]} */
  let mixedUp = [];

  never.addEventListener("change", () => {
    field.disabled = never.checked;
    if (never.checked) setError("");
  });
  field.addEventListener("input", () => setError(""));

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const total = never.checked ? { error: "" } : parseTotal(field.value);
    setError(total.error);
    if (total.error) return field.focus();
    // The field that has the focus is removed soon.
    if (app.run()) title.focus({ preventScroll: true });
  }

  /** @param {string} sentence */
  function setError(sentence) {
    setText(error, sentence);
    setAttribute(field, "aria-invalid", sentence ? "true" : null);
  }

  function close() {
    app.setGuess(null);
    byId("guess-first").focus();
  }

  const askFor = whenChanged(
    (/** @type {string} */ _program, /** @type {string} */ _lines, /** @type {number} */ all) => {
      const { length } = mixedUp;
      order.hidden = length < 2;
      const which = length < all ? `The first ${length} different lines of ${all}` : "These lines";
      const first = length < all ? "first " : "";
      setText(
        about,
        `${which} are mixed up. Put them in the order in which they are ${first}printed: drag them, or use the arrows.`,
      );
      list.fill(mixedUp);
    },
  );

  /** @param {State} state @param {Settings} settings */
  function question(state, settings) {
    const predicted = state.predicted[settings.variant];
    if (predicted && isStale(state, predicted)) return;
    const output = predicted?.report.output ?? [];
    mixedUp = linesToGuess(output).lines;
    // A change of the settings that leaves the lines the same keeps the order that a person gave them.
    askFor(settings.program.id, JSON.stringify(mixedUp.toSorted()), output.length);
  }

  /** Goes on to the next stage when it is time. @param {State} state @param {Guess} guess @param {Settings} settings */
  function follow(state, guess, settings) {
    const now = settings.variant + settingsKey(settings);
    if (guess.stage === "asking") key = "";
    else if (guess.stage === "running" && key === "") {
      key = now;
      judged = null;
      answer = {
        lines: order.hidden ? [] : list.lines(),
        total: never.checked ? Infinity : parseTotal(field.value).ms,
      };
    }
    if (guess.program !== settings.program.id || (key !== "" && now !== key)) return app.setGuess(null);
    if (guess.stage !== "running" || state.phase === "running") return;
    const track = state.measured[settings.variant];
    if (!track || isStale(state, track)) return app.setGuess({ ...guess, stage: "asking" });
    if (track.life === "live" || track === judged) return;
    judged = track;
    judge(state, guess, track).catch(app.complain);
  }

  /** @param {State} state @param {Guess} guess @param {Track} track */
  async function judge(state, guess, track) {
    await app.complete(EVERYTHING);
    const verdict = ask(track.recording, (run) => run.judge(answer.lines, answer.total));
    if (state.guess?.stage !== "running") return;
    const other = verdict && verdict.is_total_right === false ? sameAsVariant(app, state, answer.total) : "";
    setText(score, verdict ? verdict.score : "The run is gone, so there is nothing to compare.");
    if (verdict) outcome.replaceChildren(...verdictRows(verdict, other));
    app.setGuess({ ...guess, stage: "over" });
  }

  return (state) => {
    const { guess, settings } = state;
    const isOpen = guess !== null && settings !== null && isGuessing(state);
    root.hidden = !isOpen;
    if (isOpen) {
      follow(state, guess, settings);
      if (guess.stage === "asking") question(state, settings);
      form.hidden = guess.stage !== "asking";
      outcome.hidden = done.hidden = guess.stage !== "over";
      setText(title, guess.stage === "asking" ? "Guess first" : "Your guess");
      if (guess.stage === "running") {
        setText(score, "It runs. When it is over, your guess is compared with it.");
      }
      if (guess.stage === "asking") setText(score, "");
    }
    if (!wasOpen && !root.hidden) open();
    wasOpen = !root.hidden;
  };

  function open() {
    field.value = "";
    never.checked = field.disabled = false;
    setError("");
    list.fill(mixedUp);
    // Whoever came by a link that asks begins at the top, and in a page around a frame wherever they are.
    if (navigator.userActivation?.hasBeenActive === false) return;
    title.focus({ preventScroll: true });
    const { top } = root.getBoundingClientRect();
    if (top > innerHeight * 0.6) root.scrollIntoView({ block: "start" });
  }
}
