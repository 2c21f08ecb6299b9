// The Python listing of a program as its twin of the moment: the values that are set stand in its
// constants, and its last line runs the chosen variant. No line comes or goes. Pure.

import { chosenVariant } from "./state.js";
import { definitionOf } from "./twin_lines.js";

/** @import { Param, Program, State, Twin, Value, Values, Variant } from "./types.js" */

/** The twin of what is chosen now; null if the program has no listing in Python, or it is not there yet. @param {State} state @returns {Twin | null} */
export function twinOf({ settings, listings }) {
  const file = settings?.program.python;
  const listing = file && listings[file];
  if (!settings || !listing || listing.state !== "there") return null;
  return twinWith(listing.text, settings.program, chosenVariant(settings), settings.values);
}

/**
 * @param {string} text  the listing
 * @param {Pick<Program, "params">} program
 * @param {Variant} variant
 * @param {Readonly<Values>} values  a parameter without a value has its default
 * @returns {Twin}
 */
export function twinWith(text, { params }, variant, values) {
  const lines = text.split("\n");
  /** @type {Set<Param>} */
  const set = new Set();
  const head = lines.findIndex((line) => /^(async def|def|class|@)/.test(line));
  for (const [index, line] of lines.slice(0, Math.max(0, head)).entries()) {
    lines[index] = withValues(line, params, values, set);
  }
  const name = variant.id.replaceAll("-", "_");
  const definition = definitionOf(text, variant);
  const isThere = definition !== null;
  const last = lines.findLastIndex((line) => line !== "");
  if (isThere) lines[last] = definition.startsWith("async ") ? `asyncio.run(${name}())` : `${name}()`;
  const needs = isThere ? (NEEDS.find(([module]) => module.test(text))?.[1] ?? null) : null;
  return {
    text: lines.join("\n"),
    // What the variant does not read is not shown among the parameters either.
    left: params
      .filter((param, index) => !set.has(param) && ((variant.unread >> index) & 1) === 0)
      .map(({ label }) => label),
    instead: isThere ? null : commentAt(lines, `# ${name}: `),
    needs,
    differs: differences(lines),
    runsHere: isThere && needs === null,
  };
}

/** The text of the comment that begins so; empty if there is none. @param {string[]} lines @param {string} start */
function commentAt(lines, start) {
  const from = lines.findIndex((line) => line.startsWith(start));
  if (from === -1) return "";
  const rest = lines.slice(from).map((line) => /^# ?(.*)/.exec(line)?.[1] ?? null);
  return rest
    .slice(0, rest.indexOf(null))
    .join(" ")
    .slice(start.length - 2);
}

/** The lines on which comments begin that say where Python does otherwise than Rust. @param {string[]} lines */
function differences(lines) {
  const isComment = (/** @type {string | undefined} */ line) => /^\s*#/.test(line ?? "");
  return lines.flatMap((line, index) => {
    if (!isComment(line) || isComment(lines[index - 1])) return [];
    const rest = lines.slice(index);
    const text = rest.slice(
      0,
      rest.findIndex((next) => !isComment(next)),
    );
    return /Rust/.test(text.join(" ").replaceAll(/as in Rust/g, "")) ? [index + 1] : [];
  });
}

/**
 * What the page says above a twin, or above the program in Rust where Python has no function for the variant.
 * @param {Twin} twin
 * @param {Variant} variant
 * @param {boolean} isSpoken  are its lines those that the page speaks of?
 */
export function aboutTwin({ left, instead, needs, differs }, { title }, isSpoken) {
  if (instead !== null) {
    // There is little room above a listing, so it is the first sentence.
    const has = instead === "" ? "" : ` What Python has: ${instead.replace(/\. .*/, ".")}`;
    return `Python has no counterpart of ${title} that would do the same, so it is shown in Rust.${has}`;
  }
  return [
    "With the values of the moment.",
    left.length > 0 ? `Without ${left.map(quoted).join(" and ")}, which the listing has no use for.` : "",
    needs === null ? "" : `This listing cannot run on this page, its counterpart in Rust can: ${needs}.`,
    differs.length === 0
      ? ""
      : `Where Python does otherwise, a comment says so: line ${differs.join(" and line ")}.`,
    isSpoken
      ? "What runs is the same in Rust."
      : "What runs is in Rust, and so are the lines that the page names.",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** @param {string} label */
const quoted = (label) => `“${label}”`;

/** Modules of what a page has not, and why. @type {[RegExp, string][]} */
const NEEDS = [
  [
    /^(?:import|from) (?:urllib\.request|http\.client|socket)\b/m,
    "it asks a server, and a page has no sockets",
  ],
  [/^(?:import|from) (?:multiprocessing|concurrent\.futures\.process)\b/m, "a page cannot start processes"],
];

/**
 * A line of constants, `A, B = 1, "b"`, with the values of those that are parameters; any other line as
 * it is.
 * @param {string} line
 * @param {Param[]} params
 * @param {Readonly<Values>} values
 * @param {Set<Param>} set  gets the parameters that are in the line
 */
function withValues(line, params, values, set) {
  const [, names, expressions] = /^([A-Z_]+(?:, [A-Z_]+)*) = (.*)$/.exec(line) ?? [];
  if (names === undefined || expressions === undefined) return line;
  const constants = names.split(", ");
  const parts = partsOf(expressions);
  if (constants.length !== parts.length) return line;
  const written = constants.map((constant, place) => {
    const param = params.find(({ id }) => unitOf(constant, id) !== null);
    if (!param) return parts[place];
    set.add(param);
    const value = values[param.id] ?? param.default;
    if (param.kind !== "duration") return literal(value);
    return literal(wholeMicroseconds(Number(value)) / (unitOf(constant, param.id) === "_S" ? 1000 : 1));
  });
  return `${names} = ${written.join(", ")}`;
}

/** The end of a constant's name that says the unit of a parameter; null if it is none of this parameter. @param {string} constant @param {string} id */
function unitOf(constant, id) {
  const name = id.toUpperCase().replaceAll("-", "_");
  if (!constant.startsWith(name)) return null;
  return ["", "_MS", "_S"].find((unit) => name + unit === constant) ?? null;
}

/** Expressions with commas between them. @param {string} expressions */
function partsOf(expressions) {
  let depth = 0;
  const parts = [""];
  for (const [token] of expressions.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|, ?|[^]/g)) {
    if ("([{".includes(token)) depth += 1;
    if (")]}".includes(token)) depth -= 1;
    if (depth === 0 && token.startsWith(",")) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}

/** As exactly as the program takes a time. @param {number} ms */
function wholeMicroseconds(ms) {
  return Math.round(ms * 1000) / 1000;
}

/** A value as Python writes it. @param {Value} value */
function literal(value) {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? number(value) : string(value);
}

/** Digits are in groups from five on, as in the listings. @param {number} value */
function number(value) {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = /^\d{5,}$/.test(whole) ? whole.replaceAll(/\B(?=(?:\d{3})+$)/g, "_") : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** In one line, and with nothing in it that cannot be seen or turns text round. @param {string} text */
function string(text) {
  // A half of a character has no place in a text: Rust gets this one instead, too.
  const whole = text.replaceAll(/\p{Cs}/gu, "\ufffd");
  return `"${whole.replaceAll(/["\\]|(?![ \u200c\u200d])[\p{C}\p{Z}]/gu, escaped)}"`;
}

/** @type {Record<string, string>} */
const SHORT = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** @param {string} character */
function escaped(character) {
  const short = SHORT[character];
  if (short !== undefined) return short;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}
