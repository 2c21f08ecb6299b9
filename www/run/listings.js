// The listings of the programs: fetched when a program is chosen, and shown only
// if they are the source that runs.

import { isOwn } from "../model/own.js";
import { PYTHON_TEXTS, speakPython } from "../model/state.js";
import { begin } from "../settled.js";

/** @import { Engine, Listing, OwnState, Page, Program } from "./types.js" */

/** The files that were fetched or are being fetched. @type {Map<string, Promise<string>>} */
const texts = new Map();

/** The programs, as a test in Rust sees. */
const PROGRAMS = [
  "greetings",
  "lifecycle",
  "posts-and-users",
  "downloads",
  "countdown",
  "top-stories",
  "taking-turns",
  "blocking",
  "cooperation",
  "gather-and-wait",
  "futures",
  "cancellation",
  "prefix-filter",
  "receiver",
  "kitchen",
  "processes",
  "threads",
  "chess",
  "job-queue",
  "scale",
];

/** Fetches the listing of a program before the catalog is there, if there is such a program. @param {string} program */
export function fetchEarly(program) {
  if (!PROGRAMS.includes(program)) return;
  // A failure is reported when the page asks for it.
  fetchListing(`${program.replaceAll("-", "_")}.rs`).catch(() => {});
}

/** Fetches a file of the programs, once. @param {string} file */
export function fetchListing(file) {
  const known = texts.get(file);
  if (known) return known;
  const text = load(file, "default");
  texts.set(file, text);
  // The next call tries again.
  text.catch(() => texts.delete(file));
  return text;
}

/** The name of a file, without its folders. @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);

/** A file that is no listing says nothing of a program. */
const NONE = { question: "", watch: [], lesson: [], variants: [], params: [] };

/** It could not be fetched. */
class FetchError extends Error {
  /** @param {unknown} reason */
  constructor(reason) {
    super(
      `The listing could not be loaded: ${reason instanceof Error ? reason.message : reason}. The program runs all the same.`,
    );
  }
}

/** @param {string} file @param {RequestCache} cache */
async function load(file, cache) {
  const url = new URL(`../pkg/programs/${file}`, import.meta.url);
  const response = await fetch(url, { cache }).catch((error) => {
    throw new FetchError(error);
  });
  if (!response.ok) throw new FetchError(`the server answered ${response.status}`);
  return response.text();
}

/**
 * @param {OwnState} state
 * @param {Engine} engine
 * @param {Page} page
 */
export function createListings(state, engine, { redraw, complain }) {
  /** @param {Program} program @param {string} path  of the file, in the crate */
  async function fetchOne(program, path) {
    if (state.listings[path]) return;
    put(path, { state: "coming" });
    const done = begin("fetching a listing");
    try {
      put(path, await read(program, nameOf(path)));
    } catch (error) {
      put(path, { state: "failed", problem: error instanceof Error ? error.message : String(error) });
    }
    done();
  }

  /** @param {string} path @param {Listing} listing */
  function put(path, listing) {
    state.listings = { ...state.listings, [path]: listing };
    redraw();
  }

  /** @param {Program} program @param {string} file @returns {Promise<Listing>} */
  async function read(program, file) {
    try {
      return await describe(program, await fetchListing(file));
    } catch (error) {
      if (error instanceof FetchError) throw error;
      // It is of another version: an old one may be in the browser's cache.
      texts.delete(file);
    }
    try {
      return await describe(program, await load(file, "reload"));
    } catch (error) {
      complain(error);
      throw error;
    }
  }

  /** @param {Program} program @param {string} text @returns {Promise<Listing>} */
  async function describe(program, text) {
    const { wasm } = await engine.complete(program.id);
    return { state: "there", text, texts: wasm.describe(program.id, text) };
  }

  /** Fetches what is said of programs to whoever reads Python. Without it, what is said to all is said. */
  async function fetchTexts() {
    if (state.listings[PYTHON_TEXTS]) return;
    put(PYTHON_TEXTS, { state: "coming" });
    const done = begin("fetching the texts for Python");
    try {
      // Unlike a listing it does not show of which version it is.
      const text = load(nameOf(PYTHON_TEXTS), "no-cache");
      const { keepTexts, textsInPython } = await import("../model/python_texts.js");
      keepTexts(await text);
      speakPython(textsInPython);
      put(PYTHON_TEXTS, { state: "there", text: "", texts: NONE });
    } catch (error) {
      put(PYTHON_TEXTS, { state: "failed", problem: String(error) });
    }
    done();
  }

  return {
    /** Fetches the listings that are to be shown, unless that was done. */
    fetch() {
      if (!state.settings) return;
      const { program, tab } = state.settings;
      // A person's own is there already.
      if (isOwn(state.settings)) return;
      fetchOne(program, program.rust);
      if (tab !== "python" || !program.python) return;
      fetchOne(program, program.python);
      fetchTexts();
    },

    /** Lets failed listings be fetched again. */
    forgetFailed() {
      state.listings = Object.fromEntries(
        Object.entries(state.listings).filter(([, listing]) => listing.state !== "failed"),
      );
    },
  };
}
