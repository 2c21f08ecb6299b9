// What a person typed or dragged, turned into a parameter's value, or into the
// sentence that says what is allowed. Pure.

/** @import { NumberParam, Param, Parsed, Value, Values } from "./types.js" */

/**
 * @param {Param[]} params
 * @returns {Values}
 */
export function defaults(params) {
  return Object.fromEntries(params.map((param) => [param.id, param.default]));
}

/**
 * What a text means as the value of a parameter. The sentence for what it does not take comes from
 * Rust, which refuses the same values.
 * @param {Param} param
 * @param {string} text
 * @returns {Parsed}
 */
export function parse(param, text) {
  const value = read(param, text);
  return value === undefined ? { error: param.refusal } : { value };
}

/** The text for a value, such that `parse` gives the value back. @param {Value} value */
export function print(value) {
  if (value === true) return "on";
  if (value === false) return "off";
  return String(value);
}

/** The unit behind a number field. @param {Param} param */
export function unit(param) {
  return param.kind === "duration" ? param.unit : "";
}

/** The keyboard that a phone shows for a number's field: with a decimal point if the field takes one. @param {NumberParam} param */
export function keyboard(param) {
  return param.kind === "integer" ? "numeric" : "decimal";
}

/** How much one is in the field of a number. Values are in milliseconds. @param {NumberParam} param */
export function unitMs(param) {
  return unit(param) === "s" ? 1000 : 1;
}

/** What was typed into a number's field as text that `parse` takes. @param {NumberParam} param @param {string} text */
export function fromField(param, text) {
  return unitMs(param) === 1 || text.trim() === "" ? text : String(Number(text) * unitMs(param));
}

/** The other way round. @param {NumberParam} param @param {string} value */
export function toField(param, value) {
  return unitMs(param) === 1 || value.trim() === "" ? value : String(Number(value) / unitMs(param));
}

/**
 * Is the range so wide that a slider must go by magnitude?
 * @param {{ min: number, max: number }} range
 */
export function isLogarithmic({ min, max }) {
  return min > 0 && max / min >= 10_000;
}

/** How many positions a slider by magnitude has. */
export const LOG_STEPS = 600;

/**
 * @param {{ min: number, max: number }} range
 * @param {number} value
 */
export function toPosition(range, value) {
  if (!isLogarithmic(range)) return value;
  return Math.round((LOG_STEPS * Math.log(value / range.min)) / Math.log(range.max / range.min));
}

/**
 * @param {{ min: number, max: number }} range
 * @param {number} position
 */
export function fromPosition(range, position) {
  if (!isLogarithmic(range)) return position;
  const exact = range.min * (range.max / range.min) ** (position / LOG_STEPS);
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(exact)) - 1);
  return Math.min(range.max, Math.max(range.min, Math.round(exact / digits) * digits));
}

const FLAGS = new Map([
  ["on", true],
  ["true", true],
  ["1", true],
  ["off", false],
  ["false", false],
  ["0", false],
]);

/** The value, if the parameter takes it. @param {Param} param @param {string} text @returns {Value | undefined} */
function read(param, text) {
  switch (param.kind) {
    case "duration":
    case "integer": {
      const value = text.trim() === "" ? NaN : Number(text);
      const isWhole = param.kind === "duration" || Number.isInteger(value);
      return isWhole && value >= param.min && value <= param.max ? value : undefined;
    }
    case "text":
      return [...text].length <= param.max_length ? text : undefined;
    case "choice":
      return param.choices.some((choice) => choice.id === text) ? text : undefined;
    case "flag":
      return FLAGS.get(text);
  }
}

/** Those whose names begin with the same word belong together: first delay, first word. @param {Param[]} params @returns {Param[][]} */
export function inGroups(params) {
  /** @type {Map<string, Param[]>} */
  const groups = new Map();
  for (const param of params) {
    const [word = ""] = param.label.split(" ");
    const group = groups.get(word);
    if (group) group.push(param);
    else groups.set(word, [param]);
  }
  return [...groups.values()];
}
