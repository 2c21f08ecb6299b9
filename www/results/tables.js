// The tables below a run, for those who want every number.

import { h, prose } from "../ui/dom.js";
import { count, duration, LONG_FROM, pointInTime, ratioOf } from "../model/format.js";
import { longer } from "../model/differences.js";
import { colourOfLane, colourOfTask } from "../model/colours.js";
import { placeInWords } from "../model/places.js";
import { changes } from "../model/levels.js";
import { spansOf } from "../run/spans.js";
import { goTo } from "../timeline/layers/go.js";
import { latenessOf } from "./lateness.js";

/** @import { App, RunReport, SpanInfo, Table, TableId, Track } from "./types.js" */

/** At most this many rows of a table are shown. */
const MOST_ROWS = 300;

const tables = {
  levels: levelsTable,
  tasks: tasksTable,
  sleeps: sleepsTable,
  chain: criticalPathTable,
  spans: spansTable,
};

/** @param {TableId} id @param {Track} track @param {App} app */
export function tableOf(id, track, app) {
  const { head, rows, note: about, listeners } = tables[id](track, app);
  const ratio = ratioOf(track.report.time_scale);
  const note = ratio ? `${about} All times are of the program, measured at ${ratio}.` : about;
  return [
    ...(id === "sleeps" ? latenessOf(track) : []),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text)))),
      h(
        "tbody",
        {},
        ...rows
          .slice(0, MOST_ROWS)
          .map((row, index) => h("tr", listeners?.[index], ...row.map((cell) => h("td", {}, cell)))),
      ),
    ),
    h(
      "p",
      { class: "note" },
      rows.length > MOST_ROWS ? `The first ${MOST_ROWS} of ${count(rows.length)}. ${note}` : note,
    ),
  ];
}

/** @param {string} name @param {number} colour */
function name(name, colour) {
  return h("span", { class: `name task-${colour}` }, name);
}

/** The number of a line, and its file where the run has several. @param {{ line: number | null, file: string | null }} place */
function lineLink({ line, file }) {
  if (line === null) return "";
  const words = placeInWords(line, file);
  return h(
    "button",
    { type: "button", class: "link", "aria-label": `Show ${words}`, "data-line": line, "data-file": file },
    words.slice("line ".length),
  );
}

/** @param {Track} track @returns {Table} */
function levelsTable({ report: { levels } }) {
  return {
    head: ["At", ...levels.map(({ name }) => name)],
    rows: changes(levels).map(({ at, held }) => [
      duration(at),
      ...held.map((value) => (value === null ? "" : count(value))),
    ]),
    note: "A row for each time at which a count changed.",
  };
}

/** @param {Track} track @returns {Table} */
function tasksTable({ report, life }) {
  const unfinished = life === "live" ? "running" : report.end === "stuck" ? "stuck" : "cut off";
  const ends = { running: unfinished, completed: "done", failed: "failed", cancelled: "cancelled" };
  return {
    head: ["Task", "Spawned by", "End", "Polls", "Wakes", "Running", "Ready", "Waiting", "Longest wait"],
    rows: report.tasks
      .slice(0, MOST_ROWS + 1)
      .map((task) => [
        name(task.name, colourOfLane(task.lane)),
        parentOf(report, task),
        task.end === "failed" && task.error ? `failed: ${task.error}` : ends[task.end],
        count(task.polls),
        count(task.wakes),
        duration(task.busy_ms),
        duration(task.ready_ms),
        duration(task.idle_ms),
        task.longest_wait
          ? h(
              "span",
              { class: "in-one" },
              ...prose(`${duration(task.longest_wait.ms)} ${task.longest_wait.text}`),
            )
          : "",
      ]),
    note:
      `A poll is one turn on the loop; a wake is a call to be polled again.${moreTasks(report)}` +
      (report.cost.dropped ? ` ${count(report.cost.dropped)} events were left out.` : ""),
  };
}

/** @param {RunReport} report @param {RunReport["tasks"][number]} task */
function parentOf({ tasks }, { parent, line, file }) {
  if (parent === null) return "";
  const hint = tasks[parent];
  const found = hint?.id === parent ? hint : tasks.find((other) => other.id === parent);
  if (!found) return "";
  return h(
    "span",
    { class: "in-one" },
    name(found.name, colourOfLane(found.lane)),
    line === null ? "" : " (line ",
    lineLink({ line, file }),
    line === null ? "" : ")",
  );
}

/** @param {RunReport} report */
function moreTasks({ lanes, unrecorded_tasks }) {
  const unlisted = lanes - Math.min(lanes, MOST_ROWS);
  const more = unlisted > 0 ? ` And ${count(unlisted)} more that have a lane.` : "";
  return (
    more +
    (unrecorded_tasks > 0
      ? ` Of ${count(unrecorded_tasks)} further tasks nothing was recorded: the record tells of the first ${count(lanes)} alone.`
      : "")
  );
}

/** @param {Track} track @returns {Table} */
function sleepsTable({ report }) {
  return {
    head: ["Task", "Line", "At", "Asked", "Got", "Late by"],
    rows: report.sleeps.map((sleep) => [
      name(sleep.task_name, colourOfTask(report, sleep.task)),
      lineLink(sleep),
      duration(sleep.at_ms),
      duration(sleep.asked_ms),
      duration(sleep.got_ms),
      sleep.cut_short ? "cut short" : longer(sleep.got_ms, sleep.asked_ms),
    ]),
    note: "A timer never fires early. It is late when the loop is busy, and by a little when the browser's clock is coarse.",
  };
}

/** @param {Track} track @param {App} app @returns {Table} */
function criticalPathTable(track, app) {
  const { report } = track;
  const path = report.explanation.critical_path;
  /** @param {typeof path[number]} link */
  const show = ({ task, from_ms, to_ms }) =>
    h(
      "button",
      {
        type: "button",
        class: "link",
        "aria-label": `Show on the timeline: from ${pointInTime(from_ms, report.total_ms)}`,
        click: (/** @type {Event} */ event) => {
          event.stopPropagation();
          const lane = report.tasks.find((other) => other.id === task)?.lane;
          if (lane !== undefined) goTo(app, track, lane, (from_ms + to_ms) / 2);
        },
      },
      pointInTime(from_ms, report.total_ms),
    );
  return {
    listeners: path.map(({ from_ms, to_ms }) => {
      const point = () => app.pointAtLink({ from: from_ms, to: to_ms });
      const leave = () => app.pointAtLink(null);
      return { pointerenter: point, focusin: point, pointerleave: leave, focusout: leave };
    }),
    head: ["Task", "From", "To", "What", "Line"],
    rows: path.map((link) => [
      name(link.task_name, colourOfTask(report, link.task)),
      show(link),
      pointInTime(link.to_ms, report.total_ms),
      said(link.text),
      lineLink(link),
    ]),
    note: "Point at a link to see it on the timeline. Each had to wait for the one before it. Only what shortens one of them shortens the run.",
  };
}

/** @param {string} text */
function said(text) {
  return h("span", {}, ...prose(text));
}

/** The file of a span, where the run has several. @param {SpanInfo} span */
function ofSeveral({ line, file, place }) {
  return line === null || place === placeInWords(line, null) ? null : file;
}

/** @param {Track} track @returns {Table} */
function spansTable(track) {
  return {
    head: ["Task", "From", "To", "What", "Woken by", "Line"],
    rows: spansOf(track, MOST_ROWS + 1).map((span) => [
      name(span.task, colourOfLane(span.lane)),
      pointInTime(span.from_ms, track.report.total_ms),
      pointInTime(span.to_ms, track.report.total_ms),
      said(span.state_text),
      said(span.woken_by ?? ""),
      lineLink({ line: span.line, file: ofSeveral(span) }),
    ]),
    note:
      track.report.total_ms < LONG_FROM
        ? "Times in milliseconds from the start of the run."
        : "Times from the start of the run.",
  };
}
