// Numbers of the listing as sliders: what is slept, time limits, constants and counts. To move one
// changes the number in the text.

import { byId, h } from "../ui/dom.js";
import { parse } from "../model/params.js";
import { python } from "../run/python_engine.js";
import { begin } from "../settled.js";
import { createRow } from "../views/params.js";
import { found, paramOf, serves, textOf } from "./numbers.js";

/** @import { Editor, NumberParam, Parameter, Part, Replace, Row } from "./types.js" */

/** Numbers are looked for this long after the last change, ms. */
const PAUSE = 250;
/** More sliders would hide the rest of the page. */
const MOST = 12;

/** @typedef {{ parameter: Parameter, param: NumberParam, row: Row, value: string, error: string }} Slider */

/**
 * @param {{ replace: Replace, setParameters: Editor["setParameters"] }} listing
 * @returns {Part}
 */
export function createSliders({ replace, setParameters }) {
  const element = h("div", { class: "own-sliders", "data-testid": "own-sliders" });
  /** @type {Slider[]} */
  let sliders = [];
  /** The text that they are of; where they stand in another is unknown. */
  let of = "";
  let code = "";
  let isMoving = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let looked = () => {};

  function lookSoon() {
    clearTimeout(timer);
    looked();
    looked = begin("looking for numbers");
    timer = setTimeout(look, PAUSE);
  }

  async function look() {
    const text = code;
    try {
      const { result } = await (await python()).parameters(text);
      if (text === code) put(found(result, text).slice(0, MOST), text);
    } catch {
      // There is no Python, which the prediction says; or no number can be found in this text.
      if (text === code) put([], text);
    } finally {
      if (text === code) looked();
    }
  }

  /** @param {Parameter[]} parameters @param {string} text */
  function put(parameters, text) {
    of = text;
    setParameters(parameters.map(({ start, end, label }) => ({ from: start, to: end, label })));
    const isSame =
      parameters.length === sliders.length &&
      sliders.every(({ param }, at) => serves(param, /** @type {Parameter} */ (parameters[at]), at));
    if (isSame) {
      sliders.forEach((slider, at) => {
        slider.parameter = /** @type {Parameter} */ (parameters[at]);
        const value = String(valueOf(slider.parameter));
        // A wrong value stays in its field, and what is said of it, as long as nothing else has changed it.
        if (value !== slider.value) slider.error = "";
        slider.value = value;
      });
    } else {
      sliders = parameters.map((parameter, at) => {
        const param = paramOf(parameter, at);
        const row = createRow(param, (text, good) => change(at, text, good));
        return { parameter, param, row, value: String(valueOf(parameter)), error: "" };
      });
      element.replaceChildren(...sliders.map(({ row }) => row.element));
    }
    show();
  }

  function show() {
    for (const { row, value, error } of sliders) row.show(value, error);
  }

  /** @param {number} at @param {string} text @param {string} good */
  function change(at, text, good) {
    const slider = sliders[at];
    // Until the numbers have been found in the newest text, nobody knows where they are.
    if (!slider || of !== code) return;
    const { parameter, param } = slider;
    const parsed = parse(param, text);
    slider.error = parsed.error ?? "";
    slider.value = parsed.error === undefined ? String(parsed.value) : good;
    const written = textOf(parameter, Number(slider.value));
    const grown = written.length - (parameter.end - parameter.start);
    // It is known at once where the numbers are afterwards: the next move does not wait for Python.
    code = of = replace(parameter.start, parameter.end, written, { joins: isMoving });
    isMoving = true;
    parameter.end += grown;
    for (const { parameter: other } of sliders) {
      if (other === parameter || other.start < parameter.start) continue;
      other.start += grown;
      other.end += grown;
    }
    lookSoon();
    show();
  }

  // One drag is taken back in one go.
  for (const kind of ["change", "focusout", "pointerup"]) {
    element.addEventListener(kind, () => (isMoving = false));
  }

  return {
    element,
    show({ settings, own }, isShown) {
      const root = byId("params");
      if (isShown && element.parentElement !== root) root.append(element);
      if (!isShown || settings?.code === undefined || own?.isForeign) {
        if (sliders.length > 0) put([], "");
        clearTimeout(timer);
        looked();
        code = "";
        return;
      }
      if (settings.code === code) return;
      code = settings.code;
      lookSoon();
    },
  };

  /** @param {Parameter} parameter */
  function valueOf({ is_seconds, value }) {
    return is_seconds ? Math.round(value * 1e6) / 1000 : value;
  }
}
