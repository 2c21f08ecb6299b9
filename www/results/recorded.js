// What is said of a run that was recorded elsewhere, and the choice among its files. It is fetched when
// somebody opens one.

import { byId, fetchStyle, h, setText, whenChanged } from "../ui/dom.js";
import { isRecorded } from "../model/recorded.js";

/** @import { App, Recorded, RecordedFile, Render } from "./types.js" */

/** @param {App} app @returns {Promise<Render>} */
export async function createRecorded(app) {
  await fetchStyle("results/recorded.css");
  const select = h("select", { id: "recorded-file", "data-testid": "recorded-file" });
  select.addEventListener("change", () => app.showFile(select.value));
  const files = h(
    "div",
    { class: "recorded-files" },
    h("label", { for: "recorded-file", class: "sr-only" }, "Source file"),
    select,
  );
  const said = h("div", {
    id: "param-recorded",
    class: "recorded-said",
    tabindex: -1,
    role: "note",
    "data-testid": "recorded-said",
  });
  const note = h("p", { class: "note recorded-note", "data-testid": "recorded-note" });
  /** The listing, if it is whole and all that there was. @type {string | null} */
  let whole = null;
  const copy = h(
    "p",
    { class: "recorded-copy" },
    h(
      "button",
      { type: "button", class: "small", "data-testid": "edit-copy", click: () => void edit() },
      "Run and edit a copy",
    ),
  );
  byId("source-title").after(files);
  byId("caption").after(note, copy);

  async function edit() {
    try {
      if (whole !== null) (await app.own()).open(whole);
      scrollTo({ top: 0 });
      byId("main").focus({ preventScroll: true });
    } catch (error) {
      app.complain(error);
    }
  }
  byId("about").after(said);

  const say = whenChanged((/** @type {readonly string[]} */ sentences) => {
    said.hidden = sentences.length === 0;
    said.replaceChildren(...sentences.map((sentence) => h("p", {}, sentence)));
  });
  const list = whenChanged((/** @type {Recorded["files"]} */ all) => {
    select.replaceChildren(...all.map(({ name }) => h("option", { value: name }, name)));
    files.hidden = all.length < 2;
  });
  const show = whenChanged((/** @type {RecordedFile} */ { name, note: about }) => {
    select.value = name;
    note.hidden = about === "";
    setText(note, about);
  });

  return ({ settings, recorded, listings }) => {
    const isShown = isRecorded(settings) && recorded !== undefined;
    document.documentElement.toggleAttribute("data-recorded", isShown);
    if (!isShown || !settings) return;
    // It has no place among the programs of a chapter.
    setText(byId("chapter"), settings.program.chapter);
    say(recorded.said);
    list(recorded.files);
    show(recorded.shown);
    const { listing, language, note: missing } = recorded.shown;
    const found = listings[listing];
    const isAll = recorded.files.length === 1 && language === "python" && missing === "";
    whole = isAll && found?.state === "there" ? found.text : null;
    copy.hidden = whole === null;
  };
}
