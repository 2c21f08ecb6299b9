// A person's own listing in a link to what is shown. Pure.

import { isOwn } from "./own.js";

/** @import { State } from "./types.js" */

/** What follows the query in a link to what is shown: the listing, if it is a person's own. @param {Pick<State, "settings" | "own">} state */
export function fragmentOf({ settings, own }) {
  // What was typed last may not be compressed yet; then it is what was typed before.
  return isOwn(settings) && own?.link?.code ? `#code=${own.link.code}` : "";
}
