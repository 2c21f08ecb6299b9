// The line of JSON with which the file of a run begins: whoever wrote it, only
// what has the right form is taken of it. Pure.

/** @import { Order, RecordParts, SavedRun, Values } from "./types.js" */

/** More stretches in which a run was kept from going on are not read. */
const MOST_AWAY = 1000;
/** More listings are not read. */
const MOST_SOURCES = 500;

const LIVES = ["ended", "stopped", "failed"];

/**
 * Checks the form of the head. It may name programs and settings that this page does not know.
 * @param {string} line
 * @returns {{
 *   program: string,
 *   variant: string,
 *   values: Values,
 *   order: Order,
 *   where: "page" | "worker",
 *   life: "ended" | "stopped" | "failed",
 *   bytes: number,
 *   check: number,
 *   step?: unknown,
 *   away?: unknown,
 *   app?: unknown,
 *   code?: unknown,
 *   python?: any,
 *   elsewhere?: unknown,
 *   sources?: unknown,
 * }}
 */
export function headOf(line) {
  /** @type {any} */
  let head;
  try {
    head = JSON.parse(line);
  } catch {
    throw new Error("This file is damaged: the line with its settings cannot be read.");
  }
  const isWhole =
    head !== null &&
    typeof head === "object" &&
    typeof head.program === "string" &&
    typeof head.variant === "string" &&
    (head.elsewhere === true || hasSettings(head)) &&
    LIVES.includes(head.life) &&
    isWholeNumber(head.bytes) &&
    isWholeNumber(head.check);
  if (!isWhole) throw new Error("This file is damaged: the line with its settings is not complete.");
  return head;
}

/** Of a run of the page: how it was set. @param {any} head */
function hasSettings({ values, order, where }) {
  const isObject = values !== null && typeof values === "object" && !Array.isArray(values);
  return isObject && isOrder(order) && ["page", "worker"].includes(where);
}

/** Of a run of something else: the listings that came with it. @param {unknown} listed @returns {Pick<RecordParts, "files" | "sources">} */
export function sourcesOf(listed) {
  const isSource = (/** @type {any} */ one) => typeof one?.file === "string" && typeof one.text === "string";
  const found = Array.isArray(listed) ? listed.filter(isSource).slice(0, MOST_SOURCES) : [];
  return {
    files: found.map(({ file }) => file),
    sources: new Map(found.map(({ text }, number) => [number, text])),
  };
}

/** What the file says of the times, and can be read. @param {{ step?: unknown, away?: unknown }} head */
export function worthOf({ step, away }) {
  /** @type {Pick<SavedRun, "step" | "away">} */
  const found = {};
  if (step === null || (typeof step === "number" && step > 0)) found.step = step;
  if (Array.isArray(away)) {
    found.away = away
      .slice(0, MOST_AWAY)
      .filter((one) => ["hidden", "paused"].includes(one?.kind) && one.from >= 0 && one.to >= one.from)
      .map(({ kind, from, to }) => ({ kind, from: Number(from), to: Number(to) }));
  }
  return found;
}

/** @param {any} order */
function isOrder(order) {
  if (order === "fifo") return true;
  if (order === null || typeof order !== "object") return false;
  if ("seed" in order) return isWholeNumber(order.seed);
  return Array.isArray(order.picks) && order.picks.length > 0 && order.picks.every(isWholeNumber);
}

/** @param {unknown} value */
function isWholeNumber(value) {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
