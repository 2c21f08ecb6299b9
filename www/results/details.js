// Warnings, and below them tables, which are fetched when they are opened.

import { byId, h, prose, whenChanged } from "../ui/dom.js";
import { replaceKeepingFocus } from "../ui/focus.js";
import { placeInWords } from "../model/places.js";
import { isOwn } from "../model/own.js";
import { isStale, spokenTrack } from "../model/state.js";
import { during } from "../settled.js";

/** @import { App, Render, RunReport, TableId, Track } from "./types.js" */

/** The least time between two updates of open tables during a run, ms. */
const PAUSE = 300;

/** @param {App} app @returns {Render} */
export function createDetails(app) {
  const warnings = byId("warnings");
  /** @type {Track | null} */
  let track = null;
  const tables = [
    createTable("levels", "Counts over time", (report) => report.levels.length > 0),
    createTable("tasks", "Tasks"),
    createTable("sleeps", "Waits: asked and got"),
    createTable("chain", "The longest chain, link by link"),
    createTable("spans", "The timeline as a table"),
  ];
  byId("details").append(...tables.map((table) => table.element));

  const warn = whenChanged((/** @type {RunReport | undefined} */ report) => {
    const found = report?.warnings ?? [];
    warnings.hidden = found.length === 0;
    replaceKeepingFocus(
      warnings,
      h("h2", {}, found.length === 1 ? "Warning" : "Warnings"),
      h(
        "ul",
        {},
        ...found.map(({ text, line, file }) =>
          h(
            "li",
            {},
            ...prose(text),
            line === null
              ? null
              : h(
                  "button",
                  { type: "button", class: "link", click: () => app.showLine(line, file) },
                  `Show ${placeInWords(line, file)}`,
                ),
          ),
        ),
      ),
    );
  });

  let filledAt = 0;
  const fill = whenChanged((/** @type {Track | null} */ next) => {
    filledAt = performance.now();
    for (const table of tables) {
      table.element.hidden = next !== null && !table.hasRows(next.report);
      table.refresh();
    }
  });

  return (state) => {
    track = spokenTrack(state);
    // Of another text than what is written now, lines mean something else.
    const isOld = isOwn(state.settings) && track !== null && isStale(state, track);
    warn(isOld ? undefined : track?.report);
    // Computing tables in every frame would slow down what is measured.
    if (track?.life !== "live" || performance.now() - filledAt >= PAUSE) fill(track);
  };

  /**
   * A table that is computed only while it is open.
   * @param {TableId} id
   * @param {string} title
   * @param {(report: RunReport) => boolean} hasRows  if not, the table is not offered
   */
  function createTable(id, title, hasRows = () => true) {
    const body = h("div", { class: "table", tabindex: 0, role: "region", "aria-label": title });
    const element = h("details", { "data-testid": id }, h("summary", {}, title), body);
    const refresh = async () => {
      if (!element.open) return;
      const tables = await during("fetching the tables", import("./tables.js")).catch(() => null);
      if (!tables) return body.replaceChildren(h("p", {}, "This table could not be fetched. Please reload."));
      if (!track) return replaceKeepingFocus(body);
      if (id === "spans" && track.life === "live") {
        replaceKeepingFocus(body, h("p", { class: "note" }, "The table follows when the run is over."));
      } else replaceKeepingFocus(body, ...tables.tableOf(id, track, app));
    };
    element.addEventListener("toggle", refresh);
    body.addEventListener("click", ({ target }) => {
      const { line, file } = target instanceof HTMLElement ? target.dataset : {};
      if (line !== undefined) app.showLine(Number(line), file);
    });
    return { element, refresh, hasRows };
  }
}
