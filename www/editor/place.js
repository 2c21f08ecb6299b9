// Places in a text, as Python names them and as an editor needs them. Pure.

/** @import { Extent, Place } from "./types.js" */

/**
 * The characters that a place names, at least one if its line has any. Python counts lines and columns
 * from 1, and a column is a character, however many units JavaScript takes for it.
 * @param {string} text  with `\n` between its lines
 * @param {Place} place
 * @returns {Extent}
 */
export function extentOf(text, { line, column, endLine, endColumn }) {
  const starts = startsOf(text);
  const at = pointIn(text, starts, line, column ?? 1);
  if (column == null) return widened(text, at, lineEnd(text, at));
  const to =
    endColumn == null || endColumn < 1
      ? at
      : pointIn(text, starts, Math.max(line, endLine ?? line), endColumn);
  return widened(text, at, Math.max(at, to));
}

/**
 * An extent that can be seen: an empty one takes the word after it, or else what is before it in its line.
 * @param {string} text @param {number} from @param {number} to
 * @returns {Extent}
 */
export function widened(text, from, to) {
  if (to > from && text.slice(from, to).trim() !== "") return { from, to: trimmed(text, from, to) };
  const after = /^\w+|^[^\s]/u.exec(text.slice(from, lineEnd(text, from)))?.[0] ?? "";
  if (after !== "") return { from, to: from + after.length };
  const before = text.slice(lineStart(text, from), from).trimEnd();
  const last = [...before].pop() ?? "";
  const end = lineStart(text, from) + before.length;
  return { from: end - last.length, to: end };
}

/**
 * The least that must be replaced for `before` to become `after`.
 * @param {string} before @param {string} after
 * @returns {{ from: number, to: number, insert: string }}
 */
export function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same] === after[same]) same += 1;
  let end = 0;
  while (end < most - same && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: same, to: before.length - end, insert: after.slice(same, after.length - end) };
}

/** Without the ends of lines at its end. @param {string} text @param {number} from @param {number} to */
function trimmed(text, from, to) {
  return from + text.slice(from, to).trimEnd().length;
}

/** Where each line begins. @param {string} text */
function startsOf(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/**
 * A place outside of the text is taken to its nearest line, and to the end of that.
 * @param {string} text @param {number[]} starts @param {number} line @param {number} column
 */
function pointIn(text, starts, line, column) {
  const start = starts[Math.min(Math.max(1, line), starts.length) - 1] ?? 0;
  const characters = Array.from(text.slice(start, lineEnd(text, start)));
  return start + characters.slice(0, Math.max(0, column - 1)).join("").length;
}

/** @param {string} text @param {number} at */
function lineStart(text, at) {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** @param {string} text @param {number} at */
function lineEnd(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
