// "Your own Python": the editor in place of the listing, what can be set in it, and what Python says of
// it. It is fetched when somebody opens this program.

import { isOwn } from "../model/own.js";
import { byId, fetchStyle } from "../ui/dom.js";
import { createBar } from "./bar.js";
import { createListing } from "./listing.js";
import { createSaid } from "./said.js";
import { createSliders } from "./sliders.js";

/** @import { App, Own, Render } from "./types.js" */

/** @param {App} app @param {Own} own @returns {Promise<Render>} */
export async function createOwnView(app, own) {
  await fetchStyle("own/own.css");
  const isFrame = "embed" in document.documentElement.dataset;
  const listing = await createListing(app, own);
  const bar = createBar(app, own);
  const said = createSaid(app);
  const sliders = createSliders(listing);
  // In a frame the listing may not be shown, but whether it may run is asked all the same.
  if (isFrame) byId("stage").before(bar.element);
  else byId("caption").before(bar.element);
  byId("variants").after(bar.choice);
  listing.element.after(said.element);
  let isShown = false;
  // Whoever runs a listing says that it may run.
  byId("run").addEventListener("click", () => isShown && own.agree());

  return (state) => {
    if (isOwn(state.settings) !== isShown) {
      isShown = !isShown;
      document.documentElement.toggleAttribute("data-own", isShown);
    }
    for (const part of [bar, listing, said, sliders]) part.show(state, isShown);
  };
}
