// The address says what is shown: it is read when somebody comes or goes back,
// and written when they change something.

import { isOurs, readQuery, writeQuery } from "../model/url.js";
import { begin } from "../settled.js";

/** @import { Kit } from "./types.js" */

/** Browsers refuse an address that changes too often, so a drag writes no more often than this, ms. */
const PAUSE = 120;
/** Where a page that goes away leaves its address. */
const KEY = "coroscope-address";

/** Reads and writes the address of the page. @param {Pick<Kit, "state" | "tracks" | "measurer">} kit @returns {Kit["address"]} */
export function createAddress({ state, tracks, measurer }) {
  /** The address that is written next. @type {string | null} */
  let pending = null;
  let written = () => {};
  let writtenAt = -Infinity;
  /** Names the entry of the history that is shown. A reload does not change it. */
  let entry = 0;
  /** What was to be written when an entry was left: only the entry that is shown can be written. @type {Map<number, string>} */
  const left = new Map();

  addEventListener("pagehide", () => {
    writePending();
    // A browser that reloads takes the address from before it began to, so the next page needs a note.
    leaveNote([entry, location.search + location.hash]);
  });

  function read() {
    if (pending !== null) left.set(entry, pending);
    forgetPending();
    entry = history.state?.entry ?? Math.random();
    const [noted, address] = takeNote();
    const unwritten = noted === entry ? address : left.get(entry);
    left.delete(entry);
    history.replaceState({ entry }, "", unwritten || null);
    const { settings, notices } = readQuery(location.search, state.catalog);
    if (state.settings?.program !== settings.program) {
      tracks.forgetAll();
      state.goal = null;
    }
    state.settings = settings;
    state.notices = notices;
    state.errors = {};
    // What could not be shown is left out of the address, and so is what strangers have added.
    if (notices.length > 0 || !isOurs(location.search, settings.program)) write("replace");
    measurer.rest();
  }

  /** @param {"push" | "replace"} how */
  function write(how) {
    if (!state.settings) return;
    const address = writeQuery(state.settings) + location.hash;
    if (how === "push") {
      // The entry of the history that is left keeps its last settings.
      writePending();
      entry = Math.random();
      history.pushState({ entry }, "", address);
      return;
    }
    const isFirst = pending === null;
    pending = address;
    if (!isFirst) return;
    // At once if possible: who knows when the page goes away.
    if (performance.now() - writtenAt >= PAUSE) return writePending();
    written = begin("writing the address");
    setTimeout(writePending, PAUSE);
  }

  function forgetPending() {
    pending = null;
    written();
  }

  function writePending() {
    if (pending !== null) {
      history.replaceState({ entry }, "", pending);
      writtenAt = performance.now();
    }
    forgetPending();
  }

  return { read, write };
}

/** Leaves an entry of the history and its address to the next page. @param {[number, string]} note */
function leaveNote(note) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(note));
  } catch {
    // Storage may be turned off. Then the last step of a drag is lost.
  }
}

/** Takes what the page before has left. @returns {[number, string] | []} */
function takeNote() {
  try {
    const note = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    sessionStorage.removeItem(KEY);
    return note;
  } catch {
    return [];
  }
}
