// One row for each parameter: a slider with a number field, a text field, a
// choice or a switch. A row never rewrites a field that a person is typing in.

import { byId, h, prose, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { count } from "../model/format.js";
import {
  fromField,
  fromPosition,
  inGroups,
  isLogarithmic,
  keyboard,
  LOG_STEPS,
  print,
  toField,
  toPosition,
  unit,
  unitMs,
} from "../model/params.js";
import { chosenVariant, textsOf } from "../model/state.js";

/** @import { FirstApp, NumberParam, Param, Program, Render, Row, SetText } from "./types.js" */

/** A text with a higher limit of characters has a row of its own. */
const LONG = 60;
/** A number field with a higher limit is wider. */
const MANY = 99_999;

/** @param {FirstApp} app @returns {Render} */
export function createParams(app) {
  const root = byId("params");
  /** @type {Map<string, Row>} */
  let rows = new Map();

  const list = whenChanged((/** @type {Program} */ program) => {
    rows = new Map(
      program.params.map((param) => [
        param.id,
        createRow(param, (text, good) => app.setParam(param.id, text, good)),
      ]),
    );
    root.replaceChildren(
      ...inGroups(program.params).map((group) => {
        const elements = group.map(({ id }) => /** @type {Row} */ (rows.get(id)).element);
        return elements.length > 1 ? h("div", { class: "param-group" }, ...elements) : elements[0];
      }),
    );
  });

  // What they are for is said in the listing.
  const explain = whenChanged(
    (/** @type {Map<string, Row>} */ rows, /** @type {string[] | undefined} */ texts) => {
      let place = 0;
      for (const { element } of rows.values()) {
        element.querySelector(".help")?.replaceChildren(...prose(texts?.[place++] ?? ""));
      }
    },
  );

  // Enter in a field runs the program, as it submits a form. Each value holds as soon as it is typed.
  root.addEventListener("keydown", ({ key, target, repeat, isComposing }) => {
    const isField =
      target instanceof HTMLInputElement && (target.type === "number" || target.type === "text");
    if (key === "Enter" && isField && !repeat && !isComposing) byId("run").click();
  });

  return (state) => {
    const { settings, errors } = state;
    if (!settings) return;
    list(settings.program);
    explain(rows, textsOf(state)?.params);
    // What the chosen variant does not read would do nothing.
    let { unread } = chosenVariant(settings);
    for (const [id, row] of rows) {
      row.element.hidden = (unread & 1) === 1 && !settings.compare && !errors[id];
      unread >>= 1;
      row.show(print(settings.values[id] ?? ""), errors[id] ?? "");
    }
  };
}

/** @param {Param} param @param {SetText} set @returns {Row} */
export function createRow(param, set) {
  const id = `param-${param.id}`;
  const error = h("p", { class: "error", id: `${id}-error`, "aria-live": "polite" });
  const { field, label, update } = createField(param, id, set);
  const isLong = param.kind === "text" && param.max_length > LONG;
  const element = h(
    "div",
    { class: `param param-${param.kind}${isLong ? " param-long" : ""}` },
    label,
    ...field,
    h("p", { class: "help", id: `${id}-help` }),
    error,
  );
  const inputs = element.querySelectorAll("input, select");
  return {
    element,
    show(value, sentence) {
      setText(error, sentence);
      for (const input of inputs) setAttribute(input, "aria-invalid", sentence ? "true" : null);
      update(value, sentence !== "");
    },
  };
}

/**
 * @param {Param} param
 * @param {string} id
 * @param {SetText} set
 * @returns {{ label: HTMLElement, field: HTMLElement[], update: (value: string, isWrong: boolean) => void }}
 */
function createField(param, id, set) {
  const describedBy = `${id}-help ${id}-error`;
  const label = h("label", { for: id }, param.label);
  switch (param.kind) {
    case "duration":
    case "integer":
      return numberField(param, id, describedBy, label, set);
    case "text": {
      const input = h("input", {
        type: "text",
        id,
        "data-testid": id,
        "aria-describedby": describedBy,
        autocomplete: "off",
        spellcheck: "false",
      });
      return { label, field: [input], update: keepTyping(input, set) };
    }
    case "choice": {
      const select = h(
        "select",
        { id, "data-testid": id, "aria-describedby": describedBy },
        ...param.choices.map((choice) => h("option", { value: choice.id }, choice.title)),
      );
      select.addEventListener("change", () => set(select.value, select.value));
      return { label, field: [select], update: (value) => void (select.value = value) };
    }
    case "flag": {
      const input = h("input", {
        type: "checkbox",
        role: "switch",
        id,
        "data-testid": id,
        "aria-describedby": describedBy,
      });
      input.addEventListener("change", () => set(print(input.checked), print(input.checked)));
      return { label, field: [input], update: (value) => void (input.checked = value === "on") };
    }
  }
}

/**
 * @param {NumberParam} param
 * @param {string} id
 * @param {string} describedBy
 * @param {HTMLElement} label
 * @param {SetText} set
 */
function numberField(param, id, describedBy, label, set) {
  const isLog = isLogarithmic(param);
  const number = h("input", {
    type: "number",
    id,
    "data-testid": id,
    "aria-describedby": describedBy,
    min: param.min / unitMs(param),
    max: param.max / unitMs(param),
    step: param.kind === "integer" ? param.step : "any",
    inputmode: keyboard(param),
    class: param.max > MANY ? "many" : null,
    title: `${count(param.min / unitMs(param))} to ${count(param.max / unitMs(param))}${unit(param) && ` ${unit(param)}`}`,
  });
  const slider = h("input", {
    type: "range",
    class: "slider",
    "data-testid": `${id}-slider`,
    "aria-label": param.label,
    "aria-describedby": `${id}-help`,
    min: isLog ? 0 : param.min,
    max: isLog ? LOG_STEPS : param.max,
    step: isLog ? 1 : param.step,
  });
  slider.addEventListener("input", () => {
    const value = String(fromPosition(param, slider.valueAsNumber));
    set(value, value);
  });
  const updateNumber = keepTyping(number, (text, good) =>
    set(fromField(param, text), fromField(param, good)),
  );
  const field = [
    slider,
    h("span", { class: "number" }, number, h("span", { class: "unit", "aria-hidden": "true" }, unit(param))),
  ];

  /** @param {string} value @param {boolean} isWrong */
  const update = (value, isWrong) => {
    updateNumber(toField(param, value), isWrong);
    const position = String(toPosition(param, Number(value)));
    if (slider.value !== position) slider.value = position;
    const [low, high] = [Number(slider.min), Number(slider.max)];
    slider.style.setProperty(
      "--filled",
      `${high > low ? (100 * (slider.valueAsNumber - low)) / (high - low) : 0}%`,
    );
    setAttribute(slider, "aria-valuetext", `${count(Number(value) / unitMs(param))} ${unit(param)}`.trim());
  };
  return { label, field, update };
}

/**
 * Shows a value in a field, but leaves alone what a person is typing there.
 * A wrong value stays in view beside its sentence; meanwhile the value from
 * before it holds: a person who types 5001 never meant 500.
 * @param {HTMLInputElement} input
 * @param {SetText} set
 */
function keepTyping(input, set) {
  let inForce = "";
  let good = "";
  input.addEventListener("focus", () => (good = inForce));
  input.addEventListener("input", () => set(input.value, good));
  /** @param {string} value @param {boolean} isWrong */
  return (value, isWrong) => {
    inForce = value;
    if (isWrong || (document.activeElement === input && sameNumber(input, value))) return;
    if (input.value !== value) input.value = value;
  };
}

/** "1." and "01" equal 1, and are not rewritten. @param {HTMLInputElement} input @param {string} value */
function sameNumber(input, value) {
  return input.type === "number" && input.value !== "" && Number(input.value) === Number(value);
}
