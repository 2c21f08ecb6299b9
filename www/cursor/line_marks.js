// Marks on the lines of the listing: the tasks that are at a line at the cursor,
// and the spans that a line caused.

import { byId, h, motion, setAttribute, setText } from "../ui/dom.js";
import { colourOfLane } from "../model/colours.js";
import { trackKey } from "../model/slots.js";
import { isRecorded } from "../model/recorded.js";
import { spokenTrack } from "../model/state.js";
import { shownLanguage, spokenLanguage } from "../model/twin_lines.js";
import { spanAt } from "../run/spans.js";
import { askAll, momentOf } from "./moments.js";

/** @import { App, LineReport, Moment, Render, RunReport, State, Track } from "./types.js" */

/** More colours than this on a line could not be distinguished. */
const MOST_MARKS = 4;
/** More tasks than this on one line are counted instead of named. */
const MOST_NAMED = 3;

/** @param {App} app @returns {Render} */
export function createLineMarks(app) {
  const listing = byId("listing");
  const status = h("p", { class: "sr-only", role: "status", "data-testid": "line-status" });
  listing.after(status);
  /** @type {State | null} */
  let state = null;
  /** The lines that caused spans, by number. @type {Map<number, LineReport>} */
  let found = new Map();
  /** What is drawn into the listing. @type {{ first: Element | null, report: RunReport | null, moment: Moment | null, framed: number | null }} */
  let drawn = { first: null, report: null, moment: null, framed: null };

  /** The listing whose line is framed. */
  let framedOf = "";

  const lines = () => [...listing.querySelectorAll(":scope > .line")];

  // -- Mouse and keyboard ------------------------------------------------------

  listing.addEventListener("click", (event) => {
    // A selection of text is no click on the line.
    if (!getSelection()?.isCollapsed) return;
    const line = /** @type {Element} */ (event.target).closest(".line");
    const number = line ? lines().indexOf(line) + 1 : 0;
    if (found.has(number)) toggle(number);
  });
  listing.addEventListener("keydown", (event) => {
    const button = /** @type {HTMLElement} */ (event.target);
    if (!button.classList.contains("line-button")) return;
    const all = /** @type {HTMLElement[]} */ ([...listing.querySelectorAll(".line-button")]);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = by && all[all.indexOf(button) + by];
    if (!next) return;
    event.preventDefault();
    for (const other of all) other.tabIndex = other === next ? 0 : -1;
    next.focus();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && state?.framed != null && !state.inspected) frame(null);
  });

  /** Frames the spans of a line; null: of none. @param {number | null} line */
  function frame(line) {
    if (!state) return;
    framedOf = programOf(state);
    app.frameLine(line);
  }

  /** @param {number} number */
  function toggle(number) {
    const line = found.get(number);
    const track = state && spokenTrack(state);
    if (!state || !line || !track) return;
    if (state.framed === number) {
      app.inspect(null);
      return frame(null);
    }
    frame(number);
    const span = spanAt(track, line.lane, line.at_ms);
    if (span) {
      app.inspect({
        track: trackKey(track),
        lane: line.lane,
        at: (span.from_ms + span.to_ms) / 2,
        span,
        by: "pinned",
      });
    }
    bringIntoView(track, line.lane);
  }

  // -- What is shown -----------------------------------------------------------

  /** Marks the lines that have spans. @param {Element[]} all @param {boolean} isSpoken */
  function markLines(all, isSpoken) {
    let isFirst = true;
    all.forEach((line, index) => {
      const of = isSpoken ? found.get(index + 1) : undefined;
      let button = /** @type {HTMLButtonElement | null} */ (line.querySelector(".line-button"));
      line.classList.toggle("has-spans", of !== undefined);
      if (!of) return button?.remove();
      if (!button) {
        button = h("button", {
          type: "button",
          class: "line-button",
          tabindex: isFirst ? 0 : -1,
          "data-testid": `spans-of-line-${index + 1}`,
        });
        line.children[1]?.after(button);
      }
      isFirst = false;
      setAttribute(button, "aria-label", `Line ${index + 1}: ${of.text}`);
      setAttribute(button, "title", `${of.text}: show ${of.spans === 1 ? "it" : "them"}`);
      setAttribute(button, "aria-pressed", String(state?.framed === index + 1));
    });
  }

  /** Marks the lines of one of several files with the colours of the tasks that were at them. @param {Element[]} all */
  function markTasks(all) {
    all.forEach((line, index) => {
      const lanes = found.get(index + 1)?.lanes ?? [];
      const colours = [...new Set(lanes.map(colourOfLane))].slice(0, MOST_MARKS);
      line.firstElementChild?.replaceChildren(
        ...colours.map((colour) => h("i", { class: `task-${colour}` })),
      );
    });
  }

  /** Marks the line whose spans are framed. @param {Element[]} all @param {number | null} framed */
  function markFramed(all, framed) {
    all.forEach((line, index) => {
      const isFramed = index + 1 === framed;
      line.classList.toggle("framed", isFramed);
      const note = line.querySelector(".line-note");
      if (!isFramed) return note?.remove();
      const text = found.get(index + 1)?.text ?? "";
      if (note) setText(note, text);
      else line.append(h("span", { class: "line-note" }, text));
    });
    setText(status, framed === null ? "" : `Line ${framed}: ${found.get(framed)?.text ?? ""}.`);
  }

  /** Lights the lines that the last poll went through. @param {Element[]} all @param {Moment | null} moment @param {(file: string) => boolean} isShown */
  function light(all, moment, isShown) {
    const acted = (moment?.acted ?? []).filter(({ file }) => isShown(file));
    const lanes = new Map(acted.map(({ line, lane }) => [line, lane]));
    all.forEach((line, index) => {
      const lane = lanes.get(index + 1);
      line.className = line.className.replace(/ ?acted-\d/g, "");
      line.classList.toggle("acted", lane !== undefined);
      if (lane !== undefined) line.classList.add(`acted-${colourOfLane(lane)}`);
    });
  }

  /** Marks the lines at which tasks are. @param {Element[]} all @param {Moment | null} moment @param {(file: string) => boolean} isShown */
  function markStanding(all, moment, isShown) {
    /** @type {Map<number, Moment["tasks"]>} */
    const standing = new Map();
    for (const task of moment?.tasks ?? []) {
      if (task.line === null || !isShown(task.file ?? "")) continue;
      standing.set(task.line, [...(standing.get(task.line) ?? []), task]);
    }
    all.forEach((line, index) => {
      const tasks = standing.get(index + 1) ?? [];
      const key = tasks.map((task) => `${task.id} ${task.name} ${task.state}`).join();
      const place = /** @type {HTMLElement | null} */ (line.querySelector(".standing"));
      if ((place?.dataset["key"] ?? "") === key) return;
      place?.remove();
      line.className = line.className.replace(/ ?stands-\d/g, "");
      line.classList.toggle("stands", tasks.length > 0);
      const [first] = tasks;
      if (!first) return;
      line.classList.add(`stands-${colourOfLane(first.lane)}`);
      line.append(
        h(
          "span",
          { class: "standing", "data-key": key },
          ...tasks.slice(0, MOST_NAMED).map((task) =>
            h(
              "span",
              {
                class: `stander task-${colourOfLane(task.lane)}`,
                "data-task": task.id,
                title: task.words.replaceAll("`", ""),
              },
              h("span", { class: "name" }, task.name),
            ),
          ),
          tasks.length > MOST_NAMED
            ? h("span", { class: "stander" }, `and ${tasks.length - MOST_NAMED} more`)
            : null,
        ),
      );
    });
  }

  return (now) => {
    state = now;
    // The number of a line means nothing in another program.
    if (now.framed !== null && framedOf !== programOf(now)) frame(null);
    const track = spokenTrack(now);
    const isSpoken = shownLanguage(now) === spokenLanguage(now);
    const all = lines();
    const report = (isSpoken && track?.report) || null;
    const moment = (isSpoken && now.settings?.cursor !== null && momentOf(app, now)?.moment) || null;
    const next = { first: all[0] ?? null, report, moment, framed: isSpoken ? now.framed : null };
    const isShown = shownBy(now);
    const isOther = next.first !== drawn.first;
    if (!report) found = new Map();
    if (report && track && (isOther || report !== drawn.report)) {
      const reports = askAll(app, track, (run) => run.lines());
      // As long as the run cannot be asked, nothing is drawn, and the next frame asks again.
      if (!reports) return;
      found = new Map(reports.filter(({ file }) => isShown(file)).map((line) => [line.line, line]));
    }
    if (isOther || report !== drawn.report || next.framed !== drawn.framed) {
      markLines(all, isSpoken);
      if (isRecorded(now.settings)) markTasks(all);
      markFramed(all, next.framed);
    }
    if (isOther || moment !== drawn.moment) {
      markStanding(all, moment, isShown);
      light(all, moment, isShown);
    }
    drawn = next;
  };
}

/** Scrolls to a lane. @param {Track} track @param {number} lane */
function bringIntoView(track, lane) {
  const body = document.querySelector(`[data-track="${trackKey(track)}"] .track-body`);
  if (!body) return;
  const y = (body.scrollHeight * (lane + 0.5)) / Math.max(1, track.report.lanes);
  if (y < body.scrollTop || y > body.scrollTop + body.clientHeight) {
    body.scrollTop = y - body.clientHeight / 2;
  }
  const { top, bottom } = body.getBoundingClientRect();
  if (bottom < 40 || top > innerHeight - 40) body.scrollIntoView({ block: "center", behavior: motion() });
}

/** @param {State} state */
function programOf({ settings, recorded }) {
  const file = isRecorded(settings) ? recorded?.shown.listing : "";
  return `${settings?.program.id} ${settings?.variant} ${settings?.tab} ${file}`;
}

/** Is it the file whose lines are shown? @param {State} state @returns {(file: string) => boolean} */
function shownBy(state) {
  const { settings, recorded } = state;
  // A run that was recorded elsewhere can have several files that are called the same in their folders.
  if (isRecorded(settings)) return (file) => file === recorded?.shown.name;
  const { rust = "", python = null } = settings?.program ?? {};
  const shown = nameOf((shownLanguage(state) === "python" && python) || rust);
  return (file) => nameOf(file) === shown;
}

/** The last part of a path. @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}
