// What strangers add to an address is no mistake of the person who follows it.
// Needed by few, so it is fetched when an address has a name that is unknown.

import { quote, RESERVED } from "./url.js";

/** @import { Program } from "./types.js" */

/**
 * The sentences about names in an address that are unknown, but that somebody could have meant.
 * @param {readonly string[]} unknown
 * @param {Program} program  that is chosen
 * @param {readonly Program[]} catalog
 */
export function mistakes(unknown, program, catalog) {
  const ids = program.params.map(({ id }) => id).join(", ") || "none";
  return unknown
    .filter((name) => !isStrange(name, program, catalog))
    .map((name) => `${program.title} has no parameter “${quote(name)}”. Its parameters are ${ids}.`);
}

/**
 * Could nobody have meant a setting or a parameter by this name? CONTRIBUTING.md has the rule in words.
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

/** Do texts differ by at most so many letters? @param {string} one @param {string} other @param {number} most @returns {boolean} */
function differs(one, other, most) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [a, b] = [one.slice(same), other.slice(same)];
  if (most === 0 || a === b) return a === b;
  /** @param {number} i @param {number} j */
  const beyond = (i, j) => differs(a.slice(i), b.slice(j), most - 1);
  return beyond(1, 0) || beyond(0, 1) || beyond(1, 1) || (a[0] === b[1] && a[1] === b[0] && beyond(2, 2));
}
