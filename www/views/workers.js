// The workers that the program has started: while it runs, each can be killed.

import { byId, fetchStyle, h, setAttribute, setText } from "../ui/dom.js";
import { patchList } from "../ui/patch_list.js";
import { spokenTrack } from "../model/state.js";

/** @import { FirstApp, Render } from "./types.js" */

/** @param {FirstApp} app @returns {Render} */
export function createWorkers(app) {
  const root = byId("workers");
  const buttons = h("div", { class: "worker-buttons" });
  const note = h("p", { class: "note" });
  fetchStyle("views/workers.css");
  root.append(h("h3", {}, "Workers"), buttons, note);

  return (state) => {
    const track = spokenTrack(state);
    const workers = track?.report.workers ?? [];
    root.hidden = workers.length === 0;
    const live = track?.life === "live" ? workers : [];
    patchList(
      buttons,
      live,
      ({ name }) => name,
      ({ name }, index) =>
        h(
          "button",
          {
            type: "button",
            class: "small",
            "data-testid": `kill-${index}`,
            click: () => app.killWorker(index),
          },
          `Kill ${name}`,
        ),
    );
    live.forEach(({ name, alive }, index) => {
      const button = buttons.children[index];
      if (!button) return;
      // The button stays, so that the focus is not lost with a worker.
      setAttribute(button, "aria-disabled", alive ? null : "true");
      setText(button, alive ? `Kill ${name}` : `${name} is gone`);
    });
    setText(
      note,
      live.length > 0
        ? ""
        : `It starts ${workers.length === 1 ? "one" : workers.length}. While it runs, each can be killed here, in the middle of whatever it does.`,
    );
  };
}
