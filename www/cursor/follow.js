// While somebody goes through a run, the listing scrolls to the line of the task that acted last. The page
// itself stays where it is.

import { byId } from "../ui/dom.js";
import { latestTask, momentOf } from "./moments.js";

/** @import { App, Moment, Render } from "./types.js" */

/** The line comes to stand at this part of what is in view. */
const PLACE = 0.4;

/** @param {App} app @returns {Render} */
export function createFollow(app) {
  const listing = byId("listing");
  /** @type {Moment | null} */
  let followed = null;
  return (state) => {
    const moment = (state.settings?.cursor && momentOf(app, state)?.moment) ?? null;
    if (moment === followed) return;
    followed = moment;
    const task = moment && latestTask(moment);
    const line = task && listing.querySelector(`.stander[data-task="${task.id}"]`)?.closest(".line");
    if (!line) return;
    const { top, bottom } = line.getBoundingClientRect();
    const view = listing.getBoundingClientRect();
    if (top >= view.top && bottom <= view.bottom) return;
    listing.scrollTop += top - view.top - PLACE * listing.clientHeight;
  };
}
