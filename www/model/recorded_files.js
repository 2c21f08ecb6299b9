// Of a run that was recorded elsewhere: the sources that it names, and what is to be said of it. Pure.

import { count } from "./format.js";
import { FOLDER } from "./recorded.js";

/** @import { LineReport, Listing, RecordedFile, RecordParts } from "./types.js" */

/** A file is shown up to this line. */
const MOST_LINES = 20_000;
/** Of so many files the lines are shown. */
const MOST_FILES = 500;

/** Why there is less to do here than with a program of the page. */
const ABSENT =
  "This run was recorded elsewhere, with a world that is not here: it cannot be run again, predicted or tried in other orders.";

/** Is it a listing of such a run? @param {string} path */
export function isItsListing(path) {
  return path.startsWith(FOLDER);
}

/**
 * The files of a run, those first whose text is there, and their listings. Of a file whose text is not,
 * there are empty lines up to the last one that the run names.
 * @param {RecordParts} parts
 * @param {readonly Pick<LineReport, "file" | "line">[]} lines  that the run names
 * @returns {{ files: RecordedFile[], first: RecordedFile, listings: Record<string, Listing> }}
 */
export function filesOf(parts, lines) {
  /** @type {Map<string, Set<number>>} */
  const named = new Map();
  for (const [number] of parts.sources) named.set(parts.files[number] ?? `file ${number}`, new Set());
  for (const { file, line } of lines) named.set(file, (named.get(file) ?? new Set()).add(line));
  if (named.size === 0) named.set("", new Set());
  const texts = new Map(
    [...parts.sources].map(([number, text]) => [parts.files[number] ?? `file ${number}`, text]),
  );
  /** @type {Record<string, Listing>} */
  const listings = {};
  const files = [...named].slice(0, MOST_FILES).map(([name, of]) => {
    const listing = FOLDER + name;
    const whole = texts.get(name);
    const last = Math.max(0, ...of);
    const text = whole === undefined ? "\n".repeat(Math.min(last, MOST_LINES)) : cut(whole);
    const isCut = whole === undefined ? last > MOST_LINES : text !== whole;
    listings[listing] = { state: "there", text, texts: textsAbout(parts) };
    return { name, listing, lines: of, language: languageOf(name), note: noteOf(name, whole, isCut) };
  });
  return { files, first: /** @type {RecordedFile} */ (files[0]), listings };
}

/** @param {string} text */
function cut(text) {
  let end = -1;
  for (let line = 0; line < MOST_LINES; line++) {
    end = text.indexOf("\n", end + 1);
    if (end === -1) return text;
  }
  return text.slice(0, end + 1);
}

/** @param {string} name @param {string | undefined} text @param {boolean} isCut */
function noteOf(name, text, isCut) {
  if (name === "") return "The run names no line of a source.";
  const end = isCut ? ` It is shown up to line ${count(MOST_LINES)}.` : "";
  if (text !== undefined) return end.trim();
  return `The run was saved without the text of ${name}: here are the numbers of its lines.${end}`;
}

/** @param {string} name @returns {RecordedFile["language"]} */
function languageOf(name) {
  if (/\.pyw?$/i.test(name)) return "python";
  return /\.rs$/i.test(name) ? "rust" : "plain";
}

/** @param {RecordParts} parts */
function textsAbout({ program, python, app }) {
  const by = [python && `CPython ${python} ran it`, app && `${app} recorded it`]
    .filter(Boolean)
    .join(", and ");
  return {
    question: `What did ${program || "it"} do while it waited?`,
    watch: [ABSENT],
    lesson: [],
    params: [],
    variants: [{ text: by && `${by}.`, line: 0 }],
  };
}

/** What is to be said of a run besides what its report says. @param {RecordParts} parts @returns {string[]} */
export function saidOf({ notes, missing, exit_code }) {
  const said = {
    "": "",
    end: "The file has no end, so nobody knows how the program ended: it was killed, perhaps, or went on. What was written by then is here.",
    cut: "The file is cut off. What came before that is here.",
    damaged: "The file is damaged. What came before the damage is here, and the rest is left out.",
  }[missing];
  const code = exit_code === 0 ? "" : `The program ended with exit code ${exit_code}.`;
  return [said, code, ...notes].filter((sentence) => sentence !== "");
}
