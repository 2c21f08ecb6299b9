// Counts over time. Pure.

/** @import { Level } from "./types.js" */

/** The count at a time; null before the first count. @param {Level} level @param {number} at */
export function heldAt({ points }, at) {
  let low = 0;
  let high = points.length;
  // The first point after `at` is at `low` at the earliest and at `high` at the latest.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.at_ms ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return points[low - 1]?.held ?? null;
}

/** The largest count. @param {Level} level */
export function mostOf({ points }) {
  return points.reduce((most, { held }) => Math.max(most, held), 0);
}

/**
 * Each time at which a count changed, with all counts then.
 * @param {Level[]} levels
 * @returns {{ at: number, held: (number | null)[] }[]}
 */
export function changes(levels) {
  const times = new Set(levels.flatMap(({ points }) => points.map(({ at_ms }) => at_ms)));
  return [...times]
    .sort((a, b) => a - b)
    .map((at) => ({ at, held: levels.map((level) => heldAt(level, at)) }));
}

/**
 * The corners of a stepped line from the first count up to `end`.
 * @param {Level} level
 * @param {number} end
 * @returns {[at: number, held: number][]}
 */
export function corners({ points }, end) {
  /** @type {[number, number][]} */
  const found = [];
  let last = 0;
  for (const { at_ms, held } of points) {
    if (found.length > 0) found.push([at_ms, last]);
    found.push([at_ms, held]);
    last = held;
  }
  if (found.length > 0) found.push([Math.max(end, found[found.length - 1]?.[0] ?? 0), last]);
  return found;
}
