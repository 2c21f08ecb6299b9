// The lines of an output that a person is asked to put in order, and their order
// before that. Pure.

/** A person puts at most this many lines in order. */
export const MOST_LINES = 12;

/**
 * All lines of an output or, of a long one, the first that differ. They come
 * in the order of the alphabet, which says nothing about when they are printed.
 * @param {{ text: string }[]} output
 * @returns {{ lines: string[], isAll: boolean }}
 */
export function linesToGuess(output) {
  const texts = output.map((line) => line.text);
  const isAll = texts.length <= MOST_LINES;
  const lines = isAll ? texts : firstDistinct(texts);
  return { lines: lines.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), isAll };
}

/** @param {string[]} texts */
function firstDistinct(texts) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const text of texts) {
    if (found.size === MOST_LINES) break;
    found.add(text);
  }
  return [...found];
}

/** "1st", "2nd", "3rd", "12th": there are at most twelve. @param {number} place */
export function ordinal(place) {
  return `${place}${["th", "st", "nd", "rd"][place] ?? "th"}`;
}
