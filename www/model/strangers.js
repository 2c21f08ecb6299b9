// Names in an address that nobody here has given. Other sites and programs add
// their own to any link (fbclid, utm_source), which is no mistake of the person
// who follows it. Pure.
//
// A name that is not known is a mistake if somebody could have meant a known one:
// - it is that of a parameter, but of another program;
// - it is a setting or a parameter of any program but for capital letters and the
//   signs between words, or but for one letter (in a name of 4 to 7 letters) or two
//   (in a longer one) that are wrong, missing, added or in each other's place;
// - one of its words, with hyphens between, is a word of a parameter of the chosen
//   program: `third-delay` where there are `first-delay` and `second-delay`.
// All other names are those of strangers, and nothing is said about them.

/** @import { Program } from "./types.js" */

/** A shorter word says nothing. */
const SHORT = 4;
/** From here on two letters may be wrong. */
const LONG = 8;

/**
 * Could nobody have meant a setting or a parameter by this name?
 * @param {string} name
 * @param {Program} program  that is chosen
 * @param {readonly Program[]} catalog
 * @param {readonly string[]} settings  the names of settings that all programs have
 */
export function isStrange(name, program, catalog, settings) {
  const own = program.params.map(({ id }) => id);
  const words = own.flatMap((id) => id.split("-")).filter((word) => word.length >= SHORT);
  if (name.split("-").some((word) => words.includes(word))) return false;
  const known = [...settings, ...catalog.flatMap(({ params }) => params.map(({ id }) => id))];
  return !known.some((id) => isNear(plain(name), plain(id)));
}

/** A name without what is easily got wrong. @param {string} name */
function plain(name) {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** @param {string} one @param {string} other */
function isNear(one, other) {
  const longer = Math.max(one.length, other.length);
  const most = longer < SHORT ? 0 : longer < LONG ? 1 : 2;
  return Math.abs(one.length - other.length) <= most && distance(one, other) <= most;
}

/** How many letters are wrong, missing, added or in each other's place. @param {string} one @param {string} other */
function distance(one, other) {
  /** The distances of the beginnings of `one` to those of `other`, by their lengths. @type {number[][]} */
  const all = [];
  /** @param {number} i @param {number} j */
  const at = (i, j) => all[i]?.[j] ?? Infinity;
  for (let i = 0; i <= one.length; i += 1) {
    /** @type {number[]} */
    const row = [];
    all.push(row);
    for (let j = 0; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] =
        i + j === 0
          ? 0
          : Math.min(
              at(i - 1, j) + 1,
              at(i, j - 1) + 1,
              at(i - 1, j - 1) + (isSame ? 0 : 1),
              isSwapped ? at(i - 2, j - 2) + 1 : Infinity,
            );
    }
  }
  return at(one.length, other.length);
}
