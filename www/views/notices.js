// Sentences about parts of the address and settings that could not be used.

import { byId, h, whenChanged } from "../ui/dom.js";

/** @import { FirstApp, Render } from "./types.js" */

/** @param {FirstApp} app @returns {Render} */
export function createNotices(app) {
  const root = byId("notices");
  const show = whenChanged((/** @type {readonly string[]} */ notices) => {
    root.replaceChildren();
    if (notices.length === 0) return;
    root.append(
      h(
        "div",
        { class: "notice" },
        h("div", {}, ...notices.map((sentence) => h("p", {}, sentence))),
        h("button", { type: "button", class: "small quiet", click: app.dismissNotices }, "Dismiss"),
      ),
    );
  });
  return (state) => show(state.notices);
}
