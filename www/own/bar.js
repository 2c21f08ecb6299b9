// Above the listing: what to begin with, and, for code that came with a link or a file, what it takes to run it.

import { h } from "../ui/dom.js";
import { EXAMPLES, fetchExample } from "../run/examples.js";
import { during } from "../settled.js";

/** @import { App, Own, Part } from "./types.js" */

/** @param {App} app @param {Own} own @returns {Part & { choice: HTMLElement }} */
export function createBar(app, own) {
  const select = h(
    "select",
    { id: "own-example", "data-testid": "own-example" },
    h("option", { value: "" }, "Begin with …"),
    ...EXAMPLES.map(({ name, title }) => h("option", { value: name }, title)),
  );
  select.addEventListener("change", () => {
    const { value } = select;
    // It is what to begin with, and no state: the same one can be chosen again.
    select.value = "";
    if (value === "") return;
    during("fetching a listing", fetchExample(value)).then((text) => own.open(text), app.complain);
  });
  const agree = h(
    "button",
    {
      type: "button",
      class: "small",
      "data-testid": "own-agree",
      click: () => own.agree(),
    },
    "Predict it",
  );
  const foreign = h(
    "div",
    { class: "own-foreign", role: "status", "data-testid": "own-foreign", hidden: true },
    h(
      "p",
      {},
      "This listing came with the link or the file, and nothing of it has run here. It runs in a box of its own, without " +
        "the network and without anything of yours, but only when you say so: read it first.",
    ),
    agree,
  );
  const choice = h(
    "div",
    { class: "own-choice", hidden: true },
    h("label", { for: "own-example", class: "sr-only" }, "Begin with an example"),
    select,
  );
  const element = h("div", { class: "own-bar", hidden: true }, foreign);
  return {
    element,
    choice,
    show({ own }, isShown) {
      choice.hidden = element.hidden = !isShown;
      foreign.hidden = !own?.isForeign;
    },
  };
}
