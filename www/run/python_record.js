// What Python sends becomes a recording. A listing may have made up any of it, so nothing is taken for
// what it says it is.

import { release } from "./engine.js";
import { EVERYTHING } from "./parts.js";

/** @import { Answer, Engine, Failure, PythonEnd, Recording, RunEnd } from "./types.js" */

/** The name of the listing in its record. */
const FILE = "listing.py";
/** Of all texts about a run, this many characters are shown. */
const LONGEST = 2000;
/** More notes, and parts of an error, than this are left out. */
const MOST = 20;

/**
 * A recording without a row. `began_ms` of a measurement is when it began, ms since 1970.
 * @param {Engine} engine @param {number} [began_ms]
 * @returns {Promise<Recording>}
 */
export async function emptyRecord(engine, began_ms) {
  const instance = await engine.complete(EVERYTHING);
  const run = instance.wasm.Run.of_record(began_ms);
  run.grow(new BigInt64Array(), [], [FILE]);
  return { run, instance };
}

/**
 * Says to a recording how the listing ended. It was stopped if it did not end by itself.
 * @param {Recording} recording @param {RunEnd | null} result @param {number} now_ms  since its beginning
 */
export function finishRecord({ run }, result, now_ms) {
  const number = (/** @type {unknown} */ value, /** @type {number} */ otherwise) =>
    Number.isFinite(value) ? Number(value) : otherwise;
  const total_ms = result ? number(result.total_us, 0) / 1000 : now_ms;
  run.finish(result ? number(result.end, 0) : undefined, Math.max(0, total_ms), number(result?.left_out, 0));
}

/**
 * The recording of an answer, and what else there is to say of it. Whoever takes it frees it.
 * @param {Engine} engine @param {Answer<RunEnd>} answer
 * @returns {Promise<{ recording: Recording, python: PythonEnd }>}
 */
export async function recordOf(engine, answer) {
  const recording = await emptyRecord(engine);
  try {
    recording.run.grow(answer.rows, answer.texts.map(String), []);
    finishRecord(recording, answer.result, recording.run.now_ms());
    return { recording, python: endOf(answer) };
  } catch (error) {
    release(recording);
    throw error;
  }
}

/** What an answer, or a file, says beside the record. @param {{ result: any, cut: Answer<RunEnd>["cut"] }} answer @returns {PythonEnd} */
export function endOf({ result, cut }) {
  const notes = list(result?.notes).map((note) => ({ text: text(note?.text), line: whole(note?.line) }));
  return {
    failure: result?.failure ? failureOf(result.failure, 0) : null,
    notes: notes.filter(({ text }) => text !== ""),
    problem: cut && cut.why !== "stopped" ? text(cut.message) : "",
  };
}

/** Is it no Python, so that there is nothing to record? @param {Answer<RunEnd>} answer */
export function isSyntaxError({ result }) {
  return result?.end === 4;
}

/** @param {any} failure @param {number} depth @returns {Failure} */
function failureOf(failure, depth) {
  return {
    type: text(failure?.type),
    message: text(failure?.message),
    line: whole(failure?.line),
    column: whole(failure?.column),
    end_line: whole(failure?.end_line),
    end_column: whole(failure?.end_column),
    parts: depth > 3 ? [] : list(failure?.parts).map((part) => failureOf(part, depth + 1)),
  };
}

/** @param {any} value @returns {any[]} */
function list(value) {
  return Array.isArray(value) ? value.slice(0, MOST) : [];
}

/** @param {any} value */
function text(value) {
  return typeof value === "string" ? value.slice(0, LONGEST) : "";
}

/** @param {any} value */
function whole(value) {
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}
