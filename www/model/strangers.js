// Names in an address that the page does not know: which of them are reported, and which were added by
// other sites and are left out in silence. Fetched only when an address has such a name.

import { quote, RESERVED } from "./url.js";

/** What stands for a run that was opened from a file, see `actions/recorded.js`. */
const RECORDED = "recorded";
const OPEN_AGAIN =
  "A run that was recorded elsewhere was shown here. It is in its file alone: open the file again to see it.";

/** A known name, whose only value is another one. */
const GUESS = "guess";
const GUESS_IS =
  "In the address, guess can be first, which hides the answer until somebody has guessed. It is left out.";

/** @import { Program } from "./types.js" */

/**
 * Returns sentences about those of the unknown names that are close to a known one.
 * @param {readonly string[]} unknown
 * @param {Program} program  that is chosen
 * @param {readonly Program[]} catalog
 */
export function mistakes(unknown, program, catalog) {
  const ids = program.params.map(({ id }) => id).join(", ") || "none";
  return unknown
    .filter((name) => name !== RECORDED && name !== GUESS)
    .filter((name) => !isStrange(name, program, catalog))
    .map((name) => `${program.title} has no parameter “${quote(name)}”. Its parameters are ${ids}.`)
    .concat(unknown.includes(RECORDED) ? OPEN_AGAIN : [], unknown.includes(GUESS) ? GUESS_IS : []);
}

/**
 * Is a name so far from every setting and parameter that another site has added it? CONTRIBUTING.md has the
 * rule in words.
 * @param {string} name
 * @param {Program} program  that is chosen
 * @param {readonly Program[]} catalog
 */
function isStrange(name, program, catalog) {
  const words = program.params.flatMap(({ id }) => id.split("-")).filter((word) => word.length > 3);
  if (name.split("-").some((word) => words.includes(word))) return false;
  const known = catalog.flatMap(({ params }) => params.map(({ id }) => id)).concat(RESERVED);
  return !known.some((id) => isNear(plain(name), plain(id)));
}

/** @param {string} name */
function plain(name) {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** @param {string} one @param {string} other */
function isNear(one, other) {
  const { length } = one.length > other.length ? one : other;
  return differs(one, other, length < 4 ? 0 : length < 8 ? 1 : 2);
}

/** Do texts differ by at most `most` letters? @param {string} one @param {string} other @param {number} most @returns {boolean} */
function differs(one, other, most) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [a, b] = [one.slice(same), other.slice(same)];
  if (most === 0 || a === b) return a === b;
  /** @param {number} i @param {number} j */
  const beyond = (i, j) => differs(a.slice(i), b.slice(j), most - 1);
  return beyond(1, 0) || beyond(0, 1) || beyond(1, 1) || (a[0] === b[1] && a[1] === b[0] && beyond(2, 2));
}
