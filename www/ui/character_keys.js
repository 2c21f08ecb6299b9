// Keys that are characters and work everywhere on the page. People who talk to
// their computer, or who press keys by accident, can turn them off.

const KEY = "coroscope-character-keys";

/** Are they on? They are unless they were turned off in this browser. */
export function areKeysOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function turnKeys(on) {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Without storage the choice cannot be kept.
  }
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
