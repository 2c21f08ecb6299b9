// "Your own Python": the editor in place of the listing, what can be set in it, and what Python says of
// it. It is fetched when somebody opens this program.

import { isOwn } from "../model/own.js";
import { byId, fetchStyle, h } from "../ui/dom.js";
import { createBar } from "./bar.js";
import { createListing } from "./listing.js";
import { createSaid } from "./said.js";
import { createSliders } from "./sliders.js";

/** @import { App, Own, Render } from "./types.js" */

/** @param {App} app @param {Own} own @returns {Promise<Render>} */
export async function createOwnView(app, own) {
  await fetchStyle("own/own.css");
  const isFrame = "embed" in document.documentElement.dataset;
  const source = byId("source");
  const listing = await createListing(app, own);
  const bar = createBar(app, own);
  const said = createSaid(app);
  const sliders = createSliders(listing);
  if (isFrame) byId("timeline").before(bar.element);
  else byId("caption").before(bar.element);
  listing.element.after(said.element);
  const { parentElement: columns } = source;
  const head = /** @type {HTMLElement} */ (byId("intro").parentElement);
  const panel = /** @type {HTMLElement} */ (head.lastElementChild);
  const side = h("div", { class: "own-side" });
  let isShown = false;
  // Whoever runs a listing says that it may run.
  byId("run").addEventListener("click", () => isShown && own.agree());

  /** A listing and its picture stand side by side, and the listing where the others have their introduction. */
  function move() {
    document.documentElement.toggleAttribute("data-own", isShown);
    if (isFrame) {
      // In an article the frame stands in place of the listing.
      if (isShown) head.before(source);
      return;
    }
    const [guess, timeline] = [byId("guess"), byId("timeline")];
    if (isShown) {
      byId("intro").append(source);
      side.append(panel, guess, timeline);
      head.append(side);
    } else {
      columns?.prepend(source);
      head.append(panel);
      head.after(guess, timeline);
      side.remove();
    }
  }

  return (state) => {
    if (isOwn(state.settings) !== isShown) {
      isShown = !isShown;
      move();
    }
    for (const part of [bar, listing, said, sliders]) part.show(state, isShown);
  };
}
