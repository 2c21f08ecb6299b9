// The programs before and after this one, at the foot.

import { byId, h, whenChanged } from "../ui/dom.js";
import { OWN } from "../model/own.js";
import { during } from "../settled.js";
import { linkTo } from "./catalog.js";

/** @import { App, Program, Render } from "./types.js" */

/** @param {App} app @returns {Render} */
export function createPager(app) {
  const pager = byId("pager");
  /** Is what was learned to be shown? */
  let wanted = false;
  const show = whenChanged((/** @type {readonly Program[]} */ catalog, /** @type {Program} */ current) => {
    const at = catalog.indexOf(current);
    /** @param {Program | undefined} program @param {string} word @param {string} rel */
    const step = (program, word, rel) => {
      if (!program) return h("span");
      const where = program.chapter === current.chapter ? word : `${word} chapter: ${program.chapter}`;
      return linkTo(app, program, { class: rel, rel }, h("span", {}, where), program.title);
    };
    pager.replaceChildren(step(catalog[at - 1], "Previous", "prev"), step(catalog[at + 1], "Next", "next"));
    sumUp(catalog, at);
  });

  /** At the end of the path, which is before a person's own listing, the page says what was learned. @param {readonly Program[]} catalog @param {number} at */
  async function sumUp(catalog, at) {
    wanted = catalog[at] !== OWN && at === catalog.indexOf(OWN) - 1;
    document.querySelector(".learned")?.remove();
    if (!wanted) return;
    // Without it nothing is missing that somebody looks for.
    const coming = import("./learned.js").then(({ learned }) => learned(app, catalog));
    const part = await during("fetching a part of the page", coming).catch(() => null);
    if (part && wanted && !document.querySelector(".learned")) pager.before(part);
  }
  return ({ catalog, settings }) => {
    if (settings) show(catalog, settings.program);
  };
}
