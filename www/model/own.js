// "Your own Python": the program of the catalog whose listing a person writes. Pure.

/** @import { Program, Settings } from "./types.js" */

/** It runs in CPython, not in the wasm of the programs. @type {Program} */
export const OWN = {
  id: "python",
  chapter: "Your own",
  title: "Your own Python",
  needs: [],
  variants: [{ id: "listing", title: "As written", unread: 0 }],
  suggested: "listing",
  params: [],
  rust: "listing.py",
  python: null,
};

/** @param {Pick<Settings, "program"> | null} settings */
export function isOwn(settings) {
  return settings?.program === OWN;
}
