// The source that runs, and the same in Python with the values of the moment. Lines that caused spans
// carry the colours of the tasks that were at them.

import { byId, h, motion, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { colourOfLane } from "../model/colours.js";
import { isOwn } from "../model/own.js";
import { isRecorded } from "../model/recorded.js";
import { aboutOf, spokenTrack } from "../model/state.js";
import { saidLine, shownLanguage, spokenLanguage } from "../model/twin_lines.js";
import { linesOfTasks } from "../run/spans.js";
import { whenNeeded } from "../ui/lazy.js";
import { linesOf, patchLines } from "./lines.js";

/** @import { App, Language, Listing, Program, RecordedFile, Render, RunReport, State } from "./types.js" */

/** More colours than this on a line could not be distinguished. */
const MOST_MARKS = 4;

/** To whoever reads Python. */
const NO_TWIN = "Python has nothing that would be the same as this program, so it is shown in Rust.";

/** @param {App} app @returns {Render} */
export function createSource(app) {
  const listing = byId("listing");
  const tabs = { rust: byId("tab-rust"), python: byId("tab-python") };
  /** @type {HTMLElement[]} */
  let lines = [];
  /** @type {State["goal"]} */
  let reached = null;

  for (const [name, tab] of Object.entries(tabs)) {
    const other = name === "rust" ? tabs.python : tabs.rust;
    tab.removeAttribute("disabled");
    tab.addEventListener("click", () => app.setTab(/** @type {Language} */ (name)));
    tab.addEventListener("keydown", (event) => {
      if ((event.key !== "ArrowLeft" && event.key !== "ArrowRight") || other.hidden) return;
      other.click();
      other.focus();
    });
  }

  const label = whenChanged(
    (
      /** @type {Program} */ program,
      /** @type {Language} */ language,
      /** @type {string} */ file,
      /** @type {boolean} */ isMissed,
    ) => {
      byId("caption").hidden = language === "rust" && !isMissed;
      if (isMissed && program.python === null) setText(byId("caption"), NO_TWIN);
      setText(byId("file"), file);
      tabs.python.hidden = program.python === null;
      for (const [name, button] of Object.entries(tabs)) {
        setAttribute(button, "aria-selected", String(name === language));
        button.tabIndex = name === language ? 0 : -1;
      }
      setAttribute(listing, "aria-labelledby", `tab-${language}`);
    },
  );

  /** The listing in Python, with values in it. @type {string | null} */
  let twin = null;
  const inPython = whenNeeded(
    (/** @type {State} */ { settings }) => settings?.tab === "python" && settings.program.python !== null,
    async () => (await import("./twin.js")).createTwin(app, (text) => (twin = text)),
    app,
  );

  /** The listing whose lines are there. @type {Listing | undefined} */
  let drawn;
  /** To ask for it lays out the page, in the middle of a frame. */
  let isScrolled = false;
  listing.addEventListener("scroll", () => (isScrolled = listing.scrollTop > 0), { passive: true });
  /** @param {number} top */
  const scroll = (top) => {
    isScrolled = true;
    listing.scrollTop = top;
  };

  const list = whenChanged(
    (
      /** @type {RecordedFile["language"]} */ language,
      /** @type {Listing | undefined} */ source,
      /** @type {string | null} */ text,
    ) => {
      // Until the listing is there, the one before it keeps its space, unseen.
      const isComing = source?.state === "coming" || (source?.state === "there" && text === null);
      setAttribute(listing, "aria-busy", isComing ? "true" : null);
      // What follows a slider stays where it is.
      if (source && source === drawn && text !== null) return patchLines(lines, language, text);
      lines = [];
      drawn = undefined;
      if (source?.state === "failed") {
        listing.replaceChildren(
          h("p", { class: "missing" }, source.problem),
          h(
            "button",
            { type: "button", class: "small", "data-testid": "fetch-again", click: app.fetchAgain },
            "Try again",
          ),
        );
      }
      if (text === null) return;
      drawn = source;
      lines = linesOf(language, text);
      listing.replaceChildren(...lines);
      if (isScrolled) scroll(0);
    },
  );

  const mark = whenChanged(
    (
      /** @type {boolean} */ isSpoken,
      /** @type {HTMLElement[]} */ lines,
      /** @type {RunReport | undefined} */ report,
    ) => {
      const found = isSpoken && report ? linesOfTasks(report) : new Map();
      lines.forEach((line, index) => {
        const lanes = [...(found.get(index + 1) ?? [])];
        const key = lanes.slice(0, MOST_MARKS + 1).join();
        if (line.dataset["lanes"] === key) return;
        line.dataset["lanes"] = key;
        const colours = [...new Set(lanes.map(colourOfLane))].slice(0, MOST_MARKS);
        line.firstElementChild?.replaceChildren(
          ...colours.map((colour) => h("i", { class: `task-${colour}` })),
        );
      });
    },
  );

  const entry = whenChanged((/** @type {HTMLElement[]} */ lines, /** @type {number | null} */ entryLine) => {
    if (entryLine !== null) scrollTo(entryLine, 0.1);
    lines.forEach((line, index) => line.classList.toggle("entry", index + 1 === entryLine));
  });

  const point = whenChanged(
    (
      /** @type {HTMLElement[]} */ lines,
      /** @type {number | null} */ pointed,
      /** @type {boolean} */ isFirm,
    ) => {
      lines.forEach((line, index) => line.classList.toggle("pointed", index + 1 === pointed));
      if (pointed !== null && isFirm) scrollTo(pointed, 0.4);
    },
  );

  /** Goes to a line as soon as it is there. @param {State["goal"]} goal */
  const goTo = (goal) => {
    const element = goal && goal !== reached && lines[goal.line - 1];
    if (!element) return;
    reached = goal;
    scroll(element.offsetTop - listing.offsetTop - listing.clientHeight / 2);
    listing.focus({ preventScroll: true });
    const { top, bottom } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight * 0.85) {
      listing.scrollIntoView({ block: "center", behavior: motion() });
    }
  };

  /** Scrolls the listing, never the page. @param {number} line @param {number} part */
  function scrollTo(line, part) {
    const element = lines[line - 1];
    if (!element) return;
    const top = element.offsetTop - listing.offsetTop;
    const { scrollTop, clientHeight } = listing;
    if (top > scrollTop + 24 && top < scrollTop + clientHeight - 48) return;
    scroll(top - clientHeight * part);
  }

  return (state) => {
    const { settings, inspected } = state;
    if (!settings) return;
    const { program } = settings;
    const tab = shownLanguage(state);
    const shown = (isRecorded(settings) && state.recorded?.shown) || null;
    const file = shown?.listing ?? ((tab === "python" && program.python) || program.rust);
    const source = state.listings[file];
    const isMissed = settings.tab === "python" && tab === "rust" && !isOwn(settings) && !shown;
    label(program, tab, shown?.name ?? file, isMissed);
    inPython(state);
    // A person's own has an editor, unless that cannot be had.
    if (isOwn(settings) && listing.hidden) return;
    list(
      isOwn(settings) ? "python" : (shown?.language ?? tab),
      source,
      tab === "python" ? twin : source?.state === "there" ? source.text : null,
    );
    // Which of several files a line is of, is known to those who mark lines at the cursor.
    const isSpoken = tab === spokenLanguage(state);
    mark(isSpoken, lines, shown ? undefined : spokenTrack(state)?.report);
    entry(lines, isSpoken ? saidLine(state, aboutOf(state)?.line ?? null) : null);
    const span = shown && inspected?.span?.file !== shown.name ? null : inspected?.span;
    const named = state.line ?? span?.line ?? null;
    const line = shown && isOfAnother(state, named) ? null : named;
    point(
      lines,
      isSpoken ? line : null,
      state.line !== null || (inspected !== null && inspected.by !== "pointer"),
    );
    goTo(state.goal);
  };
}

/** Is it a line of another file of the run than the one that is shown? @param {State} state @param {number | null} line */
function isOfAnother({ recorded, line: named, lineFile }, line) {
  if (!recorded || line === null) return false;
  if (line === named && lineFile) return lineFile !== recorded.shown.name;
  if (recorded.shown.lines.has(line)) return false;
  return recorded.files.some(({ lines }) => lines.has(line));
}
