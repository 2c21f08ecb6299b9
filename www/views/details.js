// Warnings, and tables for those who want every number.

import { byId, h, prose, setText, whenChanged } from "../dom.js";
import { count, duration, longer, millis } from "../model/format.js";
import { colourOfLane, colourOfTask, spokenTrack } from "../model/state.js";
import { spansOf } from "../model/spans.js";
import { ask } from "../run/engine.js";

/** A table of more rows than this helps nobody. */
const MOST_ROWS = 300;
const LINK = "The link holds the settings, not the measurement.";

/** @param {App} app @returns {View} */
export function createDetails(app) {
  const warnings = byId("warnings");
  /** @type {Track | null} */
  let track = null;
  const tables = [
    createTable("tasks", "Tasks", tasksTable),
    createTable("sleeps", "Waits: asked and got", sleepsTable),
    createTable("chain", "The longest chain, link by link", chainTable),
    createTable("spans", "The timeline as a table", spansTable),
  ];
  const save = h("button", { type: "button", class: "small", "data-testid": "save-trace", click: () => track && saveTrace(track) }, "Save as a Chrome trace");
  const copied = h("span", { class: "note", role: "status" }, LINK);
  const copy = h("button", {
    type: "button", class: "small", "data-testid": "copy-link",
    click: () => copyAddress().then((told) => setText(copied, `${told} ${LINK}`)),
  }, "Copy link");
  byId("details").append(...tables.map((table) => table.element), h("p", { class: "save" }, save, h("span", { class: "note" }, "Opens in Perfetto and in the browser's own tools.")),
    h("p", { class: "save" }, copy, copied));

  const warn = whenChanged((/** @type {RunReport | undefined} */ report) => {
    const found = report?.warnings ?? [];
    warnings.hidden = found.length === 0;
    warnings.replaceChildren(
      h("h2", {}, found.length === 1 ? "Warning" : "Warnings"),
      h("ul", {}, ...found.map(({ text, line }) =>
        h("li", {}, ...prose(text), line === null ? null : h("button", { type: "button", class: "link", click: () => app.showLine(line) }, `Show line ${line}`)))),
    );
  });

  const fill = whenChanged((/** @type {Track | null} */ next) => {
    track = next;
    for (const table of tables) table.refresh();
  });

  return (state) => {
    const next = spokenTrack(state);
    warn(next?.report);
    fill(next);
  };

  /**
   * A table that is computed only while it is open.
   * @param {string} id
   * @param {string} title
   * @param {(track: Track) => Table} make
   */
  function createTable(id, title, make) {
    const body = h("div", { class: "table", tabindex: 0, role: "region", "aria-label": title });
    const element = h("details", { "data-testid": id }, h("summary", {}, title), body);
    const refresh = () => {
      if (!element.open || !track) return;
      const { head, rows, note } = make(track);
      body.replaceChildren(
        h("table", {},
          h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text)))),
          h("tbody", {}, ...rows.slice(0, MOST_ROWS).map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell))))),
        ),
        h("p", { class: "note" }, rows.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${count(rows.length)}. ${note}` : note),
      );
    };
    element.addEventListener("toggle", refresh);
    body.addEventListener("click", ({ target }) => {
      if (target instanceof HTMLButtonElement) app.showLine(Number(target.textContent));
    });
    return { element, refresh };
  }
}

/** @returns {Promise<string>} how that went */
async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    return "Copied.";
  } catch {
    return "This browser does not allow it: copy the address from its bar.";
  }
}

/** @param {Track} track */
function saveTrace(track) {
  const json = ask(track.recording, (run) => run.trace_json());
  if (json === undefined) return;
  const url = URL.createObjectURL(new Blob([json], { type: "application/json" }));
  h("a", { href: url, download: `coroscope-${track.variant}-${track.kind}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** @param {string} name @param {number} colour */
function name(name, colour) {
  return h("span", { class: `name task-${colour}` }, name);
}

/** @param {number | null} line */
function lineLink(line) {
  return line === null ? "" : h("button", { type: "button", class: "link", "aria-label": `Show line ${line}` }, String(line));
}

/** @param {Track} track @returns {Table} */
function tasksTable({ report, life }) {
  const unfinished = life === "live" ? "running" : report.end === "stuck" ? "stuck" : "cut off";
  const ends = { running: unfinished, completed: "done", failed: "failed", cancelled: "cancelled" };
  return {
    head: ["Task", "End", "Polls", "Wakes", "Running", "Ready", "Waiting"],
    rows: report.tasks.slice(0, MOST_ROWS + 1).map((task) => [
      name(task.name, colourOfLane(task.lane)),
      task.error ?? ends[task.end],
      count(task.polls),
      count(task.wakes),
      duration(task.busy_ms),
      duration(task.ready_ms),
      duration(task.idle_ms),
    ]),
    note: `A poll is one turn on the loop; a wake is a call to be polled again.${report.cost.dropped ? ` ${count(report.cost.dropped)} events were left out.` : ""}`,
  };
}

/** @param {Track} track @returns {Table} */
function sleepsTable({ report }) {
  return {
    head: ["Task", "Line", "At", "Asked", "Got", "Late by"],
    rows: report.sleeps.map((sleep) => [
      name(sleep.task_name, colourOfTask(report, sleep.task)),
      lineLink(sleep.line),
      duration(sleep.at_ms),
      duration(sleep.asked_ms),
      duration(sleep.got_ms),
      sleep.cut_short ? "cut short" : longer(sleep.got_ms, sleep.asked_ms),
    ]),
    note: "A timer never fires early. It is late when the loop is busy, and by a little when the browser's clock is coarse.",
  };
}

/** @param {Track} track @returns {Table} */
function chainTable({ report }) {
  return {
    head: ["Task", "From", "To", "What", "Line"],
    rows: report.explanation.chain.map((link) => [
      name(link.task_name, colourOfTask(report, link.task)),
      millis(link.from_ms),
      millis(link.to_ms),
      said(link.text),
      lineLink(link.line),
    ]),
    note: "Each link had to wait for the one before it. Only what shortens one of them shortens the run.",
  };
}

/** @param {string} text */
function said(text) {
  return h("span", {}, ...prose(text));
}

/** @param {Track} track @returns {Table} */
function spansTable(track) {
  return {
    head: ["Task", "From", "To", "What", "Line"],
    rows: spansOf(track, MOST_ROWS + 1).map((span) => [
      name(span.task, colourOfLane(span.lane)),
      millis(span.from_ms),
      millis(span.to_ms),
      said(span.state_text),
      lineLink(span.line),
    ]),
    note: "Times in milliseconds from the start of the run.",
  };
}
