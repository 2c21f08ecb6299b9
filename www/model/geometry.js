// The places of things in the timeline, in CSS pixels. Pure.

/** @import { Frame, Lanes, Thickness } from "./types.js" */

/** Space above the first and below the last lane. */
export const LANE_PADDING = 6;
/** Space for the line with the difference of a total to the chosen one. */
export const BRACKET = 20;
/** A narrower timeline puts names above their lanes. */
export const NARROW = 480;
/** Width of the names at the left of a wide timeline. */
const NAMES = 128;
/** Space for the total behind the end of the longest track. */
const AFTER = 76;
/** Lanes thinner than this have no names. */
const LEAST_NAMED = 13;
/** In lanes of at least this height there is room for words. */
const LEAST_WORDED = 16;
/** A higher track scrolls by itself. */
export const MOST_HEIGHT = 300;
/** Firefox shows nothing higher than 17 million pixels. */
const MOST_TOTAL = 16_000_000;
/** The heights that people can choose for lanes. */
const THICKNESSES = [1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 24, 28];

/**
 * @param {number} width
 * @param {boolean} isNarrow
 * @param {number} end      the end of what is shown, ms
 * @param {number} [from]   its beginning, ms
 * @param {number} [whole]  where the axis ends that is shown when all is, ms
 * @returns {Frame}
 */
export function frame(width, isNarrow, end, from = 0, whole = end) {
  const left = isNarrow ? 8 : NAMES;
  return {
    width,
    left,
    right: Math.max(left + 40, width - (isNarrow ? 60 : AFTER)),
    from,
    end,
    whole,
    isNarrow,
  };
}

/** The place of a time, which is beyond `left` or `right` if it is not shown. @param {Frame} frame @param {number} at */
export function toX({ left, right, from, end }, at) {
  return left + ((right - left) * (at - from)) / (end - from);
}

/** The time at a place, or the nearest time that is shown. @param {Frame} frame @param {number} x */
export function toTime({ left, right, from, end }, x) {
  return Math.min(end, Math.max(from, from + ((x - left) / (right - left)) * (end - from)));
}

/** Is this time shown? @param {Frame} frame @param {number} at */
export function isShown({ from, end }, at) {
  return at >= from && at <= end;
}

/** Is only a part of the run shown? @param {Frame} frame */
export function isZoomed({ from, end, whole }) {
  return from > 0 || end < whole;
}

/**
 * @param {"predicted" | "measured"} kind
 * @param {number} count
 * @param {boolean} isNarrow
 * @param {boolean} hasBracket
 * @param {Thickness} [thickness]  as a person set it
 * @returns {Lanes}
 */
export function lanes(kind, count, isNarrow, hasBracket, thickness = null) {
  const isPredicted = kind === "predicted";
  const full = isPredicted ? 24 : 28;
  // So that a prediction and what was measured fit on the stage, one below the other.
  const usual =
    count <= 3
      ? full + 6
      : count <= 4
        ? full
        : count <= 6
          ? full - 5
          : count <= 12
            ? isPredicted
              ? 16
              : 18
            : count <= 24
              ? isPredicted
                ? 13
                : 16
              : count <= 200
                ? 10
                : 6;
  const around = 2 * LANE_PADDING + (hasBracket ? BRACKET : 0);
  // No browser shows what is higher than this.
  const most = Math.min(MOST_TOTAL / count, THICKNESSES.at(-1) ?? usual);
  const all = Math.min((MOST_HEIGHT - around) / count, usual);
  // Lanes that share pixels do so evenly; others begin on whole pixels.
  const fitting = all >= 1 ? Math.floor(all) : all;
  const height = thickness === "fit" ? fitting : Math.max(Math.min(thickness ?? usual, most), fitting);
  const isNamed = height >= LEAST_NAMED;
  const name = isNarrow && isNamed ? 14 : 0;
  return {
    count,
    height: height + name,
    bar: Math.max(1, Math.round(height * 0.64)),
    name,
    isNamed,
    isWorded: height >= LEAST_WORDED,
    total: count * (height + name) + around,
  };
}

/**
 * The next thickness, thicker or thinner than now; the same at the ends.
 * @param {Lanes} lanes
 * @param {boolean} isThicker
 * @returns {Thickness}
 */
export function otherThickness({ height, name }, isThicker) {
  const now = height - name;
  return (
    (isThicker
      ? THICKNESSES.find((thickness) => thickness > now)
      : THICKNESSES.findLast((thickness) => thickness < now)) ?? (isThicker ? now : "fit")
  );
}

/** The middle of a lane's bar, from the top of all lanes. @param {Lanes} lanes @param {number} lane */
export function laneMiddle({ height, name }, lane) {
  return LANE_PADDING + lane * height + name + (height - name) / 2;
}

/** The lane at a height, or null between and beyond. @param {Lanes} lanes @param {number} y */
export function laneAt({ height, count }, y) {
  const lane = Math.floor((y - LANE_PADDING) / height);
  return lane >= 0 && lane < count ? lane : null;
}

/** The lanes that a window of the track shows. @param {Lanes} lanes @param {number} top @param {number} visible */
export function laneWindow({ height, count }, top, visible) {
  const first = Math.min(count, Math.max(0, Math.floor((top - LANE_PADDING) / height)));
  return { first, count: Math.min(count - first, Math.ceil(visible / height) + 2) };
}
