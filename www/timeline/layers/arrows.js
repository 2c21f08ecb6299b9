// Paints an arrow: from what woke a task, through the time for which it was
// ready, to its poll. Shapes distinguish the causes; colours only repeat the task.

import { colourOfLane } from "../../model/colours.js";

/** @import { Arrow, Look, Pen, Relation } from "./types.js" */

/** The count of numbers in a row of `Run.arrows()`. */
export const ARROW = 6;
/** The place of its kind among them. */
export const KIND_AT = 4;

/** Kinds as `Run.arrows()` numbers them, and one for a task that waits for another. */
export const KIND = Object.freeze({ task: 0, timer: 1, host: 2, cancel: 3, spawn: 4, waits: 5 });

/**
 * A description of each kind, for the key.
 * @type {readonly { kind: number, name: string }[]}
 */
export const ARROWS = Object.freeze([
  { kind: KIND.task, name: "a task wakes another" },
  { kind: KIND.timer, name: "a timer was due" },
  { kind: KIND.host, name: "woken from outside of the loop" },
  { kind: KIND.spawn, name: "spawned" },
  { kind: KIND.cancel, name: "asked to stop" },
  { kind: KIND.waits, name: "waits for" },
]);

/** Dashes, CSS pixels. @type {Record<number, number[]>} */
const DASHES = { [KIND.cancel]: [4, 3], [KIND.spawn]: [1.5, 2.5], [KIND.waits]: [2, 3] };

/**
 * @param {Pen} pen
 * @param {Look} look
 * @param {Arrow} arrow    places across in device pixels
 * @param {(lane: number) => number} yOf  in device pixels
 */
export function paintArrow(pen, look, arrow, yOf) {
  const { palette, scale, bar } = look;
  const { from, lane, kind, isMany, isStrong } = arrow;
  const hasLane = from >= 0;
  const colour = hasLane ? (palette.tasks[colourOfLane(from)] ?? palette.ink) : palette.muted;
  pen.globalAlpha = isStrong ? 1 : 0.8;
  pen.strokeStyle = pen.fillStyle = isStrong ? palette.ink : colour;
  pen.lineWidth = scale * (isStrong || isMany ? 2 : 1.25);
  pen.setLineDash((DASHES[kind] ?? []).map((dash) => dash * scale));
  const y = yOf(lane);
  const y0 = hasLane ? yOf(from) : y;
  if (from === lane) paintHook(pen, arrow.x1, y - bar / 2, scale);
  else if (hasLane) paintAcross(pen, look, arrow, y0, y);
  else paintFromNowhere(pen, look, arrow, y);
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

/** From lane to lane. @param {Pen} pen @param {Look} look @param {Arrow} arrow @param {number} y0 @param {number} y1 */
function paintAcross(pen, { scale, bar }, { x0, x1, kind }, y0, y1) {
  const down = y1 > y0 ? 1 : -1;
  const head = 5 * scale;
  // Along the time for which the task was ready, up to its poll.
  const isLong = x1 - x0 > 2 * head;
  const end = isLong ? y1 : y1 - (down * bar) / 2;
  const x = Math.round(x0) + 0.5;
  pen.beginPath();
  pen.moveTo(x, y0);
  pen.lineTo(x, isLong ? y1 : end - down * head * 0.8);
  if (isLong) pen.lineTo(x1 - head * 0.8, y1);
  pen.stroke();
  pen.setLineDash([]);
  if (kind === KIND.spawn) paintRing(pen, x, y0, 2.5 * scale);
  if (kind === KIND.waits) return paintRing(pen, x, y1, 3.5 * scale);
  if (isLong) paintHead(pen, x1, y1, 1, 0, head);
  else paintHead(pen, x, end, 0, down, head);
}

/** A wake by a timer or from outside: a sign above the lane. @param {Pen} pen @param {Look} look @param {Arrow} arrow @param {number} y */
function paintFromNowhere(pen, { scale, bar }, { x0, x1, kind }, y) {
  const head = 4.5 * scale;
  const radius = Math.min(3.5 * scale, bar / 3);
  const top = y - bar / 2 - radius - scale;
  const isLong = x1 - x0 > 2 * head;
  const x = Math.round(x0) + 0.5;
  pen.beginPath();
  pen.moveTo(x, top);
  pen.lineTo(x, isLong ? y : y - bar / 2 + head / 2);
  if (isLong) pen.lineTo(x1 - head * 0.8, y);
  pen.stroke();
  pen.setLineDash([]);
  if (isLong) paintHead(pen, x1, y, 1, 0, head);
  if (kind === KIND.timer) {
    paintRing(pen, x, top, radius);
    pen.beginPath();
    pen.moveTo(x, top - radius * 0.6);
    pen.lineTo(x, top);
    pen.lineTo(x + radius * 0.6, top);
    pen.stroke();
  } else {
    pen.beginPath();
    for (const [across, up] of [
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
    ]) {
      pen.lineTo(x + (across ?? 0) * radius * 1.2, top + (up ?? 0) * radius * 1.2);
    }
    pen.closePath();
    pen.fill();
  }
}

/** A task that woke itself. @param {Pen} pen @param {number} x @param {number} top @param {number} scale */
function paintHook(pen, x, top, scale) {
  const radius = 3.5 * scale;
  pen.beginPath();
  pen.arc(x - radius, top, radius, Math.PI, 0);
  pen.stroke();
  pen.setLineDash([]);
  paintHead(pen, x, top + radius, 0, 1, 4 * scale);
}

/** @param {Pen} pen @param {number} x @param {number} y @param {number} radius */
function paintRing(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.stroke();
}

/**
 * The tip of an arrow that points across or down.
 * @param {Pen} pen
 * @param {number} x
 * @param {number} y
 * @param {number} across
 * @param {number} down
 * @param {number} size
 */
function paintHead(pen, x, y, across, down, size) {
  const half = size * 0.55;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x - across * size - down * half, y - down * size - across * half);
  pen.lineTo(x - across * size + down * half, y - down * size + across * half);
  pen.closePath();
  pen.fill();
}

/** @type {Record<Relation["kind"], { kind: number, isOut: boolean }>} */
const RELATIONS = {
  "woken-by": { kind: KIND.task, isOut: false },
  "woken-by-timer": { kind: KIND.timer, isOut: false },
  "woken-by-host": { kind: KIND.host, isOut: false },
  "cancelled-by": { kind: KIND.cancel, isOut: false },
  wakes: { kind: KIND.task, isOut: true },
  "waits-for": { kind: KIND.waits, isOut: true },
  "waited-by": { kind: KIND.waits, isOut: false },
  "spawned-by": { kind: KIND.spawn, isOut: false },
  spawned: { kind: KIND.spawn, isOut: true },
};

/**
 * The lanes that a relation of the task in a lane leads from and to; null if there is nothing to draw.
 * @param {Relation} relation @param {number} own
 */
export function arrowOf(relation, own) {
  const { kind, isOut } = RELATIONS[relation.kind];
  const other = relation.lane;
  if (isOut) return other === null ? null : { kind, from: own, lane: other };
  return { kind, from: other ?? -1, lane: own };
}
