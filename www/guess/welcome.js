// What whoever comes for the first time sees in place of the picture: what this is, and one question about the
// program beside it. The picture follows the answer, a press on "Just look", or the first change.

import { duration } from "../model/format.js";
import { isStale, settingsKey, trackEnd } from "../model/state.js";
import { visited } from "../model/visited.js";
import { ask } from "../run/engine.js";
import { EVERYTHING } from "../run/parts.js";
import { byId, h, prose, setAttribute, setText } from "../ui/dom.js";
import { choices } from "./choices.js";
import { sameAsVariant, totalsOfVariants } from "./others.js";

/** @import { FirstApp, Language, Render, Settings, State, Track } from "./types.js" */

/** @param {FirstApp} app @returns {Render} */
export function createWelcome(app) {
  const answers = h("div", {
    class: "welcome-answers",
    role: "group",
    "aria-labelledby": "welcome-title",
  });
  const delays = h("p", { class: "welcome-delays" });
  /** @type {[Language, string][]} */
  const languages = [
    ["python", "Python"],
    ["rust", "Rust"],
  ];
  const readers = languages.map(([language, title]) =>
    h(
      "button",
      {
        type: "button",
        class: "small",
        "data-testid": `welcome-${language}`,
        click: () => byId(`tab-${language}`).click(),
      },
      title,
    ),
  );
  const question = h(
    "section",
    { class: "welcome", "aria-labelledby": "welcome-title", "data-testid": "welcome" },
    h(
      "p",
      {},
      "Coroscope shows how asynchronous code runs, line by line: for whoever learns it, teaches it or writes it.",
    ),
    h("p", { class: "welcome-language" }, "You read ", ...readers),
    h("h2", { id: "welcome-title" }, "How long will this program take in all?"),
    delays,
    answers,
  );
  const score = h("strong", { tabindex: -1, "data-testid": "welcome-score" });
  const sentences = h("span");
  const why = h("p", { "data-testid": "welcome-why" }, score, sentences);
  const close = h(
    "button",
    { type: "button", class: "small", "data-testid": "welcome-close", click: leave },
    "Close",
  );
  const verdict = h(
    "section",
    { class: "welcome verdict", "aria-label": "Your guess", hidden: true },
    why,
    close,
  );
  byId("timeline").prepend(question);
  byId("guess").before(verdict);

  /** @type {State} */
  let shown;
  /** What the question was about. */
  let key = "";
  /** @type {Track | null} */
  let track = null;

  /** Shows the answer. */
  function end() {
    visited();
    question.hidden = true;
    app.setGuess(null);
  }

  /** The button that had the focus goes away. */
  function leave() {
    question.hidden = verdict.hidden = true;
    byId("run").focus({ preventScroll: true });
  }

  function lookOnly() {
    end();
    leave();
  }

  /** @param {number} total */
  async function answer(total) {
    end();
    verdict.hidden = false;
    setText(score, "Just a moment.");
    score.focus({ preventScroll: true });
    await app.complete(EVERYTHING);
    const judged = track && ask(track.recording, (run) => run.judge([], total));
    if (!judged) return leave();
    setText(score, judged.is_total_right ? "Right." : "Not quite.");
    const other = judged.is_total_right ? "" : sameAsVariant(app, shown, total);
    const [first = "", ...others] = judged.total;
    const all = [first, other, ...others, "Step through it, drag a delay, or press Run and see it happen."];
    sentences.replaceChildren(...all.filter((text) => text).flatMap((text) => [" ", ...prose(text)]));
  }

  /** @param {State} state */
  function offer(state) {
    const { settings } = state;
    const predicted = settings && state.predicted[settings.variant];
    if (!predicted || isStale(state, predicted) || predicted === track) return;
    track = predicted;
    const first = predicted.report.output[0]?.at_ms ?? 0;
    const all = choices(trackEnd(predicted), [...totalsOfVariants(app, state), first]);
    const button = (/** @type {number} */ ms) =>
      h(
        "button",
        { type: "button", "data-testid": "welcome-answer", click: () => void answer(ms).catch(app.complain) },
        duration(ms),
      );
    const look = { type: "button", class: "quiet", "data-testid": "welcome-look", click: lookOnly };
    answers.replaceChildren(...all.map(button), h("button", look, "Just look"));
    setText(delays, `Read it, then guess. ${delaysOf(settings)}`);
  }

  return (state) => {
    shown = state;
    const { settings, guess, phase } = state;
    languages.forEach(([language], index) => {
      setAttribute(
        /** @type {Element} */ (readers[index]),
        "aria-pressed",
        String(settings?.tab === language),
      );
    });
    const now = settings && phase === "ready" ? settings.variant + settingsKey(settings) : "";
    key ||= now;
    // Whoever drags a delay, runs the program or chooses another one has begun by themselves.
    if (now !== key) {
      verdict.hidden = true;
      if (guess?.stage === "welcome") end();
    } else if (guess?.stage === "welcome") offer(state);
    else if (guess) verdict.hidden = true;
    document.documentElement.toggleAttribute("data-welcome", guess?.stage === "welcome");
  };
}

/** "First delay: 1,000 ms. Second delay: 2,000 ms." @param {Settings} settings */
function delaysOf({ program, values }) {
  const delays = program.params.filter((param) => param.kind === "duration");
  return delays.map(({ id, label }) => `${label}: ${duration(Number(values[id]))}.`).join(" ");
}
