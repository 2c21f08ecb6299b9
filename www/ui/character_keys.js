// Keys that are characters and work everywhere on the page. People who talk to
// their computer, or who press keys by accident, can turn them off.

import { stored } from "../model/stored.js";

const KEY = "coroscope-character-keys";

/** Are they on? They are unless they were turned off in this browser. */
export function areKeysOn() {
  return stored("localStorage", (all) => all.getItem(KEY)) !== "off";
}

/** @param {boolean} on */
export function turnKeys(on) {
  stored("localStorage", (all) => (on ? all.removeItem(KEY) : all.setItem(KEY, "off")));
}

/** Is the key typed into a text, or part of a shortcut of the browser? @param {KeyboardEvent} event */
export function isTyped({ target, ctrlKey, metaKey, altKey, isComposing }) {
  const field = /** @type {Element | null} */ (target)?.closest?.(
    "input, select, textarea, [contenteditable]",
  );
  const takesText =
    field && !["radio", "checkbox", "range", "button"].includes(field.getAttribute("type") ?? "text");
  return Boolean(takesText || ctrlKey || metaKey || altKey || isComposing);
}
