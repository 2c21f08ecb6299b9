// Numbers that Python has found in a listing, as parameters. Pure.

import { count } from "../model/format.js";

/** @import { NumberParam, Parameter } from "./types.js" */

/** Sliders end at such a number. */
const ROUND = [1, 2, 5, 10];

/**
 * What a listing has made up of itself is left out: each number must stand where it is said to be.
 * @param {unknown} parameters @param {string} text
 * @returns {Parameter[]}
 */
export function found(parameters, text) {
  const all = /** @type {Parameter[]} */ (Array.isArray(parameters) ? parameters : []);
  return all.filter(
    (one) =>
      Number.isFinite(one?.value) &&
      one.value >= 0 &&
      typeof one.label === "string" &&
      Number.isSafeInteger(one.start) &&
      Number.isSafeInteger(one.end) &&
      numberIn(text.slice(one.start, one.end)) === one.value,
  );
}

/** @param {string} text */
function numberIn(text) {
  return /^[\d.]/.test(text) ? Number(text.replaceAll("_", "")) : NaN;
}

/** The parameter of the page for a number, by its place among them. @param {Parameter} one @param {number} at @returns {NumberParam} */
export function paramOf({ label, value, is_whole, is_seconds, line }, at) {
  const common = { id: `own-${at}`, label: `${label}, line ${line}`, min: 0 };
  if (is_seconds) {
    const max = 1000 * roundAbove(Math.max(1, 2 * value));
    return {
      ...common,
      kind: "duration",
      unit: "s",
      default: value * 1000,
      max,
      step: max / 100,
      refusal: `A number from 0 to ${count(max / 1000)}. For more, write it into the listing.`,
    };
  }
  const max = roundAbove(Math.max(10, 2 * value));
  const text = {
    refusal: `A number from 0 to ${count(max)}. For more, write it into the listing.`,
  };
  if (is_whole) return { ...common, ...text, kind: "integer", default: value, max, step: 1, large: Infinity };
  // A number without a unit, which need not be whole.
  return { ...common, ...text, kind: "duration", unit: "ms", default: value, max, step: max / 100 };
}

/**
 * Whether the slider of a number serves for another one: it says the same of it, and reaches as far.
 * @param {NumberParam} param @param {Parameter} one @param {number} at
 */
export function serves(param, one, at) {
  const needed = paramOf(one, at);
  const says = (/** @type {NumberParam} */ one) => `${one.label} ${one.kind} ${"unit" in one && one.unit}`;
  return says(param) === says(needed) && needed.default <= (param.max ?? Infinity);
}

/** The text for a value of the page, as the number is written in the listing. @param {Parameter} one @param {number} value */
export function textOf({ is_seconds, is_whole }, value) {
  const number = Number((is_seconds ? value / 1000 : value).toFixed(6));
  const text = String(number);
  return !is_whole && Number.isInteger(number) ? `${text}.0` : text;
}

/** @param {number} value */
function roundAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (ROUND.find((one) => one * power >= value) ?? 10);
}
