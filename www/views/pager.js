// The programs before and after this one, at the foot.

import { byId, h, whenChanged } from "../ui/dom.js";
import { linkTo } from "./catalog.js";

/** @import { App, Program, Render } from "./types.js" */

/** @param {App} app @returns {Render} */
export function createPager(app) {
  const pager = byId("pager");
  const show = whenChanged((/** @type {readonly Program[]} */ catalog, /** @type {Program} */ current) => {
    const at = catalog.indexOf(current);
    /** @param {Program | undefined} program @param {string} word @param {string} rel */
    const step = (program, word, rel) => {
      if (!program) return h("span");
      const where = program.chapter === current.chapter ? word : `${word} chapter: ${program.chapter}`;
      return linkTo(app, program, { class: rel, rel }, h("span", {}, where), program.title);
    };
    pager.replaceChildren(step(catalog[at - 1], "Previous", "prev"), step(catalog[at + 1], "Next", "next"));
  });
  return ({ catalog, settings }) => {
    if (settings) show(catalog, settings.program);
  };
}
