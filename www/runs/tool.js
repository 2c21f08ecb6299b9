// Compare runs: pins any of them to the axis, and explains the difference
// between this run and another.

import { fetchStyle, h, setText, whenChanged } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { duration } from "../model/format.js";
import { longer } from "../model/differences.js";
import { isRecorded } from "../model/recorded.js";
import { isHidden } from "../model/state.js";
import { MOST_PINS } from "../model/url.js";
import { ask } from "../run/engine.js";
import { EVERYTHING } from "../run/parts.js";
import { tell } from "../run/reading.js";
import { isOf, writeEntry } from "./entries.js";
import { createRow } from "./row.js";
import { rowsOf } from "./rows.js";
import { marksOf, wordsOf } from "./words.js";

/** @import { App, Kept, Program, Render, State, Track } from "./types.js" */

/** @typedef {import("./rows.js").RunRow} RunRow */

/** @param {App} app @param {HTMLElement} body @returns {Render} */
export function createRunsTool(app, body) {
  fetchStyle("runs/runs.css");
  /** @type {State | null} */
  let state = null;
  /** The run that this run is compared to, if one was chosen. */
  let chosen = "";
  let isComing = false;
  let isAsked = false;

  const adds = h("div", { class: "runs-add", role: "group", "aria-labelledby": "runs-add" });
  const list = h("tbody");
  const status = h("p", { class: "sr-only", role: "status" });
  const table = h(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": "Runs to compare" },
    h(
      "table",
      { "data-testid": "runs-table" },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ...["Compare", "Run", "Settings", "Total", "Difference", "On the axis"].map((text) =>
            h("th", { scope: "col" }, text),
          ),
        ),
      ),
      list,
    ),
  );
  const clear = h(
    "button",
    { type: "button", class: "small quiet", "data-testid": "runs-clear", click: forgetAll },
    "Forget these runs",
  );
  const words = h("div", { class: "runs-words", "data-testid": "runs-words" });
  const hidden = h("p", { hidden: true }, "Hidden until you have guessed.");
  const all = h(
    "div",
    {},
    h(
      "p",
      { class: "runs-about" },
      "Pin any run to the axis of the timeline. It keeps its own settings when you change yours. Below the list you read what makes the difference.",
    ),
    h("p", { class: "runs-label", id: "runs-add" }, "Pin a prediction, with the settings as they are now:"),
    adds,
    table,
    h(
      "p",
      { class: "note" },
      "The last 20 runs are remembered until the page is closed. ",
      h(
        "span",
        { class: "runs-link" },
        "The link holds the settings of what is pinned, not what was measured: whoever opens it sees predictions. ",
      ),
      clear,
    ),
    words,
  );
  body.append(hidden, all, status);

  const fillAdds = whenChanged((/** @type {Program} */ program) => {
    adds.replaceChildren(
      ...program.variants.map((variant) =>
        h(
          "button",
          {
            type: "button",
            class: "small",
            "data-testid": `pin-${variant.id}`,
            click: () => pinPrediction(variant.id),
          },
          variant.title,
        ),
      ),
    );
  });

  /** @param {string} variant */
  function pinPrediction(variant) {
    const settings = state?.settings;
    if (settings) pin(writeEntry(settings.program, { ...settings, variant }, null), true);
  }

  /** @param {string | null} entry @param {boolean} on */
  function pin(entry, on) {
    if (entry === null) return;
    const entries = state?.settings?.with ?? [];
    if (!on) app.setWith(entries.filter((other) => other !== entry));
    else if (entries.includes(entry)) setText(status, "That is pinned already.");
    else if (entries.length >= MOST_PINS) {
      setText(status, `${MOST_PINS} are pinned, and there is room for no more.`);
    } else app.setWith([...entries, entry]);
    if (!on) return;
    chosen = entry;
    isAsked = true;
  }

  /** @param {RunRow} row */
  function forget(row) {
    if (row.isPinned) pin(row.entry, false);
    app.forgetRuns((kept) => kept === row.kept);
  }

  function forgetAll() {
    const program = state?.settings?.program;
    if (!program) return;
    app.forgetRuns((kept) => isOf(program, kept.track));
    app.setWith([]);
    table.focus();
  }

  /** @param {string} id */
  function choose(id) {
    chosen = id;
    isAsked = true;
    app.redraw();
  }

  /** Has the comparison read out if a person asked for it, and not during a drag. */
  function announce() {
    if (isAsked) {
      setText(
        status,
        [...words.children]
          .slice(0, 2)
          .map((child) => child.textContent)
          .join(". "),
      );
    }
    isAsked = false;
  }

  const explain = whenChanged(
    (
      /** @type {Track | undefined} */ track,
      /** @type {string} */ id,
      /** @type {Track | null | undefined} */ other,
      /** @type {Kept | null | undefined} */ kept,
      /** @type {string} */ title,
    ) => {
      if (!track || !id) {
        return words.replaceChildren(
          h(
            "p",
            {},
            "Pin a prediction above, or run with other settings: then two runs can be compared here.",
          ),
        );
      }
      if (track.life === "live") {
        return words.replaceChildren(h("p", {}, "What makes the difference follows when the run is over."));
      }
      const comparison = compare(track, other ?? null, kept ?? null);
      words.replaceChildren(
        ...(comparison ? wordsOf(comparison, title, app.showLine, marksOf(track, other ?? kept?.track)) : []),
      );
      announce();
    },
  );

  /** @param {Track} track @param {Track | null} other @param {Kept | null} kept */
  function compare(track, other, kept) {
    if (other) return ask(other.recording, (it) => ask(track.recording, (run) => run.compare(it)));
    const { instance } = track.recording;
    if (!kept || instance.dead) return undefined;
    const opened = instance.wasm.Run.from_bytes(kept.trace);
    if (state) tell(state, opened, kept.track.variant);
    const comparison = ask(track.recording, (run) => run.compare(opened));
    opened.free();
    return comparison;
  }

  return (now) => {
    state = now;
    const { settings } = now;
    const instance = app.instance();
    if (!settings || !instance) return;
    if (!instance.parts.has(EVERYTHING)) return complete();
    hidden.hidden = !isHidden(now);
    all.hidden = !hidden.hidden;
    if (all.hidden) return;
    fillAdds(settings.program);
    const rows = rowsOf(now);
    const [first] = rows;
    if (!first) return;
    const others = rows.filter((row) => !row.isThis);
    const without = isRecorded(settings) ? "not in its file" : "the defaults";
    const against = others.find((row) => row.id === chosen) ?? others[0];
    // The focus is to stay at the button that pinned a run.
    const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["act"];
    patchList(
      list,
      rows,
      (row) =>
        JSON.stringify([
          row.id,
          row.how,
          row.label,
          row.isPinned,
          row.isThis,
          duration(row.total),
          longer(row.total, first.total),
        ]),
      (row) => createRow(row, first, without, { choose, pin, forget }),
    );
    if (held && !list.contains(document.activeElement)) {
      const same = [...list.querySelectorAll("[data-act]")].find(
        (button) => button.getAttribute("data-act") === held,
      );
      /** @type {HTMLElement} */ (same ?? table).focus();
    }
    for (const radio of list.querySelectorAll("input")) radio.checked = radio.value === against?.id;
    clear.hidden =
      !now.history.some((kept) => isOf(settings.program, kept.track)) && settings.with.length === 0;
    explain(
      first.track ?? undefined,
      against?.id ?? "",
      against?.track,
      against?.kept,
      against ? [against.title, against.how, against.label].filter(Boolean).join(", ") : "",
    );
  };

  function complete() {
    if (isComing) return;
    isComing = true;
    app
      .complete(EVERYTHING)
      .then(app.redraw, app.complain)
      .finally(() => (isComing = false));
  }
}
