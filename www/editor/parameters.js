// Numbers of the text that can be changed elsewhere, too: underlined, with their names.

import { Decoration, EditorView, StateEffect, StateField } from "../pkg/codemirror.js";

/** @import { Parameter, StateEffectType } from "./types.js" */

/** @type {StateEffectType<readonly Parameter[]>} */
const setting = StateEffect.define();

/** @param {readonly Parameter[]} parameters */
export function parametersEffect(parameters) {
  return setting.of(parameters);
}

export const parameters = StateField.define({
  create: () => Decoration.none,
  update(before, { changes, effects, newDoc }) {
    let marks = before.map(changes);
    for (const effect of effects) {
      if (effect.is(setting)) marks = drawn(effect.value, newDoc.length);
    }
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {readonly Parameter[]} parameters @param {number} length */
function drawn(parameters, length) {
  const within = parameters.filter(({ from, to }) => from >= 0 && from < to && to <= length);
  return Decoration.set(
    within.map(({ from, to, label }) =>
      // Inclusive: a digit that is typed at its end belongs to it.
      Decoration.mark({ class: "parameter", inclusive: true, attributes: { title: label } }).range(from, to),
    ),
    true,
  );
}
