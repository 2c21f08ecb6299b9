// The page on paper: what print.css cannot do alone. Canvases are painted in light colours, as wide as
// a sheet of paper, and the settings are there in words instead of fields.

import { byId, fetchStyle, h, setText } from "../ui/dom.js";
import { drawAtLeast } from "../ui/resolution.js";
import { chosenVariant } from "../model/state.js";
import { settingsText } from "./settings.js";

/** @import { FirstApp, Render } from "./types.js" */

/** A sheet of paper has at least this many pixels for each of a style sheet. */
const DOTS = 3;
/** And always more than the screen, so that each canvas is another one and nothing in it is cleared: see `sheetOf`. */
const MORE = 1;

/** @param {FirstApp} app @returns {Promise<Render>} */
export async function createPrint(app) {
  // Which hides what is for paper.
  await fetchStyle("export/print.css");
  const root = document.documentElement;
  const words = h("p", { class: "print-settings", "data-testid": "print-settings" });
  byId("title").after(words);
  let isPrinting = false;
  /** The theme on the screen. @type {string | undefined} */
  let theme;

  /** A browser does not wait for a frame before it prints. @param {boolean} isIt */
  function turn(isIt) {
    if (isIt === isPrinting) return;
    isPrinting = isIt;
    root.toggleAttribute("data-printing", isIt);
    if (isIt) theme = root.dataset["theme"];
    if (isIt) root.dataset["theme"] = "light";
    else if (theme) root.dataset["theme"] = theme;
    else delete root.dataset["theme"];
    drawAtLeast(isIt ? Math.max(DOTS, Math.ceil(devicePixelRatio) + MORE) : 1);
    dispatchEvent(new Event("themechange"));
    app.draw();
  }
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  // Some browsers report the one, some the other.
  matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));

  return ({ settings }) => {
    if (settings) setText(words, `${chosenVariant(settings).title}. ${settingsText(settings)}`);
  };
}
