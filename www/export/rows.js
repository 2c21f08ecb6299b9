// What the rows of "Take it with you" are made of.

import { h, setText } from "../ui/dom.js";

/** @param {string} title @param {string} id */
export function row(title, id) {
  const buttons = h("div", { class: "export-buttons" });
  const status = h("p", { class: "export-status", role: "status", "data-testid": `took-${id}` });
  const body = h("div", { class: "export-body" }, buttons, status);
  const element = h(
    "section",
    { class: "export-row", "aria-labelledby": `export-${id}` },
    h("h3", { id: `export-${id}` }, title),
    body,
  );
  return {
    element,
    body,
    /** @param {...HTMLElement} added */
    add: (...added) => buttons.append(...added),
    /** @param {string} sentence */
    say: (sentence) => setText(status, sentence),
  };
}

/** @param {string} id @param {string} words @param {() => void} act */
export function button(id, words, act) {
  const element = h(
    "button",
    {
      type: "button",
      class: "small",
      "data-testid": id,
      click: () => {
        if (element.getAttribute("aria-disabled") !== "true") act();
      },
    },
    words,
  );
  return element;
}

/** @param {HTMLElement} element @param {boolean} isDisabled @param {string} why */
export function disable(element, isDisabled, why) {
  if (isDisabled) element.setAttribute("aria-disabled", "true");
  else element.removeAttribute("aria-disabled");
  element.title = why;
}
