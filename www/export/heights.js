// How high a frame is in a column of text, before a run and after it, so that the lines to copy can say so.
// A test holds it against frames. Pure.

/** The column of text that sizes are for, CSS pixels. */
export const COLUMN = 660;
/** The most lines of the output that are in view. */
export const MOST_LINES = 12;

/** What is always there, and the words above a track. */
const [ALWAYS, LABEL] = [164, 36];
/** The head of the timeline, with what is set in it. A row of settings and of variants, and how many stand in one. */
const [HEAD, ROW, IN_A_ROW, VARIANTS] = [42, 84, 3, 44];
const [LEGEND, PLAYER] = [26, 151];
/** The head of the output, and a line. */
const [OUTPUT, LINE] = [60, 24];
/** A listing, which scrolls; the least that stands above one in Python, and a line of what is said there. */
const [SOURCE, BESIDE, NOTE] = [380, 40, 18];
/** An editor around its lines, what its listing may need to be agreed to, and the highest that it is. */
const [EDITOR, AGREE, MOST_EDITOR] = [82, 170, 530];
/** The explanation without its sentences, a line of one, and what a run adds to them. */
const [WHY, SENTENCE, APART, RUN] = [210, 22.4, 8, 98];
/** Around warnings. */
const WARNINGS = 66;
/** A guess of two lines as it is asked, and how it turned out; a line more of each. */
const [ASKED, ASKED_LINE, JUDGED, JUDGED_LINE] = [376, 49, 420, 33];
/** Characters in a line of a sentence, and of what is said of a listing. */
const [IN_SENTENCE, IN_NOTE] = [66, 58];

/**
 * What the height depends on.
 * @typedef {object} Shown
 * @property {number} measured    the height of the lanes of what is measured
 * @property {number} predicted   and of what is predicted
 * @property {number} settings    how many settings there are
 * @property {number} variants    and variants
 * @property {number} lines       and lines of output
 * @property {string} caption     what is said of the listing; empty: nothing
 * @property {number | null} own  the lines of a person's own listing
 * @property {string[]} sentences the explanation of what is predicted
 * @property {string[]} warnings
 */

/** @param {readonly string[]} parts @param {Shown} shown */
export function heightOf(parts, shown) {
  const has = (/** @type {string} */ part) => parts.includes(part);
  const { lines, own, caption } = shown;
  const agree = own === null ? 0 : AGREE;
  const settings = has("settings") ? settingsOf(shown) : 0;
  let height = ALWAYS + shown.measured + settings + agree;
  if (has("settings")) height += HEAD + LABEL + shown.predicted;
  if (has("legend")) height += LEGEND;
  if (has("player")) height += PLAYER;
  if (has("output")) height += OUTPUT + LINE * Math.min(MOST_LINES, lines);
  const about = caption === "" ? 0 : Math.max(BESIDE, 12 + NOTE * rows(caption, IN_NOTE));
  const source = own === null ? SOURCE + about : Math.min(MOST_EDITOR, EDITOR + LINE * own);
  if (has("source")) height += source;
  if (has("why")) height += whyOf(shown);
  if (!has("guess")) return height;
  // Whoever guesses sees the listing alone.
  const more = Math.max(0, Math.min(MOST_LINES, lines) - 2);
  const asked = ALWAYS - LABEL + settings + agree + ASKED + ASKED_LINE * more + Math.max(SOURCE, source);
  return Math.max(asked, height + JUDGED + JUDGED_LINE * more);
}

/** @param {Shown} shown */
function settingsOf({ settings, variants }) {
  return (
    ROW * Math.ceil(settings / IN_A_ROW) + VARIANTS * (variants <= IN_A_ROW ? 1 : Math.ceil(variants / 2))
  );
}

/** @param {Shown} shown */
function whyOf({ sentences, warnings }) {
  const high = (/** @type {string[]} */ texts) =>
    texts.reduce((sum, text) => sum + APART + SENTENCE * rows(text, IN_SENTENCE), 0);
  return WHY + RUN + high(sentences) + (warnings.length > 0 ? WARNINGS + high(warnings) : 0);
}

/** @param {string} text @param {number} most  characters in a line */
function rows(text, most) {
  return Math.ceil(text.length / most);
}
