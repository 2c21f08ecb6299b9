// Whose lines the page says: those of the Rust program, or, to whoever has chosen Python, those of its
// listing in Python that do the same. Which they are was found by running both (tests/catalog/python/).
// Pure.

/** @import { Language, Program, State, Variant } from "./types.js" */

/**
 * What stands in files of lines: by variant, each line of the program and then the one that stands for it.
 * @type {Map<string, Map<string, Uint32Array>>}
 */
const known = new Map();

/** The file that says which lines of Python stand for those of a program; null if there is none. @param {Pick<Program, "python">} program */
export function linesFileOf({ python }) {
  return python && python.replace(/py$/, "lines");
}

/** Takes in a file of lines. @param {string} file @param {string} text */
export function keepLines(file, text) {
  known.set(file, readLines(text));
}

/** Is there anything known of a file of lines? @param {string} file */
export const hasLines = (file) => known.has(file);

/** @param {string} text  a line for each variant: `concurrent 54:8 55:9`. What begins with # is a comment. */
export function readLines(text) {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const [variant = "", ...pairs] = line.split(" ");
      return [variant, Uint32Array.from(pairs.flatMap((pair) => pair.split(":").map(Number)))];
    }),
  );
}

/**
 * The lines of Python in which a run of this variant is spoken of now, as `Run.say_lines_of` takes them;
 * null if it is spoken of in those of the program.
 * @param {Pick<State, "settings">} state
 * @param {string} [variant]  the chosen one, unless it is said
 */
export function twinLinesOf({ settings }, variant = settings?.variant) {
  const file = settings?.tab === "python" ? linesFileOf(settings.program) : null;
  return (file && known.get(file)?.get(variant ?? "")) || null;
}

/** The language in whose lines the chosen variant is spoken of. @param {Pick<State, "settings">} state @returns {Language} */
export function spokenLanguage(state) {
  return twinLinesOf(state) ? "python" : "rust";
}

/** The line that is said for one of the program. @param {State} state @param {number | null} line */
export function saidLine(state, line) {
  const lines = twinLinesOf(state);
  if (!lines || line === null) return line;
  const at = lines.findIndex((known, place) => place % 2 === 0 && known === line);
  return at === -1 ? null : (lines[at + 1] ?? null);
}

/** How a listing in Python begins the function of a variant; null if it has none. @param {string} text @param {Pick<Variant, "id">} variant */
export function definitionOf(text, { id }) {
  return new RegExp(`^(?:async )?def ${id.replaceAll("-", "_")}\\(`, "m").exec(text)?.[0] ?? null;
}

/**
 * The language of the listing that is shown: the one that somebody reads, unless Python has nothing for the
 * program or for the variant. A listing that does something else would not be what runs.
 * @param {Pick<State, "settings" | "listings">} state
 * @returns {Language}
 */
export function shownLanguage({ settings, listings }) {
  const file = settings?.tab === "python" && settings.program.python;
  if (!settings || !file) return "rust";
  const listing = listings[file];
  return listing?.state === "there" && definitionOf(listing.text, { id: settings.variant }) === null
    ? "rust"
    : "python";
}
