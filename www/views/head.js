// What the program is about, and the ways to do its work.

import { byId, h, prose, setText, whenChanged } from "../dom.js";
import { chosenVariant } from "../model/state.js";

/** @param {App} app @returns {View} */
export function createHead(app) {
  const field = byId("variants");
  const legend = /** @type {Element} */ (field.firstElementChild);

  const about = whenChanged((/** @type {Program} */ program) => {
    setText(byId("chapter"), program.chapter);
    setText(byId("title"), program.title);
    byId("question").replaceChildren(...prose(program.question));
    byId("watch").replaceChildren(...program.watch.map((paragraph) => h("p", {}, ...prose(paragraph))));
    document.title = `${program.title} · Coroscope`;
    field.replaceChildren(legend, ...program.variants.map((variant) => radio(variant, app.selectVariant)));
  });

  const mark = whenChanged((/** @type {Variant} */ chosen) => {
    for (const input of field.querySelectorAll("input")) input.checked = input.value === chosen.id;
    byId("about").replaceChildren(...prose(chosen.about));
  });

  return ({ settings }) => {
    if (!settings) return;
    about(settings.program);
    mark(chosenVariant(settings));
  };
}

/** @param {Variant} variant @param {(id: string) => void} select */
function radio({ id, title }, select) {
  return h("label", {},
    h("input", { type: "radio", name: "variant", value: id, "data-testid": `variant-${id}`, "aria-describedby": "about", change: () => select(id) }),
    h("span", {}, title),
  );
}
