// A measured run as a file: a line that says what it is, a line of JSON with
// the settings, and then the trace as the wasm module writes it. Pure.

import { count } from "../model/format.js";
import { OWN, isOwn } from "../model/own.js";
import { parse, print } from "../model/params.js";
import { recordedProgram } from "../model/recorded.js";
import { settingsKey } from "../model/state.js";
import { endOf } from "../run/python_record.js";
import { checksum } from "./crc.js";
import { headOf, sourcesOf, worthOf } from "./head.js";

/** @import { Program, RecordParts, RunToSave, SavedRun, Settings, Values } from "./types.js" */

/** The end of the name of such a file. */
export const ENDING = ".coroscope";
/** Every such file begins with this, followed by the version of the format. */
const MAGIC = "coroscope-run ";
const VERSION = 1;
/** A larger file is refused: the largest record takes a tenth of this, bytes. */
export const MOST_BYTES = 64 * 1024 * 1024;
/** The first two lines have at most this many bytes: there can be many picks. */
const MOST_HEAD = 4 * 1024 * 1024;

/**
 * @param {RunToSave} run
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function pack({ settings, where, life, began, app, step, away, python, trace }) {
  const head = {
    program: settings.program.id,
    variant: settings.variant,
    values: settings.values,
    order: settings.order,
    where,
    life,
    began: isoOf(began) || null,
    app,
    // A person's own listing, and what Python said of it.
    ...(isOwn(settings) && { code: settings.code, python }),
    // What the times are worth. Older versions did not say, and do not mind.
    step,
    away,
    bytes: trace.length,
    check: checksum(trace),
  };
  const lines = new TextEncoder().encode(`${MAGIC}${VERSION}\n${JSON.stringify(head)}\n`);
  const all = new Uint8Array(lines.length + trace.length);
  all.set(lines);
  all.set(trace, lines.length);
  return all;
}

/**
 * Reads what `pack` wrote. The bytes may be anything.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {readonly Program[]} catalog
 * @returns {SavedRun}
 * @throws {Error} a sentence that says what is wrong
 */
export function unpack(bytes, catalog) {
  checkSize(bytes.length);
  const [first, rest] = firstLine(bytes);
  if (!first.startsWith(MAGIC)) throw new Error(notOurs(bytes));
  const version = first.slice(MAGIC.length);
  if (version !== String(VERSION)) throw new Error(otherVersion(version));
  const [line, trace] = firstLine(rest);
  const head = headOf(line);
  const { program: id, variant, values, order, where, life } = head;
  const missing = head.bytes - trace.length;
  if (missing > 0) {
    throw new Error(
      `This file is cut off: ${count(missing)} of its ${count(bytes.length + missing)} bytes are missing.`,
    );
  }
  if (missing < 0 || checksum(trace) !== head.check) {
    throw new Error("This file is damaged: its bytes are not those that were saved.");
  }

  const isElsewhere = head.elsewhere === true;
  const program = isElsewhere ? undefined : catalog.find((program) => program.id === id);
  if (!program) {
    const parts = {
      ...NOTHING,
      ...sourcesOf(head.sources),
      program: isElsewhere && variant ? `${quote(id)}, ${quote(variant)}` : quote(id),
      app: head.app ? `Coroscope ${quote(String(head.app))}` : "",
    };
    const notes = isElsewhere
      ? []
      : [`It is a run of the program “${quote(id)}”, which this page does not have.`];
    return recordedRun({ ...parts, notes }, bytes, { trace, life, ...worthOf(head) });
  }
  if (!program.variants.some((known) => known.id === variant)) {
    throw new Error(
      `This is a run of the variant “${quote(variant)}”, which ${program.title} does not have here.`,
    );
  }
  /** @type {string[]} */
  const notices = [];
  if (program === OWN && typeof head.code !== "string") {
    throw new Error("This file is damaged: its listing is missing.");
  }
  const code = program === OWN ? String(head.code) : undefined;
  const key = settingsKey(/** @type {Settings} */ ({ program, values, order, code }));
  return {
    program,
    variant,
    values: usable(program, values, notices),
    order,
    where,
    life,
    trace,
    ...worthOf(head),
    ...(code !== undefined && { code, python: endOf({ result: head.python, cut: null }) }),
    key,
    notices,
  };
}

/** What a file of this version has not. @type {RecordParts} */
const NOTHING = {
  program: "",
  python: "",
  app: "",
  files: [],
  sources: new Map(),
  notes: [],
  end: null,
  exit_code: 0,
  missing: "",
};

/**
 * A run whose program this page does not have.
 * @param {RecordParts} record
 * @param {Uint8Array<ArrayBuffer>} bytes  the whole file
 * @param {Pick<SavedRun, "trace" | "life" | "step" | "away">} run
 * @returns {SavedRun}
 */
export function recordedRun(record, bytes, run) {
  const program = recordedProgram(record);
  const order = "fifo";
  const values = {};
  return {
    ...run,
    program,
    variant: program.suggested,
    values,
    order,
    where: "page",
    record,
    bytes,
    key: settingsKey(/** @type {Settings} */ ({ program, values, order })),
    notices: [],
  };
}

/** @param {number} size  bytes @throws {Error} a sentence, if it is too large or empty */
export function checkSize(size) {
  if (size === 0) throw new Error("This file is empty.");
  if (size > MOST_BYTES) {
    throw new Error(
      `This file is too large for a run: it has ${mebibytes(size)}, and ${mebibytes(MOST_BYTES)} are allowed.`,
    );
  }
}

/** A name for the file of a run. @param {Settings} settings @param {number} [began] */
export function nameOf({ program, variant }, began) {
  const when = isoOf(began).slice(0, 19).replaceAll(":", "");
  return `${program.id}-${variant}${when && `-${when}`}`;
}

/** A time in ms since 1970 as text; empty if there is none, or no date has it. @param {number} [ms] */
function isoOf(ms) {
  const date = new Date(ms ?? NaN);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

/**
 * The values that this page can set. For each that it cannot set, it adds a sentence to `notices` and
 * keeps the default.
 * @param {Program} program
 * @param {Values} values
 * @param {string[]} notices
 */
function usable(program, values, notices) {
  /** @type {Values} */
  const found = {};
  for (const param of program.params) {
    const value = Object.hasOwn(values, param.id) ? values[param.id] : undefined;
    found[param.id] = param.default;
    if (value === undefined) {
      notices.push(`The file does not say what “${param.label}” was. It is ${print(param.default)} now.`);
      continue;
    }
    const text = typeof value === "object" ? JSON.stringify(value) : print(value);
    const parsed = parse(param, text);
    if (parsed.error === undefined && parsed.value === value) found[param.id] = parsed.value;
    else {
      notices.push(
        `The run was made with ${param.id}=${quote(text)}. ${parsed.error ?? "That is not allowed here."} It is ${print(param.default)} now.`,
      );
    }
  }
  for (const id of Object.keys(values)) {
    if (!program.params.some((param) => param.id === id)) {
      notices.push(`The run had a setting “${quote(id)}”, which ${program.title} does not have here.`);
    }
  }
  return found;
}

/** Splits at the first line break. @param {Uint8Array} bytes @returns {[string, Uint8Array]} */
function firstLine(bytes) {
  const end = bytes.subarray(0, MOST_HEAD).indexOf(10);
  if (end === -1) return [text(bytes.subarray(0, 1024)), bytes.subarray(bytes.length)];
  return [text(bytes.subarray(0, end)), bytes.subarray(end + 1)];
}

/** @param {Uint8Array} bytes */
function text(bytes) {
  return new TextDecoder().decode(bytes);
}

/** @param {Uint8Array} bytes */
function notOurs(bytes) {
  const begin = text(bytes.subarray(0, 200));
  if (begin.includes('"traceEvents"')) {
    return `This is a Chrome trace, which other tools open. A run that can be opened here is saved as a ${ENDING} file.`;
  }
  return "This is no run that was saved with Coroscope.";
}

/** @param {string} version */
function otherVersion(version) {
  if (!/^\d{1,6}$/.test(version)) return "This file is damaged: its first line is not that of a saved run.";
  const reload = Number(version) > VERSION ? " Reloading the page may bring the newest version." : "";
  return `This run was saved in version ${version} of the file format, and this page reads version ${VERSION}.${reload}`;
}

/** @param {number} size */
function mebibytes(size) {
  return `${count(Math.ceil(size / 1024 / 1024))} MiB`;
}

/** As much of a text as fits into a sentence. @param {string} text */
function quote(text) {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
