// Keys that are characters and work wherever one is: those who talk to their
// computer, or press keys by chance, can turn them off.

const KEY = "coroscope-character-keys";

/** Do they work away from what they are for? They do unless they were turned off in this browser. */
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
    // Without storage they stay as they are.
  }
}

/** Is the key a part of a text, or of a shortcut of the browser's? @param {KeyboardEvent} event */
export function isTyped({ target, ctrlKey, metaKey, altKey, isComposing }) {
  const field = /** @type {Element | null} */ (target)?.closest?.(
    "input, select, textarea, [contenteditable]",
  );
  const takesText =
    field && !["radio", "checkbox", "range", "button"].includes(field.getAttribute("type") ?? "text");
  return Boolean(takesText || ctrlKey || metaKey || altKey || isComposing);
}
