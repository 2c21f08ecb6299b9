// What the program is about, and its variants.

import { byId, h, prose, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { PYTHON_TEXTS, aboutOf, textsOf } from "../model/state.js";

/** @import { FirstApp, Listing, Program, Render, Texts, Variant } from "./types.js" */

/** More variants than this are written smaller, and on a phone in two columns. */
const MOST_IN_A_ROW = 3;

/** @param {FirstApp} app @returns {Render} */
export function createHead(app) {
  const field = byId("variants");
  const legend = /** @type {Element} */ (field.firstElementChild);

  const name = whenChanged((/** @type {Program} */ program, /** @type {readonly Program[]} */ catalog) => {
    const chapter = catalog.filter((other) => other.chapter === program.chapter);
    setText(byId("chapter"), `${program.chapter} · ${chapter.indexOf(program) + 1} of ${chapter.length}`);
    setText(byId("title"), program.title);
    document.title = `${program.title} · Coroscope`;
    field.classList.toggle("many", program.variants.length > MOST_IN_A_ROW);
    field.replaceChildren(legend, ...program.variants.map((variant) => radio(variant, app.selectVariant)));
  });

  const introduce = whenChanged(
    (
      /** @type {Listing | undefined} */ listing,
      /** @type {Texts | null} */ texts,
      /** @type {boolean} */ isComing,
    ) => {
      // Until the texts are there, those before them keep their space, unseen.
      const isBusy = isComing || listing?.state === "coming";
      for (const id of ["intro", "watch"]) setAttribute(byId(id), "aria-busy", isBusy ? "true" : null);
      if (isComing) return;
      if (texts) {
        byId("question").replaceChildren(...prose(texts.question));
        byId("watch").replaceChildren(...texts.watch.map((paragraph) => h("p", {}, ...prose(paragraph))));
      } else if (listing?.state === "failed") {
        byId("question").replaceChildren();
        byId("watch").replaceChildren(h("p", {}, listing.problem));
      }
    },
  );

  const mark = whenChanged((/** @type {Program} */ _program, /** @type {string} */ chosen) => {
    for (const input of field.querySelectorAll("input")) input.checked = input.value === chosen;
  });

  const about = whenChanged((/** @type {string} */ text) => byId("about").replaceChildren(...prose(text)));

  return (state) => {
    const { settings, listings } = state;
    if (!settings) return;
    name(settings.program, state.catalog);
    // Those for whoever reads Python are one more file.
    const isComing = settings.tab === "python" && listings[PYTHON_TEXTS]?.state === "coming";
    introduce(listings[settings.program.rust], textsOf(state), isComing);
    mark(settings.program, settings.variant);
    about(aboutOf(state)?.text ?? "");
  };
}

/** @param {Variant} variant @param {(id: string) => void} select */
function radio({ id, title }, select) {
  return h(
    "label",
    {},
    h("input", {
      type: "radio",
      name: "variant",
      value: id,
      "data-testid": `variant-${id}`,
      "aria-describedby": "about",
      change: () => select(id),
    }),
    h("span", {}, title),
  );
}
