// "Try 1,000 orders": the outputs that are possible, with a button to see each.

import { byId, h, motion, prose, setText, whenChanged } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { count, duration } from "../model/format.js";
import { settingsKey } from "../model/state.js";
import { MOST } from "./limits.js";
import { sourceOf, textOf } from "./source.js";
import {
  apart,
  breaking,
  headline,
  isBroken,
  lessons,
  orderOf,
  share,
  shortest,
  some,
  sorted,
  time,
} from "./words.js";
import { createTrier } from "./trier.js";

/** @import { App, Order, OutputReport, Settings, State, Trial } from "./types.js" */

/** At most this many outputs are shown at first. */
const FIRST_SHOWN = 8;

/** @param {App} app */
export function createTrials(app) {
  /** The settings whose orders were tried. */
  let subject = "";
  let shown = FIRST_SHOWN;
  /** @type {Trial | null} */
  let trial = null;
  /** @type {State | null} */
  let last = null;

  const trier = createTrier((next) => {
    trial = next;
    app.redraw();
  });

  const start = h(
    "button",
    {
      type: "button",
      "data-testid": "try-orders",
      click: () => {
        if (!last?.settings || start.getAttribute("aria-disabled")) return;
        shown = FIRST_SHOWN;
        subject = subjectOf(last.settings);
        trier.start(sourceOf(app, last.settings));
      },
    },
    `Try ${count(MOST)} orders`,
  );
  const stop = h(
    "button",
    { type: "button", "data-testid": "stop-orders", "aria-disabled": "true", click: () => trier.stop() },
    "Stop",
  );
  const progress = h("span", { class: "orders-progress", "data-testid": "orders-progress" });
  const result = h("p", { class: "orders-result", role: "status", "data-testid": "orders-result" });
  const lesson = h("div", { class: "orders-lessons", "data-testid": "orders-lessons" });
  const list = h("ol", { class: "orders-outputs", "aria-label": "Outputs", "data-testid": "orders-outputs" });
  const more = h("button", {
    type: "button",
    class: "small",
    "data-testid": "more-outputs",
    hidden: true,
    click: () => {
      shown = Infinity;
      app.redraw();
    },
  });
  const note = h("p", { class: "note" });
  const title = h("h3", { id: "orders-title" }, "Which outputs are possible?");
  const element = h(
    "section",
    { class: "orders-trials", "aria-labelledby": title.id },
    title,
    h("div", { class: "orders-buttons" }, start, stop, progress),
    result,
    lesson,
    list,
    more,
    note,
  );

  /** @param {OutputReport} output @param {Order} order */
  function isShownNow(output, order) {
    return JSON.stringify(orderOf(output)) === JSON.stringify(order);
  }

  /** @param {OutputReport} output */
  function showRun(output) {
    app.setOrder(orderOf(output));
    byId("timeline").scrollIntoView({ block: "start", behavior: motion() });
  }

  const fill = whenChanged(
    (/** @type {Trial | null} */ trial, /** @type {Order} */ order, /** @type {number} */ shown) => {
      const report = trial?.report ?? null;
      const isTrying = trial?.end === null;
      setDisabled(start, isTrying);
      setDisabled(stop, !isTrying);
      setText(
        progress,
        isTrying
          ? progressText(trial?.runs ?? 0)
          : trial?.end === "done"
            ? `took ${duration(trial.took)}`
            : "",
      );
      // Only the end is announced, or else a screen reader would never stop.
      setText(result, trial && trial.end !== null ? endText(trial) : "");
      const sentences = report && trial?.end !== null ? [breaking(report), ...lessons(report)] : [];
      patchList(
        lesson,
        sentences.filter(Boolean),
        (sentence) => sentence,
        (sentence) => h("p", {}, sentence),
      );
      const outputs = sorted(report?.outputs ?? []);
      const fifo = outputs.find((output) => output.fifo);
      const first = shortest(outputs);
      const tried = report?.tried ?? 1;
      patchList(
        list,
        outputs.slice(0, shown),
        (output) => JSON.stringify([output, tried, isShownNow(output, order), output === first]),
        (output) => row(output, fifo, tried, isShownNow(output, order), output === first),
      );
      const hidden = outputs.length - Math.min(outputs.length, shown);
      more.hidden = hidden === 0;
      const unlisted = (report?.distinct ?? 0) - outputs.length;
      setText(
        more,
        `Show ${some(hidden, "more output")}${unlisted > 0 ? ` of ${count(hidden + unlisted)}` : ""}`,
      );
    },
  );

  /** @param {OutputReport} output @param {OutputReport | undefined} fifo @param {number} tried @param {boolean} isNow @param {boolean} isShortest */
  function row(output, fifo, tried, isNow, isShortest) {
    const differs = output.differs ? output.differs.line - 1 - output.before : -1;
    const after = output.total_lines - output.before - output.lines.length;
    const fill = h("i", {});
    fill.style.width = `${(100 * output.count) / tried}%`;
    const difference = apart(output, fifo);
    return h(
      "li",
      { class: [isNow && "now", isBroken(output) && "broken"].filter(Boolean).join(" ") || null },
      h(
        "div",
        { class: "orders-facts" },
        h(
          "p",
          { class: "orders-share" },
          h("span", { class: "orders-bar", "aria-hidden": "true" }, fill),
          h("span", {}, share(output.count, tried)),
        ),
        h(
          "p",
          { class: "orders-time" },
          time(output),
          output.fifo ? h("span", { class: "tag" }, "first in, first out") : null,
          isShortest ? h("span", { class: "tag" }, "shortest that breaks it") : null,
        ),
        output.failure ? h("p", { class: "orders-failure" }, output.failure) : null,
        difference ? h("p", { class: "orders-differs" }, ...prose(difference)) : null,
        h(
          "button",
          {
            type: "button",
            class: "small",
            "aria-current": isNow ? "true" : null,
            click: () => showRun(output),
          },
          isNow ? "This run is shown" : "Show this run",
        ),
      ),
      h(
        "div",
        { class: "orders-lines" },
        output.before > 0 ? h("p", { class: "note" }, `after ${some(output.before, "line")}`) : null,
        output.lines.length === 0 ? h("p", { class: "note" }, "It prints nothing.") : null,
        h(
          "ol",
          { start: output.before + 1 },
          ...output.lines.map((line, place) =>
            h(
              "li",
              { class: place === differs ? "differs" : null },
              place === differs ? h("span", { class: "sr-only" }, "Differs: ") : null,
              line,
            ),
          ),
        ),
        after > 0 ? h("p", { class: "note" }, `and ${some(after, "more line")}`) : null,
      ),
    );
  }

  return {
    element,
    /** @param {State} state */
    show(state) {
      if (!state.settings) return;
      last = state;
      setText(note, sourceOf(app, state.settings).note);
      if (subject && subject !== subjectOf(state.settings)) {
        subject = "";
        trier.forget();
        trial = null;
      }
      fill(trial, state.settings.order, shown);
    },
  };
}

/** @param {Settings} settings */
function subjectOf(settings) {
  return `${settings.variant} ${settingsKey({ ...settings, order: "fifo" })} ${textOf(settings) ?? ""}`;
}

/** @param {number} runs */
function progressText(runs) {
  return runs === 0 ? "Starting" : `${some(runs, "run")} so far`;
}

/** @param {Trial} trial */
function endText({ report, end, took, problem }) {
  if (!report) return problem || "Stopped before anything was tried.";
  return [headline(report, end, took), problem].filter(Boolean).join(" ");
}

/** @param {HTMLElement} button @param {boolean} isDisabled */
function setDisabled(button, isDisabled) {
  if (isDisabled) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}
