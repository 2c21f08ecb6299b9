// The address says what is shown: it is read when somebody comes or goes back,
// and written when they change something.

import { isOurs, readQuery, writeQuery } from "../model/url.js";
import { begin } from "../settled.js";

/** @import { Kit } from "./types.js" */

/** Browsers refuse an address that changes too often, so a drag writes the last one, ms. */
const PAUSE = 120;

/** Reads and writes the address of the page. @param {Pick<Kit, "state" | "tracks" | "measurer">} kit @returns {Kit["address"]} */
export function createAddress({ state, tracks, measurer }) {
  /** The address that is written next. @type {string | null} */
  let pending = null;
  let written = () => {};

  function read() {
    forgetPending();
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
      history.pushState(null, "", address);
    } else {
      if (pending === null) {
        written = begin("writing the address");
        setTimeout(writePending, PAUSE);
      }
      pending = address;
    }
  }

  function forgetPending() {
    pending = null;
    written();
  }

  function writePending() {
    if (pending !== null) history.replaceState(null, "", pending);
    forgetPending();
  }

  return { read, write };
}
