// The query of the address and what it means. A link is a run, so everything
// that defines a run is here, and nothing else. Pure.

import { defaults, parse, print } from "./params.js";
import { count } from "./format.js";

/** @import { Cursor, Order, Program, Settings, Zoom } from "./types.js" */

/** The largest seed that survives a double. */
const MAX_SEED = Number.MAX_SAFE_INTEGER;

/** How many runs can be pinned beside the chosen one. */
export const MOST_PINS = 6;

/** Names in the query that are not parameters of a program. */
export const RESERVED = [
  "program",
  "variant",
  "where",
  "seed",
  "picks",
  "compare",
  "tab",
  "at",
  "poll",
  "zoom",
  "show",
  "guess",
  "layers",
  "with",
];

/**
 * Reads a query. What it cannot use becomes a sentence, and the default stays. Which of the names that
 * are unknown deserve one, says `strangers.js`.
 * @param {string} query
 * @param {readonly Program[]} catalog
 * @returns {{ settings: Settings, notices: string[], unknown: string[] }}
 */
export function readQuery(query, catalog) {
  const search = new URLSearchParams(query);
  /** @type {string[]} */
  const notices = [];
  /** @type {string[]} */
  const unknown = [];
  const program = pick(
    search.get("program"),
    catalog,
    notices,
    (id, ids) => `There is no program “${id}”. There are ${ids}.`,
  );
  const variant = pick(
    search.get("variant"),
    program.variants,
    notices,
    (id, ids) => `${program.title} has no variant “${id}”. It has ${ids}.`,
    program.suggested,
  );
  const settings = {
    program,
    variant: variant.id,
    values: readValues(search, program, notices, unknown),
    where: /** @type {"page" | "worker"} */ (word(search, "where", ["page", "worker"], notices)),
    order: readOrder(search, notices),
    compare: word(search, "compare", ["0", "1"], notices) === "1",
    tab: /** @type {"rust" | "python"} */ (word(search, "tab", ["rust", "python"], notices)),
    cursor: readCursor(search, notices),
    zoom: readZoom(search, notices),
    ...(search.has("show") && { show: search.get("show") ?? "" }),
    ...(readGuess(search, unknown) && { guess: true }),
    with: [...new Set(search.getAll("with"))].slice(0, MOST_PINS),
    ...(search.has("layers") && { layers: search.get("layers") ?? "" }),
  };
  return { settings, notices, unknown };
}

/** Are there only names in a query that a program has, or every program? @param {string} query @param {Program} program */
export function isOurs(query, { params }) {
  const names = [...new URLSearchParams(query).keys()];
  return names.every((name) => RESERVED.includes(name) || params.some(({ id }) => id === name));
}

/**
 * Writes a query: only what differs from the defaults, so that links stay short.
 * @param {Settings} settings
 */
export function writeQuery(settings) {
  const { program } = settings;
  const search = new URLSearchParams();
  search.set("program", program.id);
  search.set("variant", settings.variant);
  for (const param of program.params) {
    const value = settings.values[param.id];
    if (value !== undefined && value !== param.default) search.set(param.id, print(value));
  }
  if (settings.where !== "page") search.set("where", settings.where);
  if (settings.order !== "fifo") {
    if ("seed" in settings.order) search.set("seed", String(settings.order.seed));
    else search.set("picks", settings.order.picks.join("."));
  }
  if (settings.compare) search.set("compare", "1");
  if (settings.tab !== "rust") search.set("tab", settings.tab);
  if (settings.cursor) {
    search.set("at", time(settings.cursor.at));
    if (settings.cursor.poll !== null) search.set("poll", String(settings.cursor.poll));
  }
  if (settings.show) search.set("show", settings.show);
  if (settings.guess) search.set("guess", "first");
  if (settings.layers) search.set("layers", settings.layers);
  if (settings.zoom) search.set("zoom", `${time(settings.zoom.from)}-${time(settings.zoom.to)}`);
  for (const entry of settings.with) search.append("with", entry);
  return `?${search}`;
}

/**
 * @template {{ id: string }} T
 * @param {string | null} id
 * @param {readonly T[]} all
 * @param {string[]} notices
 * @param {(id: string, ids: string) => string} complain
 * @param {string} [fallback]  the first, unless another is named
 * @returns {T}
 */
function pick(id, all, notices, complain, fallback) {
  const found = all.find((one) => one.id === id);
  if (found) return found;
  if (id !== null) notices.push(complain(quote(id), all.map((one) => one.id).join(", ")));
  const first = all.find((one) => one.id === fallback) ?? all[0];
  if (!first) throw new Error("The catalog is empty.");
  return first;
}

/**
 * @param {URLSearchParams} search
 * @param {Program} program
 * @param {string[]} notices
 * @param {string[]} unknown
 */
function readValues(search, program, notices, unknown) {
  const values = defaults(program.params);
  for (const [key, text] of search) {
    if (RESERVED.includes(key)) continue;
    const param = program.params.find((one) => one.id === key);
    if (!param) {
      unknown.push(key);
      continue;
    }
    const parsed = parse(param, text);
    if (parsed.error === undefined) values[key] = parsed.value;
    else {
      notices.push(
        `In the address: ${key}=${quote(text)}. ${parsed.error} It is ${print(param.default)} now.`,
      );
    }
  }
  return values;
}

/**
 * @param {URLSearchParams} search
 * @param {string[]} notices
 * @returns {Order}
 */
function readOrder(search, notices) {
  const seed = search.get("seed");
  const picks = search.get("picks");
  if (seed !== null && picks !== null) {
    notices.push("The address has both seed and picks. Only one can decide who is next; seed is used.");
  }
  if (seed !== null) {
    if (/^\d+$/.test(seed) && Number(seed) <= MAX_SEED) return { seed: Number(seed) };
    notices.push(
      `In the address: seed=${quote(seed)}. A seed is a whole number from 0 to ${count(MAX_SEED)}. First in, first out is used.`,
    );
  } else if (picks !== null) {
    if (/^\d{1,9}([.,]\d{1,9})*$/.test(picks)) return { picks: picks.split(/[.,]/).map(Number) };
    notices.push(
      `In the address: picks=${quote(picks)}. Picks are whole numbers with dots between them, such as 0.2.1. First in, first out is used.`,
    );
  }
  return "fifo";
}

/**
 * @param {URLSearchParams} search
 * @param {string[]} notices
 * @returns {Cursor | null}
 */
function readCursor(search, notices) {
  const [at, poll] = [search.get("at"), search.get("poll")];
  if (at !== null && !TIME.test(at)) {
    notices.push(
      `In the address: at=${quote(at)}. It is a time in ms, such as 1500. There is no cursor now.`,
    );
  }
  if (poll !== null && !/^\d{1,9}$/.test(poll)) {
    notices.push(
      `In the address: poll=${quote(poll)}. It is a whole number, and goes with at. It is left out.`,
    );
  }
  if (at === null || !TIME.test(at)) return null;
  return { at: Number(at), poll: poll !== null && /^\d{1,9}$/.test(poll) ? Number(poll) : null };
}

/**
 * @param {URLSearchParams} search
 * @param {string[]} notices
 * @returns {Zoom | null}
 */
function readZoom(search, notices) {
  const zoom = search.get("zoom");
  if (zoom === null) return null;
  const [from = "", to = "", ...more] = zoom.split("-");
  if (more.length === 0 && TIME.test(from) && TIME.test(to) && Number(from) < Number(to)) {
    return { from: Number(from), to: Number(to) };
  }
  notices.push(
    `In the address: zoom=${quote(zoom)}. It is a stretch of time in ms, such as 500-1500. All is shown now.`,
  );
  return null;
}

/** A link may ask for a guess, and a frame may be made so that it does. @param {URLSearchParams} search @param {string[]} unknown */
function readGuess(search, unknown) {
  const guess = search.get("guess");
  if (guess && guess !== "first") unknown.push("guess");
  return guess === "first" || /\bguess\b/.test(search.get("show") ?? "");
}

/** A time in ms, to the microsecond. */
const TIME = /^\d{1,12}(\.\d{1,3})?$/;

/** @param {number} ms */
function time(ms) {
  return String(Math.round(ms * 1000) / 1000);
}

/**
 * One of a few words; the first is the default.
 * @param {URLSearchParams} search
 * @param {string} key
 * @param {string[]} words
 * @param {string[]} notices
 */
function word(search, key, words, notices) {
  const text = search.get(key);
  if (text !== null && words.includes(text)) return text;
  if (text !== null) {
    notices.push(
      `In the address: ${key}=${quote(text)}. It can be ${words.join(" or ")}; it is ${words[0]} now.`,
    );
  }
  return words[0] ?? "";
}

/** As much of a text as fits into a sentence. @param {string} text */
export function quote(text) {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
