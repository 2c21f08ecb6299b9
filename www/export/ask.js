// Asks whether a run that goes on may be stopped. The run itself goes on meanwhile.

import { fetchStyle, h } from "../ui/dom.js";

/**
 * @param {string} name  of the file whose opening would stop it
 * @returns {Promise<boolean>}
 */
export async function askToStop(name) {
  await fetchStyle("export/export.css");
  return new Promise((resolve) => {
    const close = () => dialog.close();
    let isAgreed = false;
    const agree = () => {
      isAgreed = true;
      close();
    };
    const dialog = h(
      "dialog",
      { class: "ask", "aria-labelledby": "ask-sentence", "data-testid": "ask" },
      h(
        "p",
        { id: "ask-sentence" },
        `A run goes on. Opening ${name} stops it, and what it has done so far is not kept.`,
      ),
      h(
        "div",
        { class: "buttons" },
        // First, so that it has the focus: Enter changes nothing.
        h("button", { type: "button", click: close }, "Let it run"),
        h("button", { type: "button", click: agree }, "Stop it and open the file"),
      ),
    );
    // Escape closes it, too.
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(isAgreed);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
