// A button on each place of the ready queue that is not next: to be polled
// next instead.

import { chipDecorators } from "./moment.js";
import { fetchStyle, h, setAttribute } from "../ui/dom.js";

/** @import { App } from "./types.js" */

/** @param {App} app */
export async function createChips(app) {
  await fetchStyle("orders/orders.css");
  chipDecorators.add((chip, task, place, moment, track) => {
    const { picks, ready_count, running, next } = moment;
    // In a measured run the order has been chosen, and within a poll there is nothing to choose.
    const isOpen =
      track.kind === "predicted" &&
      picks !== null &&
      ready_count > 1 &&
      running === null &&
      next !== null &&
      place !== next.place;
    const known = /** @type {HTMLButtonElement | null} */ (chip.querySelector(".chip-pick"));
    if (!isOpen) return known?.remove();
    const button =
      known ?? chip.appendChild(h("button", { type: "button", class: "chip-pick" }, "Poll next"));
    setAttribute(button, "aria-label", `Poll next: ${task.name}`);
    button.onclick = () => {
      app.setOrder({ picks: [...picks, place] });
      // The button is removed, because its task is next now.
      chip.closest("ol")?.focus();
    };
  });
}
