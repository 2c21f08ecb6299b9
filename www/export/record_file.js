// What a recorder has written beside the rows: what the record is of, its sources, and what is missing.
// The rows are for the wasm module, `Run.from_bytes`, which reads the whole file and says what is wrong
// with it; this believes nothing either. `docs/FORMAT.md` describes the file. Pure.

import { checksum } from "./crc.js";

/** @import { RecordParts } from "./types.js" */

/** The first line of the file of a record. */
const MAGIC = "coroscope-run 2\n";
/** The second line has at most this many bytes. */
const MOST_HEAD = 64 * 1024;
/** Of a text in the head, this many characters are shown. */
const LONGEST = 200;
/** More notes, and names of files, than this are left out. */
const MOST_NOTES = 20;
const MOST_FILES = 10_000;

const decoder = new TextDecoder();

/** Is it the file of a record? @param {Uint8Array} bytes */
export function isRecord(bytes) {
  return decoder.decode(bytes.subarray(0, MAGIC.length)) === MAGIC;
}

/**
 * What is beside the rows, up to the first chunk that is not whole.
 * @param {Uint8Array} bytes  of which `isRecord` is true
 * @returns {RecordParts}
 * @throws {Error} a sentence that says what is wrong
 */
export function partsOf(bytes) {
  const end = bytes.subarray(MAGIC.length, MAGIC.length + MOST_HEAD).indexOf(10);
  if (end === -1) throw new Error("This file is damaged: the line that says what it is cannot be read.");
  /** @type {RecordParts} */
  const parts = {
    ...headOf(decoder.decode(bytes.subarray(MAGIC.length, MAGIC.length + end))),
    files: [],
    sources: new Map(),
    notes: [],
    end: null,
    exit_code: 0,
    missing: "end",
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = MAGIC.length + end + 1; at < bytes.length && parts.end === null;) {
    const length = at + 5 <= bytes.length ? view.getUint32(at + 1, true) : bytes.length;
    const next = at + 5 + length;
    if (next + 4 > bytes.length) return { ...parts, missing: "cut" };
    if (checksum(bytes.subarray(at, next)) !== view.getUint32(next, true)) {
      return { ...parts, missing: "damaged" };
    }
    take(parts, String.fromCharCode(bytes[at] ?? 0), bytes.subarray(at + 5, next));
    at = next + 4;
  }
  return { ...parts, missing: parts.end === null ? "end" : "" };
}

/** @param {RecordParts} parts @param {string} kind @param {Uint8Array} content */
function take(parts, kind, content) {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (kind === "F") texts(content, view, parts.files);
  else if (kind === "S" && content.length >= 4) {
    parts.sources.set(view.getUint32(0, true), decoder.decode(content.subarray(4)));
  } else if (kind === "N" && parts.notes.length < MOST_NOTES) {
    parts.notes.push(decoder.decode(content).slice(0, 10 * LONGEST));
  } else if (kind === "E" && content.length === 21) {
    parts.end = view.getUint8(0);
    parts.exit_code = view.getInt32(17, true);
  }
}

/** Adds texts that stand one after another. @param {Uint8Array} content @param {DataView} view @param {string[]} to */
function texts(content, view, to) {
  for (let at = 0; at + 4 <= content.length && to.length < MOST_FILES;) {
    const length = view.getUint32(at, true);
    to.push(decoder.decode(content.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
}

/** @param {string} line */
function headOf(line) {
  /** @type {any} */
  let head;
  try {
    head = JSON.parse(line);
  } catch {
    throw new Error("This file is damaged: the line that says what it is cannot be read.");
  }
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");
  return { program: text(head?.program), python: text(head?.python), app: text(head?.app) };
}
