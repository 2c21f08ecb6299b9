// While somebody goes through a run, the listing scrolls to the lines that the last poll went through. The
// page itself stays where it is.

import { byId } from "../ui/dom.js";
import { momentOf } from "./moments.js";

/** @import { App, Moment, Render } from "./types.js" */

/** The lines come to stand at this part of what is in view. */
const PLACE = 0.4;

/** @param {App} app @returns {Render} */
export function createFollow(app) {
  const listing = byId("listing");
  /** @type {Moment | null} */
  let followed = null;
  return (state) => {
    const moment = (state.settings?.cursor && momentOf(app, state)?.moment) ?? null;
    if (moment === followed) return;
    if (!moment) followed = null;
    const lit = moment ? [...listing.querySelectorAll(":scope > .line.acted")] : [];
    const [first, last] = [lit[0], lit.at(-1)].map((line) => line?.getBoundingClientRect());
    // A listing can come later than the moment.
    if (!first || !last) return;
    followed = moment;
    const view = listing.getBoundingClientRect();
    if (first.top >= view.top && last.bottom <= view.bottom) return;
    // Of lines that lie too far apart, the last is in view.
    const { top } = last.bottom - first.top > listing.clientHeight ? last : first;
    listing.scrollTop += top - view.top - PLACE * listing.clientHeight;
  };
}
