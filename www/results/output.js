// The output of the program: the time, the task and the text of each line.

import { byId, h, setText, whenChanged } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { LONG_FROM, pointInTime, ratioOf } from "../model/format.js";
import { colourOfTask } from "../model/colours.js";
import { isOwn } from "../model/own.js";
import { placeInWords } from "../model/places.js";
import { isHidden, isStale, spokenTrack } from "../model/state.js";

/** @import { App, OutputLine, Render, RunReport, State, Track } from "./types.js" */

/** At most this many lines are shown, the last ones. */
const MOST_LINES = 500;

/** @param {App} app @returns {Render} */
export function createOutput(app) {
  const list = byId("output");
  const tag = byId("output-tag");
  const unit = byId("output-unit");

  /** What the lines are of that are listed. */
  let shownKind = "";
  const show = whenChanged(
    (/** @type {RunReport | undefined} */ report, /** @type {string} */ kind, /** @type {string} */ life) => {
      const output = report?.output ?? [];
      const first = Math.max(0, output.length - MOST_LINES);
      const isMeasured = kind === "measured";
      // This lays out the page, so nobody asks it in vain.
      const wasAtEnd = isMeasured && list.scrollHeight - list.scrollTop - list.clientHeight < 8;
      patchList(
        list,
        output.slice(first),
        (line) => `${kind} ${line.at_ms} ${line.task} ${line.text}`,
        (line) => rowOf(app, report, line),
      );
      list.classList.toggle("predicted", kind === "predicted");
      if (wasAtEnd) list.scrollTop = list.scrollHeight;
      // Of another list, the beginning comes first.
      else if (kind !== shownKind && shownKind) list.scrollTop = 0;
      shownKind = kind;
      if (report && output.length === 0) {
        list.append(h("li", { class: "none" }, life === "live" ? "Nothing yet." : "It prints nothing."));
      }
    },
  );

  return (state) => {
    const track = spokenTrack(state);
    show(track?.report, track?.kind ?? "", track?.life ?? "");
    setText(tag, tagText(state, track));
    setText(unit, (track?.report.total_ms ?? 0) < LONG_FROM ? "times in ms" : "");
  };
}

/** @param {App} app @param {RunReport | undefined} report @param {OutputLine} printed */
function rowOf(app, report, { at_ms, task, task_name, text, line, file }) {
  // The way to the line may take the row from below the pointer, which is then no reason to point at nothing.
  let isShown = false;
  const show = () => {
    isShown = true;
    app.showLine(/** @type {number} */ (line), file);
  };
  const point = () => {
    isShown = false;
    app.pointAtLine(line, file);
  };
  return h(
    "li",
    {
      class: `task-${report ? colourOfTask(report, task) : 0}`,
      pointerenter: point,
      pointerleave: () => isShown || app.pointAtLine(null),
    },
    h("time", {}, pointInTime(at_ms, report?.total_ms ?? 0)),
    h("span", { class: "name" }, task_name),
    h("span", { class: "text" }, text),
    line === null || file === null
      ? null
      : h("button", { type: "button", class: "link", click: show }, placeInWords(line, file)),
  );
}

/** Says whether a result was predicted or measured. @param {State} state @param {Track | null} track */
export function tagText(state, track) {
  if (!track) return isHidden(state) ? "hidden until you have guessed" : "";
  if (track.kind === "measured") {
    const ratio = ratioOf(track.report.time_scale);
    if (track.saved) return `measured earlier, from ${track.saved}`;
    return (track.life === "live" ? "measuring" : "measured") + (ratio && ` at ${ratio}`);
  }
  // What is no program yet cannot be predicted.
  if (isOwn(state.settings) && isStale(state, track)) return "predicted before the last change";
  const measured = state.measured[track.variant];
  return measured && isStale(state, measured) ? "predicted with the new settings" : "predicted";
}
