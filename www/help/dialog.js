// The help dialog: what the page is, how to read its picture, and its keys. It
// takes shapes and keys from the code that draws and handles them, so that it
// stays true.

import { fetchStyle, h, prose } from "../ui/dom.js";
import { paintShapes } from "../timeline/legend.js";
import { SHAPES } from "../paint/paint.js";
import { areKeysOn, turnKeys } from "../ui/character_keys.js";
import { keysByPlace } from "./keys.js";
import { INTRODUCTION, MEANINGS, PARTS, PICTURE } from "./texts.js";

/** @type {HTMLDialogElement | undefined} */
let opened;

/** Opens it. When it is closed, the focus goes back to where it was. */
export async function openHelp() {
  await fetchStyle("help/help.css");
  opened ??= makeDialog();
  if (opened.open) return;
  opened.showModal();
  opened.scrollTop = 0;
}

function makeDialog() {
  const shapes = SHAPES.map((shape) => ({ ...shape, canvas: h("canvas", { "aria-hidden": "true" }) }));
  const dialog = h(
    "dialog",
    { class: "help-dialog", "aria-labelledby": "help-title", "data-testid": "help" },
    h(
      "header",
      { class: "help-head" },
      h("h2", { id: "help-title" }, "Help"),
      h(
        "button",
        { type: "button", class: "small", "data-testid": "close-help", click: () => dialog.close() },
        "Close",
      ),
    ),
    h(
      "div",
      { class: "help-body" },
      section("What this page does", ...paragraphs(INTRODUCTION)),
      section(
        "How to read the picture",
        ...paragraphs(PICTURE),
        h(
          "dl",
          { class: "shapes" },
          ...shapes.map(({ canvas, name }) =>
            h("div", {}, h("dt", {}, canvas, name), h("dd", {}, MEANINGS[name] ?? "")),
          ),
        ),
      ),
      section(
        "The parts of the page",
        h(
          "dl",
          { class: "parts" },
          ...PARTS.map(({ name, text }) => h("div", {}, h("dt", {}, name), h("dd", {}, ...prose(text)))),
        ),
      ),
      section("Keys", ...keysByPlace().map(tableOfKeys), switchOfKeys()),
    ),
  );
  // A click beside its content hits the dialog itself.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  paintShapes(shapes);
  return dialog;
}

/** @param {string} title @param {...HTMLElement} children */
function section(title, ...children) {
  return h("section", {}, h("h3", {}, title), ...children);
}

/** @param {readonly string[]} texts */
function paragraphs(texts) {
  return texts.map((text) => h("p", {}, ...prose(text)));
}

/** @param {ReturnType<typeof keysByPlace>[number]} place */
function tableOfKeys({ place, focus, keys }) {
  const rows = keys.map((row) =>
    h("tr", {}, h("th", { scope: "row" }, ...row.keys.map(keyCap)), h("td", {}, row.does)),
  );
  return h("table", { class: "keys", "data-focus": focus }, h("caption", {}, place), h("tbody", {}, ...rows));
}

/** The label of a key, and how it is read out if the label is a sign. @type {Record<string, [string, string?]>} */
const CAPS = {
  ArrowLeft: ["←", "left"],
  ArrowRight: ["→", "right"],
  ArrowUp: ["↑", "up"],
  ArrowDown: ["↓", "down"],
  Escape: ["Esc"],
  Control: ["Ctrl"],
  PageUp: ["Page Up"],
  PageDown: ["Page Down"],
  " ": ["Space"],
  ",": [",", "comma"],
  ".": [".", "full stop"],
  "+": ["+", "plus"],
  "-": ["−", "minus"],
  "?": ["?", "question mark"],
};

/** @param {string} combination  as `Shift+ArrowLeft` */
function keyCap(combination) {
  const parts = combination === "+" ? ["+"] : combination.split("+");
  const caps = parts.flatMap((part, index) => {
    const [cap, spoken] = CAPS[part] ?? [part];
    const shown = spoken
      ? [h("span", { "aria-hidden": "true" }, cap), h("span", { class: "sr-only" }, spoken)]
      : [cap];
    return index > 0 ? [" + ", ...shown] : shown;
  });
  return h("kbd", { "data-key": combination }, ...caps);
}

function switchOfKeys() {
  const input = h("input", {
    type: "checkbox",
    "data-testid": "character-keys",
    change: () => turnKeys(input.checked),
  });
  input.checked = areKeysOn();
  return h(
    "label",
    { class: "check" },
    input,
    h("span", {}, "Keys that are characters work wherever I am on the page"),
  );
}
