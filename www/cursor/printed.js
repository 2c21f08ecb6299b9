// The output at the cursor: lines that are not printed yet are dimmed.

import { byId, h, setText } from "../ui/dom.js";
import { count } from "../model/format.js";
import { momentOf } from "./moments.js";

/** @import { App, Render } from "./types.js" */

/** Scrolls the list, and nothing else. @param {HTMLElement} list @param {Element | undefined} line */
function bringIntoView(list, line) {
  if (!line) return;
  const [seen, box] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
  if (box.top < seen.top || box.bottom > seen.bottom) list.scrollTop += box.top - seen.top;
}

/** @param {App} app @returns {Render} */
export function createPrinted(app) {
  const list = byId("output");
  const note = h("span", { class: "tag", id: "output-then", "data-testid": "output-then", hidden: true });
  byId("output-tag").after(note);

  /** How many lines were printed at the moment that was shown last. */
  let before = Infinity;

  return (state) => {
    const found = momentOf(app, state);
    const lines = found?.track.report.output.length ?? 0;
    const printed = found?.moment.printed ?? Infinity;
    note.hidden = !found || state.settings?.cursor == null || lines === 0;
    if (!note.hidden) {
      setText(note, `${count(Math.min(printed, lines))} of ${count(lines)} lines printed by then`);
    }
    // A long output is listed by its last lines only.
    const first = lines - list.children.length;
    [...list.children].forEach((line, index) => {
      const isLater = !line.classList.contains("none") && first + index >= printed;
      if (line.classList.contains("later") === isLater) return;
      line.classList.toggle("later", isLater);
      if (isLater) line.append(h("span", { class: "sr-only not-yet" }, "not printed yet"));
      else line.querySelector(".not-yet")?.remove();
    });
    const isOther = printed !== before && state.settings?.cursor != null;
    before = printed;
    if (isOther) bringIntoView(list, list.children[Math.max(0, Math.min(printed, lines) - first - 1)]);
  };
}
