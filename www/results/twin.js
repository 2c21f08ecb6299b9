// What the tab Python shows: the listing with the values and the variant of the moment, and what is to be
// said of it. It is fetched when that tab is first shown.

import { byId, h, setText, whenChanged } from "../ui/dom.js";
import { encodeCode, withCode } from "../model/code.js";
import { OWN } from "../model/own.js";
import { chosenVariant } from "../model/state.js";
import { aboutTwin, twinOf } from "../model/twin.js";
import { shownLanguage, spokenLanguage } from "../model/twin_lines.js";

/** @import { App, Listing, Program, Render, State, Values } from "./types.js" */

/**
 * @param {App} app
 * @param {(text: string | null) => void} show  gets the text, or null as long as there is none
 * @returns {Render}
 */
export function createTwin(app, show) {
  // In a frame it would take the place of what the author shows, and there is no way back: it has a tab of its own.
  const isFrame = "embed" in document.documentElement.dataset;
  const edit = isFrame
    ? h("a", { target: "_blank", rel: "noopener", "data-testid": "edit-python" })
    : h("button", { type: "button", class: "small", "data-testid": "edit-python", click: bringToEditor });
  let latest = "";
  const lead = whenChanged((/** @type {string} */ text) => {
    latest = text;
    const link = (/** @type {string} */ code) => {
      if (text === latest) edit.setAttribute("href", `./?program=${OWN.id}${withCode("", code)}`);
    };
    // A browser too old to compress has no link with the code in it.
    encodeCode(text).then(link, () => {});
  });
  const caption = byId("caption");
  const about = h("div", { class: "about-twin" });
  caption.before(about);
  about.append(caption, edit);

  async function bringToEditor() {
    const text = twinOf(now)?.text;
    if (text === undefined) return;
    try {
      (await app.own()).open(text);
      scrollTo({ top: 0 });
      byId("main").focus({ preventScroll: true });
    } catch (error) {
      app.complain(error);
    }
  }

  /** @type {State} */
  let now;
  const update = whenChanged(
    (
      /** @type {Listing | undefined} */ _listing,
      /** @type {Program} */ _program,
      /** @type {string} */ _variant,
      /** @type {Readonly<Values>} */ _values,
      /** @type {boolean} */ isSpoken,
    ) => {
      const twin = twinOf(now);
      // What was said of the program before is not true of this one. A space keeps the line's height.
      const about = twin && now.settings ? aboutTwin(twin, chosenVariant(now.settings), isSpoken) : "\u00a0";
      if (now.settings?.program.python) setText(byId("caption"), about);
      show(twin && twin.text);
      if (isFrame && twin) lead(twin.text);
    },
  );
  return (state) => {
    now = state;
    if (!state.settings) return;
    const isLost = isFrame && !edit.hasAttribute("href");
    edit.hidden = isLost || shownLanguage(state) !== "python";
    // What cannot run here can still be changed into something that does.
    const what = twinOf(state)?.runsHere === false ? "Edit this" : "Run and edit this";
    setText(edit, isFrame ? `${what} in Coroscope` : what);
    const { program, variant, values } = state.settings;
    update(
      state.listings[program.python ?? ""],
      program,
      variant,
      values,
      spokenLanguage(state) === "python",
    );
  };
}
