// "Your own Python": the program of the catalog whose listing a person writes. Pure.

/** @import { Program, Settings, State } from "./types.js" */

/** It runs in CPython, not in the wasm of the programs. @type {Program} */
export const OWN = {
  id: "python",
  chapter: "Your own",
  title: "Your own Python",
  needs: [],
  variants: [{ id: "listing", title: "As it is written" }],
  suggested: "listing",
  params: [],
  rust: "listing.py",
  python: null,
};

/** @param {Pick<Settings, "program"> | null} settings */
export function isOwn(settings) {
  return settings?.program === OWN;
}

/** What follows the query in a link to what is shown: the listing, if it is a person's own. @param {Pick<State, "settings" | "own">} state */
export function fragmentOf({ settings, own }) {
  // What was typed last may not be compressed yet; then it is what was typed before.
  return isOwn(settings) && own?.link?.code ? `#code=${own.link.code}` : "";
}
