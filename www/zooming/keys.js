// The keys that zoom and pan, while the timeline has the focus.

/** @import { KeyHelp, ZoomActions } from "./types.js" */

/** Its keys. @type {readonly KeyHelp[]} */
export const KEYS = Object.freeze([
  {
    keys: ["+", "-"],
    does: "Closer, or farther away. So does the wheel with Control or Cmd, and two fingers.",
  },
  { keys: ["0"], does: "Shows the whole run. A double click shows one span." },
  { keys: ["Shift+ArrowLeft", "Shift+ArrowRight"], does: "Back, or on, along the time. So does dragging." },
  {
    keys: ["Alt+ArrowUp", "Alt+ArrowDown"],
    does: "Thicker lanes, or thinner ones. So does the wheel with Alt.",
  },
]);

/** A press moves by this part of what is shown. */
const PART = 0.25;

/** @param {HTMLElement} root @param {ZoomActions} act */
export function listenToKeys(root, act) {
  root.addEventListener("keydown", (event) => {
    // Copies of earlier events for a view that was fetched late (`ui/lazy_near.js`) were handled here.
    if (event.ctrlKey || event.metaKey || !event.isTrusted) return;
    const found = actionOf(event);
    if (!found) return;
    event.preventDefault();
    found();
  });

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  function actionOf({ key, shiftKey, altKey }) {
    if (altKey) {
      return key === "ArrowUp"
        ? () => act.thicker(true)
        : key === "ArrowDown"
          ? () => act.thicker(false)
          : undefined;
    }
    if (shiftKey && key === "ArrowLeft") return () => act.part(-PART);
    if (shiftKey && key === "ArrowRight") return () => act.part(PART);
    if (key === "+" || key === "=") return () => act.step(true);
    if (key === "-" || key === "\u2212" || key === "_") return () => act.step(false);
    if (key === "0") return act.fit;
  }
}
