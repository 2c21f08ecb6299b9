// What the choice of a place means, and that of an order. It is there on hover and focus, and always when it
// is a warning or says that something is not as usual.

import { byId, setText } from "../ui/dom.js";
import { isHidden } from "../model/state.js";

/** @import { Render, State } from "./types.js" */

/** @returns {Render} */
export function createHint() {
  const hint = byId("hint");
  return (state) => {
    const text = hintText(state);
    setText(hint, text);
    const isWarning = text.startsWith("It will freeze");
    hint.classList.toggle("strong", isWarning);
    hint.classList.toggle("kept", isWarning || (state.settings?.order ?? "fifo") !== "fifo");
  };
}

/** What the choice of a place means. It is said before Run, because a blocked page could not. @param {State} state */
function hintText(state) {
  const { settings, predicted } = state;
  if (!settings) return "";
  const blocks =
    !isHidden(state) &&
    predicted[settings.variant]?.report.warnings.some((warning) => warning.kind === "blocked");
  const hints = [];
  if (settings.where === "worker") {
    hints.push("A worker is another thread: the program has a loop of its own there. Stop always works.");
  } else if (blocks) {
    hints.push("It will freeze this page while it blocks, Stop included. A worker keeps Stop usable.");
  } else hints.push("The program and this page take turns on one loop; a worker is another thread.");
  const { order } = settings;
  if (order !== "fifo") {
    hints.push(
      "seed" in order
        ? `Ready tasks are polled in an order shuffled by seed ${order.seed}.`
        : "Ready tasks are polled in the order that you picked.",
    );
  }
  return hints.join(" ");
}
