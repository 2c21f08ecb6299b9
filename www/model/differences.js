// How far two times are apart, as a person reads it. Pure.

import { duration, MINUS, rounded, tenths } from "./format.js";

/**
 * A difference with its sign: "+3 ms", "−1,000 ms", "±0 ms".
 * @param {number} ms
 */
export function difference(ms) {
  const text = duration(Math.abs(ms));
  if (rounded(ms) === 0) return `±${text}`;
  return (ms < 0 ? MINUS : "+") + text;
}

/**
 * How much longer `a` is than `b`, as a person would subtract what is shown.
 * @param {number} a
 * @param {number} b
 */
export function longer(a, b) {
  return difference(rounded(a) - rounded(b));
}

/**
 * The same in words: "1,000 ms more", "3 ms less", "the same".
 * @param {number} a
 * @param {number} b
 */
export function moreOrLess(a, b) {
  const by = rounded(a) - rounded(b);
  if (rounded(by) === 0) return "the same";
  return `${duration(Math.abs(by))} ${by > 0 ? "more" : "less"}`;
}

/** Overhead alone does not make one of less than one. @param {number} factor */
export function factor(factor) {
  return `${tenths(factor < 1 && factor > 0.9 ? 1 : factor)}×`;
}
