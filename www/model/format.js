// Numbers and times as a person reads them. Everything here is pure.

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** A no-break space, so that a number and its unit stay together. */
const NBSP = "\u00a0";
const MINUS = "\u2212";

/** From here on a time is given in seconds: nobody reads 43,200,000 ms. */
const SECONDS_FROM = 100_000;

/** @param {number} value */
export function count(value) {
  return whole.format(value);
}

/**
 * A time without its unit. Short times keep one decimal: a browser's clock is
 * no finer than that, and more digits would be made up.
 * @param {number} ms
 */
export function millis(ms) {
  const size = Math.abs(ms);
  return (size < 9.95 ? tenth : whole).format(clean(ms));
}

/** @param {number} ms */
export function duration(ms) {
  if (Math.abs(ms) >= SECONDS_FROM) return `${tenth.format(ms / 1000)}${NBSP}s`;
  return `${millis(ms)}${NBSP}ms`;
}

/**
 * A difference with its sign: "+3 ms", "−1,000 ms", "±0 ms".
 * @param {number} ms
 */
export function difference(ms) {
  const text = duration(Math.abs(clean(ms)));
  if (text.startsWith(`0${NBSP}`)) return `±${text}`;
  return (ms < 0 ? MINUS : "+") + text;
}

/**
 * How much longer `a` is than `b`, as a person would subtract what is shown.
 * @param {number} a
 * @param {number} b
 */
export function longer(a, b) {
  return difference(shown(a) - shown(b));
}

/**
 * The same in words: "1,000 ms more", "3 ms less", "the same".
 * @param {number} a
 * @param {number} b
 */
export function moreOrLess(a, b) {
  const by = shown(a) - shown(b);
  if (Math.abs(by) < 0.05) return "the same";
  return `${duration(Math.abs(by))} ${by > 0 ? "more" : "less"}`;
}

/**
 * "10 ms longer than predicted", "as predicted".
 * @param {number} measured
 * @param {number} predicted
 */
export function longerInWords(measured, predicted) {
  const by = shown(measured) - shown(predicted);
  if (Math.abs(by) < 0.05) return "as predicted";
  return `${duration(Math.abs(by))} ${by > 0 ? "longer" : "shorter"} than predicted`;
}

/** Overhead alone does not make one of less than one. @param {number} factor */
export function factor(factor) {
  return `${tenth.format(factor < 1 && factor > 0.9 ? 1 : factor)}×`;
}

/** @param {number} ms */
function shown(ms) {
  return Math.abs(ms) < 9.95 ? Math.round(ms * 10) / 10 : Math.round(ms);
}

/** Keeps "-0" off the page. @param {number} value */
function clean(value) {
  return Math.abs(value) < 0.05 ? 0 : value;
}
