// What the program is about: its chapter, title, question and what to watch.

import { byId, h, prose, setText, whenChanged } from "../dom.js";

/** @returns {View} */
export function createHead() {
  const show = whenChanged((/** @type {Program | undefined} */ program) => {
    if (!program) return;
    setText(byId("chapter"), program.chapter);
    setText(byId("title"), program.title);
    byId("question").replaceChildren(...prose(program.question));
    byId("watch").replaceChildren(...program.watch.map((paragraph) => h("p", {}, ...prose(paragraph))));
    document.title = `${program.title} · Coroscope`;
  });
  return (state) => show(state.settings?.program);
}
