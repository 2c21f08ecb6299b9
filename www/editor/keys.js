// Keys of the editor. Tab indents once somebody has typed: before that, and after Escape, it leaves, so
// that nobody who goes through the page by keyboard is caught.

import {
  EditorView,
  StateEffect,
  StateField,
  indentLess,
  indentMore,
  keymap,
  moveLineDown,
  moveLineUp,
  standardKeymap,
  toggleComment,
  redo,
  undo,
} from "../pkg/codemirror.js";

/** @import { EditorView as View, KeyBinding, KeyHelp, StateEffectType } from "./types.js" */

/** Keys for the help dialog. @type {KeyHelp[]} */
export const KEYS = [
  { keys: ["Ctrl+Enter"], does: "run the program" },
  { keys: ["Tab", "Shift+Tab"], does: "indent, or less, once you have typed something" },
  { keys: ["Escape"], does: "let Tab leave the editor again" },
  { keys: ["Ctrl+z", "Ctrl+y"], does: "undo, redo" },
  { keys: ["Ctrl+/"], does: "make lines comments, or undo that" },
  { keys: ["Alt+ArrowUp", "Alt+ArrowDown"], does: "move a line" },
];

const UNIT = 4;

/** @type {StateEffectType<boolean>} */
const arm = StateEffect.define();

/** Does Tab indent? */
export const indents = StateField.define({
  create: () => false,
  update(before, change) {
    let now = before || change.isUserEvent("input") || change.isUserEvent("delete");
    for (const effect of change.effects) if (effect.is(arm)) now = effect.value;
    return now;
  },
});

/** Spaces up to the next stop, or the lines of the selection. @param {View} view */
function indent(view) {
  const { state } = view;
  if (!state.field(indents)) return false;
  if (state.readOnly || !state.selection.main.empty) return indentMore(view) || true;
  const { head } = state.selection.main;
  const column = head - state.doc.lineAt(head).from;
  const spaces = " ".repeat(UNIT - (column % UNIT));
  view.dispatch(state.replaceSelection(spaces), { scrollIntoView: true, userEvent: "input" });
  return true;
}

/** @param {View} view */
function dedent(view) {
  return view.state.field(indents) && (indentLess(view) || true);
}

/** @param {View} view */
function disarm(view) {
  if (!view.state.field(indents)) return false;
  view.dispatch({ effects: arm.of(false) });
  return true;
}

/** @param {() => void} run */
export function createKeys(run) {
  /** @type {KeyBinding[]} */
  const bindings = [
    { key: "Mod-Enter", run: () => (run(), true) },
    { key: "Tab", run: indent, shift: dedent },
    { key: "Escape", run: disarm, stopPropagation: true },
    { key: "Mod-z", run: undo, preventDefault: true },
    { key: "Mod-y", mac: "Mod-Shift-z", run: redo, preventDefault: true },
    { linux: "Ctrl-Shift-z", run: redo, preventDefault: true },
    { key: "Mod-/", run: toggleComment },
    { key: "Alt-ArrowUp", run: moveLineUp },
    { key: "Alt-ArrowDown", run: moveLineDown },
  ];
  return [
    indents,
    keymap.of([...bindings, ...standardKeymap]),
    EditorView.domEventHandlers({
      // Whoever comes back has not typed yet.
      blur: (_, view) => void disarm(view),
    }),
  ];
}

const isApple = () => /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

/** What the keys do at this moment. @param {boolean} isIndenting */
export function hintOf(isIndenting) {
  const run = `${isApple() ? "⌘" : "Ctrl"}+Enter runs.`;
  return isIndenting
    ? `${run} Tab indents; press Escape, then Tab, to leave the editor.`
    : `${run} Tab leaves the editor; once you have typed, it indents.`;
}
