// The lines of an output that a person is asked to put in order, and their order
// before that. Pure.

/** A person puts at most this many lines in order. */
export const MOST_LINES = 12;

/**
 * All lines of an output or, of a long one, the first that differ. They come in an order that gives nothing
 * away: neither that of the output nor that of the alphabet, which is often the same. Where two lines leave
 * no other, it is not that of the output.
 * @param {{ text: string }[]} output
 * @returns {{ lines: string[], isAll: boolean }}
 */
export function linesToGuess(output) {
  const texts = output.map((line) => line.text);
  const isAll = texts.length <= MOST_LINES;
  const right = isAll ? texts : firstDistinct(texts);
  const sorted = right.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const tries = [mixed(sorted), mixed(sorted).toReversed(), sorted.toReversed(), sorted];
  const isOther = (/** @type {string[]} */ one, /** @type {string[]} */ other) =>
    one.some((text, at) => text !== other[at]);
  const lines =
    tries.find((order) => isOther(order, right) && isOther(order, sorted)) ??
    tries.find((order) => isOther(order, right)) ??
    sorted;
  return { lines, isAll };
}

/** Every second one first. @param {string[]} lines */
function mixed(lines) {
  return [...lines.filter((_, at) => at % 2 === 1), ...lines.filter((_, at) => at % 2 === 0)];
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
