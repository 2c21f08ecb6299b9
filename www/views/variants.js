// The ways to do the same work, and what the chosen one means.

import { byId, h, prose, whenChanged } from "../dom.js";
import { chosenVariant } from "../model/state.js";

/** @param {App} app @returns {View} */
export function createVariants(app) {
  const field = byId("variants");
  const about = byId("about");
  const legend = field.firstElementChild;

  const list = whenChanged((/** @type {Program} */ program) => {
    field.replaceChildren(
      ...(legend ? [legend] : []),
      ...program.variants.map((variant) =>
        h("label", {},
          h("input", {
            type: "radio",
            name: "variant",
            value: variant.id,
            "data-testid": `variant-${variant.id}`,
            "aria-describedby": "about",
            change: () => app.selectVariant(variant.id),
          }),
          h("span", {}, variant.title),
        ),
      ),
    );
  });

  const mark = whenChanged((/** @type {Program} */ program, /** @type {string} */ chosen) => {
    for (const input of field.querySelectorAll("input")) input.checked = input.value === chosen;
    about.replaceChildren(...prose(program.variants.find((one) => one.id === chosen)?.about ?? ""));
  });

  return ({ settings }) => {
    if (!settings) return;
    list(settings.program);
    mark(settings.program, chosenVariant(settings).id);
  };
}
