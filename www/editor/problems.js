// What is wrong with the text: what Python said about it, below the line that it means; and as long as
// Python has said nothing, a mark where the grammar loses the thread.

import {
  Decoration,
  EditorView,
  StateEffect,
  StateField,
  ViewPlugin,
  WidgetType,
  ensureSyntaxTree,
} from "../pkg/codemirror.js";
import { h } from "../ui/dom.js";
import { extentOf, widened } from "./place.js";

/** @import { EditorState, EditorView as View, Extent, Problem, StateEffectType, Text, ViewUpdate } from "./types.js" */

/** Nobody is told of an error while they type: a line is wrong until it is finished, ms. */
const PAUSE = 600;
/** The grammar is given at most this long for what is not parsed yet, ms. */
const PARSING = 20;

/** @type {StateEffectType<readonly Problem[]>} */
const setting = StateEffect.define();
/** @type {StateEffectType<Extent | null>} */
const lost = StateEffect.define();

/** @param {readonly Problem[]} problems */
export function problemsEffect(problems) {
  return setting.of(problems);
}

/** A sentence below a line, from the column that it is about. */
class Lens extends WidgetType {
  /** @param {string} message @param {number} column */
  constructor(message, column) {
    super();
    this.message = message;
    this.column = column;
  }

  /** @override @param {Lens} other */
  eq(other) {
    return other.message === this.message && other.column === this.column;
  }

  /** @override */
  toDOM() {
    const lens = h("div", { class: "lens" }, h("span", {}, this.message));
    lens.style.setProperty("--column", String(this.column));
    return lens;
  }

  /** @override */
  ignoreEvent() {
    return true;
  }
}

const none = { marks: Decoration.none, count: 0 };

const field = StateField.define({
  create: () => none,
  update(before, { changes, effects, newDoc }) {
    let now = changes.empty ? before : { ...before, marks: before.marks.map(changes) };
    for (const effect of effects) {
      if (effect.is(setting)) now = said(effect.value, newDoc);
      // What Python says is better.
      if (effect.is(lost) && now.count === 0) now = guessed(effect.value);
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

/** @param {readonly Problem[]} problems @param {Text} doc */
function said(problems, doc) {
  const text = doc.toString();
  const ranges = problems.flatMap((problem) => {
    const { from, to } = extentOf(text, problem);
    const line = doc.lineAt(from);
    const lens = new Lens(problem.message, from - line.from);
    return [
      Decoration.line({ class: "wrong" }).range(line.from),
      ...(to > from ? [Decoration.mark({ class: "error" }).range(from, to)] : []),
      Decoration.widget({ widget: lens, block: true, side: 1 }).range(line.to),
    ];
  });
  return { marks: Decoration.set(ranges, true), count: problems.length };
}

/** @param {Extent | null} place */
function guessed(place) {
  if (!place || place.from === place.to) return none;
  return { marks: Decoration.set(Decoration.mark({ class: "error" }).range(place.from, place.to)), count: 0 };
}

/** Where the grammar first finds an error. @param {EditorState} state @returns {Extent | null} */
function firstError(state) {
  const tree = ensureSyntaxTree(state, state.doc.length, PARSING);
  /** @type {Extent | null} */
  let found = null;
  tree?.iterate({
    enter({ type, from, to }) {
      if (!found && type.isError) found = { from, to };
      return !found;
    },
  });
  return (
    found &&
    widened(state.doc.toString(), /** @type {Extent} */ (found).from, /** @type {Extent} */ (found).to)
  );
}

/** Looks at the text a moment after the last key. */
class Looking {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.timer = 0;
    this.lookSoon();
  }

  /** @param {ViewUpdate} update */
  update({ docChanged }) {
    if (docChanged) this.lookSoon();
  }

  lookSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.view.dispatch({ effects: lost.of(firstError(this.view.state)) });
    }, PAUSE);
  }

  destroy() {
    clearTimeout(this.timer);
  }
}

export const problems = [field, ViewPlugin.fromClass(Looking)];
