// Which runs are looked at, and how. This changes nothing about the runs. It
// is fetched with the timeline.

import { shownLanguage, spokenLanguage } from "../model/twin_lines.js";
import { release } from "../run/engine.js";
import { followLanguage, keepLanguage } from "./language.js";
import { set } from "./settings.js";

/** @import { Cursor, Inspected, Kept, Kit, Language, SavedRun, Settings, Track, Zoom } from "./types.js" */

/** What views of a run call. @param {Kit} kit */
export function createLooking(kit) {
  const { state, address, redraw } = kit;

  /** @param {Partial<Settings>} change @param {boolean} [isMoving] */
  function look(change, isMoving = false) {
    if (!state.settings) return;
    state.settings = { ...state.settings, ...change };
    if (!isMoving) address.write("replace");
    redraw();
  }

  /** @param {string} name */
  function showFile(name) {
    const shown = state.recorded?.files.find((file) => file.name === name);
    if (state.recorded && shown) state.recorded = { ...state.recorded, shown };
  }

  return {
    /** Shows the language that was chosen, from now on; for when the first settings are there. */
    followLanguage: () => followLanguage(kit),
    /** Looks at a moment; null is the end. @param {Cursor | null} cursor @param {boolean} [isMoving] */
    setCursor: (cursor, isMoving) => look({ cursor }, isMoving),
    /** Looks at the newest moment of a run while it goes on, unless there is a cursor. */
    follow() {
      state.follows = true;
      redraw();
    },
    /** Stops looking at a moment. */
    lookAway() {
      state.follows = false;
      look({ cursor: null });
    },
    /** @param {boolean} compare */
    setCompare: (compare) => set(kit, { compare }, "replace"),
    /** @param {Language} tab */
    setTab(tab) {
      keepLanguage(tab);
      set(kit, { tab }, "replace");
    },
    /** Shows a stretch of time; null is all of it. @param {Zoom | null} zoom */
    setZoom: (zoom) => look({ zoom }),
    /** What is laid over the lanes, as in the address. @param {string} layers */
    setLayers: (layers) => look({ layers }),
    /** @param {Inspected | null} inspected */
    inspect(inspected) {
      const { file = null } = inspected?.span ?? {};
      if (file !== null && inspected?.by !== "pointer") showFile(file);
      state.inspected = inspected;
      redraw();
    },
    /** @param {number | null} line @param {string | null} [file]  where a run has several */
    pointAtLine(line, file = null) {
      state.line = line;
      state.lineFile = file;
      redraw();
    },
    /** Marks a part of the longest chain, which is the critical path. @param {Zoom | null} link */
    pointAtLink(link) {
      state.link = link;
      redraw();
    },
    /** Frames the spans of a source line; null: of none. @param {number | null} line */
    frameLine(line) {
      state.framed = line;
      redraw();
    },
    /** Shows a file of a run that was recorded elsewhere. @param {string} name */
    showFile(name) {
      showFile(name);
      state.line = null;
      redraw();
    },
    /** Takes people to a line of the source that ran. @param {number} line @param {string | null} [file]  if that is known */
    showLine(line, file) {
      if (!state.settings) return;
      const { recorded } = state;
      if (file) showFile(file);
      else if (recorded && !recorded.shown.lines.has(line)) {
        showFile(recorded.files.find(({ lines }) => lines.has(line))?.name ?? "");
      }
      // A line of the program that Python has not is shown where it is.
      if (shownLanguage(state) !== spokenLanguage(state)) look({ tab: "rust" });
      state.line = line;
      state.lineFile = file ?? null;
      state.goal = { line };
      redraw();
    },
    /** Pins runs to the axis, see `runs/entries.js`. @param {string[]} entries */
    setWith: (entries) => look({ with: entries }),
    /** Shows a run that is pinned. @param {string} key  see `pinKey` @param {Track} track */
    showPinned(key, track) {
      state.pinned = { ...state.pinned, [key]: track };
      redraw();
    },
    /** Releases a run that is no longer pinned. @param {string} key */
    dropPinned(key) {
      const { [key]: gone, ...rest } = state.pinned;
      state.pinned = rest;
      release(gone?.recording);
      redraw();
    },
    /** Does a run go on, which opening another would stop? */
    isRunning: () => state.phase === "running",
    /** Shows a saved run in place of all that is shown. If it fails, nothing has changed. @param {SavedRun} saved @param {string} name */
    openSaved: async (saved, name) => (await import("./opening.js")).openSaved(kit, saved, name),
    /** Forgets runs that were made since the page was opened. @param {(kept: Kept) => boolean} isForgotten */
    forgetRuns(isForgotten) {
      state.history = state.history.filter((kept) => !isForgotten(kept));
      redraw();
    },
  };
}
