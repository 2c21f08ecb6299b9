// Words in the lanes: what a task does in a span, what it printed at a moment, and the
// error with which it ended. They are written only where they fit.

import { colourOfLane } from "../model/colours.js";
import { bandOf, STATE } from "./paint.js";
import { ROW } from "./rows.js";
import { widthOf, write } from "./sheet.js";

/** @import { Label, Look, PlacedLabel, Sheet } from "./types.js" */

/** From the edge of a span to its words, and around words, CSS pixels. */
const INSET = 6;
const AROUND = 4;
/** From a moment to what was printed then: the mark of an end is between them. */
const BESIDE = 9;
/** Lines that were printed so near to each other are written as one. */
const NEAR = 4;
/** Words are this high. */
const HIGH = 15;

/** Where the spans of each lane begin, and their states. @typedef {Map<number, { x: number, state: number }[]>} Edges */

/**
 * The room for labels.
 * @typedef {object} Room
 * @property {(words: string, isStrong: boolean) => number} measure
 * @property {number} right                          nothing is written beyond it
 * @property {Map<number, [number, number]>} taken   a part of a lane that is written on already
 */

/**
 * Places the labels of lanes. All places are in CSS pixels. What was printed stands right of its
 * moment, or left of the end of a lane if that is where there is room.
 * @param {Label[]} labels
 * @param {Edges} edges
 * @param {Room} room
 * @returns {PlacedLabel[]}
 */
export function placeLabels(labels, edges, { measure, right, taken }) {
  /** @type {Map<number, [number, number][]>} */
  const used = new Map([...taken].map(([lane, part]) => [lane, [part]]));
  /** @type {PlacedLabel[]} */
  const placed = [];
  /** @param {Label} label @param {string} text @param {number} x @param {number} width @param {number | undefined} on */
  function place(label, text, x, width, on) {
    const parts = used.get(label.lane) ?? [];
    if (parts.some(([from, to]) => x - AROUND < to && x + width + AROUND > from)) return false;
    used.set(label.lane, [...parts, [x - AROUND, x + width + AROUND]]);
    placed.push({ lane: label.lane, kind: label.kind, on: on ?? null, text, x, width });
    return true;
  }

  const moments = together(labels).map((label) => ({ ...label, width: measure(label.text, true) }));
  const left = moments.filter((label) => {
    const own = edges.get(label.lane) ?? [];
    const next = own.find(({ x }) => x > label.from + NEAR)?.x ?? Infinity;
    const on = own.findLast(({ x }) => x <= label.from + NEAR)?.state;
    const x = label.from + BESIDE;
    return x + label.width > Math.min(next - INSET, right) || !place(label, label.text, x, label.width, on);
  });
  for (const label of labels) {
    if (label.kind !== "span") continue;
    // Without the unit, which the axis has, where there is no room for it.
    for (const text of new Set([label.text, label.text.replace(/ ms$/, "")])) {
      const width = measure(text, false);
      const ends = (used.get(label.lane) ?? []).map(([, to]) => to + AROUND);
      const begins = [label.from + INSET, ...ends].filter((x) => x >= label.from && x < label.to);
      const fits = (/** @type {number} */ x) => x + width <= label.to - INSET;
      if (begins.some((x) => fits(x) && place(label, text, x, width, label.state))) break;
    }
  }
  for (const label of left) {
    const own = edges.get(label.lane) ?? [];
    const before = own.findLast(({ x }) => x < label.from - NEAR);
    const x = label.from - BESIDE - label.width;
    // Within a lane, what stands left of a moment would seem to belong to an earlier one.
    const isAtEnd = own.every((edge) => edge.x <= label.from + NEAR);
    if (isAtEnd && before && x >= before.x + INSET) place(label, label.text, x, label.width, before.state);
  }
  return placed;
}

/** What was printed, and errors; lines of nearly the same moment as one. @param {Label[]} labels */
function together(labels) {
  /** @type {{ label: Label, more: number }[]} */
  const found = [];
  for (const label of labels) {
    if (label.kind === "span") continue;
    const last = found.findLast((other) => other.label.lane === label.lane);
    if (label.kind === "printed" && last?.label.kind === "printed" && label.from - last.label.from < NEAR) {
      last.more += 1;
    } else found.push({ label, more: 0 });
  }
  return found.map(({ label, more }) => (more === 0 ? label : { ...label, text: `${label.text} +${more}` }));
}

/**
 * Where the spans of each lane begin, of rows of `Run.draw()`.
 * @param {Float32Array} rows @param {number} left @param {number} scale
 */
export function edgesOf(rows, left, scale) {
  /** @type {Edges} */
  const edges = new Map();
  for (let i = 0; i + ROW <= rows.length; i += ROW) {
    const own = edges.get(rows[i] ?? 0) ?? [];
    own.push({ x: left + (rows[i + 1] ?? 0) / scale, state: rows[i + 3] ?? 0 });
    edges.set(rows[i] ?? 0, own);
  }
  return edges;
}

/**
 * Writes labels that have their places.
 * @param {Sheet} sheet @param {Look} look @param {PlacedLabel[]} labels @param {(lane: number) => number} yOf
 */
export function paintLabels(sheet, look, labels, yOf) {
  const { pen, scale, colours } = sheet;
  for (const { lane, kind, on, text, x, width } of labels) {
    const y = yOf(lane);
    /** @param {string} colour @param {number} alpha @param {number} height  device pixels */
    const ground = (colour, alpha, height) => {
      const left = Math.round((x - AROUND) * scale);
      const wide = Math.round((x + width + AROUND) * scale) - left;
      const top = Math.round(y * scale - height / 2);
      if (colour === colours.ground && colours.isClear) {
        return pen.clearRect(left, top, wide, Math.round(height));
      }
      pen.globalAlpha = alpha;
      pen.fillStyle = colour;
      pen.fillRect(left, top, wide, Math.round(height));
      pen.globalAlpha = 1;
    };
    // Words interrupt the line of a wait, and stand on a ground of their own in all else.
    const band = bandOf(look);
    const isOnBand = band.height >= HIGH * scale && (on === STATE.timer || on === STATE.host);
    ground(colours.ground, 1, isOnBand ? band.height : HIGH * scale);
    if (isOnBand) ground(colours.tasks[colourOfLane(lane)] ?? colours.ink, band.alpha, band.height);
    const isQuiet = kind === "span" && look.isGhost && !colours.isStrong;
    const colour = kind === "error" ? colours.warn : isQuiet ? colours.muted : colours.ink;
    write(sheet, text, x, y, colour, weightOf(kind));
  }
}

/** @param {Sheet} sheet @returns {(words: string, isStrong: boolean) => number} */
export function measuring(sheet) {
  return (words, isStrong) => widthOf(sheet, words, isStrong ? weightOf("printed") : weightOf("span"));
}

/** @param {Label["kind"]} kind */
function weightOf(kind) {
  return kind === "span" ? "400" : "600";
}
