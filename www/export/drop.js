// Opens a run whose file is dropped anywhere on the page.

import { fetchStyle } from "../ui/dom.js";

/** @import { App } from "./types.js" */

/** @param {App} app */
export function createDrop(app) {
  const root = document.documentElement;
  /** @param {boolean} isOver */
  const mark = (isOver) => root.toggleAttribute("data-dropping", isOver);

  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    fetchStyle("export/export.css");
    mark(true);
  });
  addEventListener("dragleave", (event) => {
    // Each element that the pointer leaves sends this event; only leaving the page names no other.
    if (event.relatedTarget === null) mark(false);
  });
  addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(false);
    const [file, ...more] = event.dataTransfer?.files ?? [];
    if (!file) return;
    if (more.length > 0) {
      return app.complain(new Error("Drop one file: there is room for one run at a time."));
    }
    const { openRun } = await import("./open.js");
    app.complain(new Error(await openRun(app, file)));
  });
}

/** @param {DragEvent} event */
function hasFiles(event) {
  return event.dataTransfer?.types.includes("Files") === true;
}
