// What one press of Undo takes back: what was typed in one go, or one change of a number from
// elsewhere, however many steps a slider made of it.

import { Annotation, StateField, Transaction, history } from "../pkg/codemirror.js";

/** @import { Transaction as Change } from "./types.js" */

/** Keys that follow each other within this time are one step, ms. */
const IN_ONE_GO = 500;

/** The text is replaced by the page: does that belong to the replacement before it? */
export const replaced = Annotation.define();

/** The last change of the text. */
const last = StateField.define({
  create: () => ({ at: 0, isReplacement: false }),
  update: (before, change) =>
    change.docChanged
      ? { at: timeOf(change), isReplacement: change.annotation(replaced) !== undefined }
      : before,
});

/** @param {Change} change @param {boolean} isAdjacent */
function joins(change, isAdjacent) {
  const before = change.startState.field(last);
  const belongs = change.annotation(replaced);
  if (belongs !== undefined) return belongs && before.isReplacement;
  return isAdjacent && !before.isReplacement && timeOf(change) - before.at < IN_ONE_GO;
}

/** @param {Change} change */
function timeOf(change) {
  return change.annotation(Transaction.time) ?? 0;
}

// How long ago something was is for `joins` alone to judge: a slider may rest.
export const undoing = [last, history({ newGroupDelay: Infinity, joinToEvent: joins })];
