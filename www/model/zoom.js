// The stretch of time that the timeline shows: zooming and moving along. Pure.

import { duration } from "./format.js";
import { timeText } from "./axis.js";

/** @import { Zoom } from "./types.js" */

/** The closest zoom, ms for a CSS pixel: nothing shorter than a microsecond is recorded. */
const LEAST_PER_PIXEL = 0.001;
/** A span that is zoomed to has this part of its length on either side. */
const MARGIN = 0.08;
/** A smaller difference does not count, as a part of what is shown. */
const NOTHING = 1e-9;

/**
 * The part of a stretch that is in the run; all of the run if none is.
 * @param {Zoom | null} zoom
 * @param {number} whole   the end of the axis of the whole run, ms
 * @returns {Zoom}
 */
export function shownPart(zoom, whole) {
  if (!zoom || zoom.from >= whole || zoom.to - zoom.from >= whole) return { from: 0, to: whole };
  return along(zoom, 0, whole) ?? { from: 0, to: whole };
}

/** The shortest stretch that can be shown, ms. @param {number} width  of the axis, CSS pixels */
export function leastShown(width) {
  return width * LEAST_PER_PIXEL;
}

/**
 * Zooms in (`by` over 1) or out (under 1), so that the time `at` stays in its place. Null: all of it.
 * @param {Zoom} shown
 * @param {number} at
 * @param {number} by
 * @param {number} whole
 * @param {number} least
 * @returns {Zoom | null}
 */
export function closer(shown, at, by, whole, least) {
  const length = shown.to - shown.from;
  const next = Math.max(Math.min(least, whole), length / by);
  const from = at - ((at - shown.from) * next) / length;
  return along({ from, to: from + next }, 0, whole);
}

/**
 * Moves later (`by` over 0) or earlier, up to the ends of the run. Null: all of it.
 * @param {Zoom} shown
 * @param {number} by   ms
 * @param {number} whole
 * @returns {Zoom | null}
 */
export function along({ from, to }, by, whole) {
  const length = to - from;
  if (length >= whole * (1 - NOTHING)) return null;
  const next = Math.min(Math.max(from + by, 0), whole - length);
  return { from: next, to: next + length };
}

/**
 * A stretch with a little on both sides; null: all of the run.
 * @param {number} from
 * @param {number} to
 * @param {number} whole
 * @param {number} least
 * @returns {Zoom | null}
 */
export function around(from, to, whole, least) {
  const length = Math.max(least, (to - from) * (1 + 2 * MARGIN));
  const middle = (from + to) / 2;
  return along({ from: middle - length / 2, to: middle + length / 2 }, 0, whole);
}

/**
 * Moves what is shown as little as needed to show a time, with some space to the edge.
 * @param {Zoom} shown
 * @param {number} at
 * @param {number} whole
 * @returns {Zoom | null}
 */
export function revealing(shown, at, whole) {
  const room = (shown.to - shown.from) * MARGIN;
  if (at < shown.from) return along(shown, at - room - shown.from, whole);
  if (at > shown.to) return along(shown, at + room - shown.to, whole);
  return along(shown, 0, whole);
}

/**
 * Is zooming in possible, and out?
 * @param {Zoom} shown @param {number} whole @param {number} least
 */
export function possible({ from, to }, whole, least) {
  return { closer: to - from > least * (1 + NOTHING), farther: from > 0 || to < whole };
}

/**
 * What is shown, in words: "500 – 1,500 ms of 3,000 ms", "all of 3,000 ms".
 * @param {Zoom} shown
 * @param {number} whole
 * @param {number} total   the time of the longest run, ms
 * @param {number} width   of the axis, CSS pixels
 */
export function inWords({ from, to }, whole, total, width) {
  if (from <= 0 && to >= whole) return `all of ${duration(total)}`;
  const [first, last] = [timeText(from, from, to, width), timeText(to, from, to, width)];
  return `${first.text} – ${last.text}${last.unit} of ${duration(total)}`;
}

/**
 * A stretch between two: `share` of the way from the first to the second.
 * @param {Zoom} here @param {Zoom} there @param {number} share
 * @returns {Zoom}
 */
export function between(here, there, share) {
  const from = here.from + (there.from - here.from) * share;
  const to = here.to + (there.to - here.to) * share;
  const near = 0.002 * (there.to - there.from);
  return Math.abs(there.from - from) < near && Math.abs(there.to - to) < near ? there : { from, to };
}
