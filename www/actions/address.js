// The address says what is shown: it is read when somebody comes or goes back,
// and written when they change something.

import { isOwn } from "../model/own.js";
import { stored } from "../model/stored.js";
import { isOurs, readQuery, writeQuery } from "../model/url.js";
import { begin, during } from "../settled.js";

/** @import { Kit } from "./types.js" */

/** Browsers refuse an address that changes more often than this, ms. */
const PAUSE = 120;
const KEY = "coroscope-address";

/** Reads and writes the address of the page. @param {Pick<Kit, "state" | "tracks" | "measurer" | "complain" | "own">} kit @returns {Kit["address"]} */
export function createAddress({ state, tracks, measurer, complain, own }) {
  /** The address that is written next. @type {string | null} */
  let pending = null;
  let written = () => {};
  let writtenAt = -Infinity;
  /** The entry of the history that is shown. */
  let entry = 0;
  // What is written while a reload goes on can cost the entry its state: only its tab knows it then.
  let isReloaded = navigation()?.type === "reload";

  addEventListener("pagehide", () => {
    writePending();
    // A browser that reloads has taken the address before.
    leave(location.search + location.hash);
  });

  /** For when the entry is shown again. @param {string} address */
  function leave(address) {
    stored("sessionStorage", (storage) => storage.setItem(KEY, JSON.stringify([entry, address])));
  }

  function read() {
    // Only the entry that is shown can be written.
    if (pending !== null) leave(pending);
    forgetPending();
    const [of, left] = stored("sessionStorage", (storage) => JSON.parse(storage.getItem(KEY) ?? "[]")) ?? [];
    const known = history.state?.entry ?? (isReloaded ? of : null);
    isReloaded = false;
    entry = known ?? Math.random();
    if (of === entry) stored("sessionStorage", (storage) => storage.removeItem(KEY));
    history.replaceState({ entry }, "", (of === entry && left) || null);
    if (address.again?.(entry)) return;
    const { settings, notices, unknown } = readQuery(location.search, state.catalog);
    if (state.settings?.program !== settings.program) {
      tracks.forgetAll();
      state.goal = null;
    }
    state.settings = settings;
    if (settings.guess) state.guess = { stage: "asking", program: settings.program.id };
    else if (state.guess?.stage === "asking") state.guess = null;
    state.notices = notices;
    state.errors = {};
    // What could not be shown is left out of the address, and so is what strangers have added.
    if (notices.length + unknown.length > 0 || !isOurs(location.search, settings.program)) write("replace");
    if (unknown.length > 0) {
      during("reading the address", import("../model/strangers.js")).then(({ mistakes }) => {
        for (const mistake of mistakes(unknown, settings.program, state.catalog)) {
          complain(new Error(mistake));
        }
      }, complain);
    }
    if (isOwn(settings)) {
      during("reading the address", own()).then(({ read }) => read(), complain);
    }
    measurer.rest();
  }

  /** @param {"push" | "replace"} how */
  function write(how) {
    if (!state.settings) return;
    const next = address.query(state.settings) + address.fragment(state.settings);
    if (how === "push") {
      // The entry of the history that is left keeps its last settings.
      writePending();
      entry = Math.random();
      history.pushState({ entry }, "", next);
      return;
    }
    const isFirst = pending === null;
    pending = next;
    // A reload takes the address as it was when it began, and the last words of the page may be too late.
    leave(pending);
    if (!isFirst) return;
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

  /** @type {Kit["address"]} */
  const address = { read, write, query: writeQuery, fragment: () => location.hash };
  return address;
}

function navigation() {
  const [first] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming | undefined} */ (first);
}
