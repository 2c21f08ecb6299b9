// "You are the scheduler": the next task to be polled is chosen by a rule or by
// hand, and other orders can be tried.

import { fetchStyle, h, setText, whenChanged } from "../ui/dom.js";
import { createPicker } from "./picker.js";
import { createTrials } from "./trials.js";

/** @import { App, Order, Render, State } from "./types.js" */

/** @typedef {"fifo" | "seed" | "picks"} Way */

/** @type {[Way, string][]} */
const WAYS = [
  ["fifo", "First in, first out"],
  ["seed", "Shuffled"],
  ["picks", "Picked by you"],
];

/** An explanation of each way. @type {Record<Way, string>} */
const MEANING = {
  fifo: "Who became ready first is polled first. That is what this loop does by itself.",
  seed: "One of the ready tasks at random each time. The same seed makes the same choices again.",
  picks:
    "You decide. The prediction, the output and the timeline follow each choice, and Run takes the same order.",
};

/** @param {App} app @param {HTMLElement} body @returns {Promise<Render>} */
export async function createOrders(app, body) {
  await fetchStyle("orders/orders.css");
  // Without a pick, the order by hand is first in, first out.
  let isPicking = false;
  /** @type {State | null} */
  let last = null;

  const meaning = h("p", { class: "orders-meaning" });
  const seed = h("input", {
    type: "number",
    id: "seed",
    "data-testid": "seed",
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    step: 1,
    inputmode: "numeric",
  });
  const seedError = h("p", { class: "error", id: "orders-seed-error", role: "status" });
  seed.setAttribute("aria-describedby", seedError.id);
  const shuffled = h(
    "div",
    { class: "orders-seed", hidden: true },
    h("label", { for: "seed" }, "Seed"),
    seed,
    h(
      "button",
      {
        type: "button",
        class: "small",
        "data-testid": "another-seed",
        click: () => app.setOrder({ seed: (seedOf(last) + 1) % Number.MAX_SAFE_INTEGER }),
      },
      "Another seed",
    ),
    seedError,
  );
  seed.addEventListener("input", () => {
    const value = seed.value.trim() === "" ? NaN : Number(seed.value);
    const isGood = Number.isSafeInteger(value) && value >= 0;
    setText(seedError, isGood ? "" : "A seed is a whole number from 0 on.");
    seed.toggleAttribute("aria-invalid", !isGood);
    if (isGood) app.setOrder({ seed: value });
  });

  const ways = h(
    "fieldset",
    { class: "where orders-ways", "data-testid": "orders-ways" },
    h("legend", {}, "Who is next"),
    ...WAYS.map(([way, title]) =>
      h(
        "label",
        {},
        h("input", { type: "radio", name: "orders-way", value: way, "data-testid": `orders-${way}` }),
        h("span", {}, title),
      ),
    ),
  );
  ways.addEventListener("change", ({ target }) =>
    choose(/** @type {Way} */ (/** @type {HTMLInputElement} */ (target).value)),
  );

  const picker = createPicker(app);
  const trials = createTrials(app);
  body.append(
    h(
      "div",
      { class: "orders" },
      h(
        "p",
        { class: "orders-intro" },
        "When several tasks are ready at once, somebody has to say which of them is polled next. Choose otherwise, and see what depends on it.",
      ),
      ways,
      meaning,
      shuffled,
      picker.element,
      trials.element,
    ),
  );

  /** @param {Way} way */
  function choose(way) {
    isPicking = way === "picks";
    app.setOrder(way === "seed" ? { seed: 1 } : "fifo");
  }

  const show = whenChanged((/** @type {Way} */ way, /** @type {number} */ number) => {
    for (const input of ways.querySelectorAll("input")) input.checked = input.value === way;
    setText(meaning, MEANING[way]);
    shuffled.hidden = way !== "seed";
    picker.element.hidden = way !== "picks";
    if (way === "seed" && Number(seed.value) !== number) {
      seed.value = String(number);
      setText(seedError, "");
      seed.removeAttribute("aria-invalid");
    }
  });

  return (state) => {
    if (!state.settings) return;
    last = state;
    const way = wayOf(state.settings.order);
    if (way !== "fifo") isPicking = way === "picks";
    const shown = isPicking ? "picks" : way;
    show(shown, seedOf(state));
    if (shown === "picks") picker.show(state);
    trials.show(state);
  };
}

/** @param {Order} order @returns {Way} */
function wayOf(order) {
  if (order === "fifo") return "fifo";
  return "seed" in order ? "seed" : "picks";
}

/** @param {State | null} state */
function seedOf(state) {
  const order = state?.settings?.order;
  return order && order !== "fifo" && "seed" in order ? order.seed : 0;
}
