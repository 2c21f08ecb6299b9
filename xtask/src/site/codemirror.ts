// What the editor of the page takes of CodeMirror. The build makes one module of it,
// `www/pkg/codemirror.js`, and these lines are its types.

export {
  history,
  indentLess,
  indentMore,
  moveLineDown,
  moveLineUp,
  redo,
  standardKeymap,
  toggleComment,
  undo,
} from "@codemirror/commands";
export { pythonLanguage } from "@codemirror/lang-python";
export {
  bracketMatching,
  ensureSyntaxTree,
  indentOnInput,
  indentUnit,
  syntaxTree,
} from "@codemirror/language";
export type { Range, StateEffectType, Text } from "@codemirror/state";
export {
  Annotation,
  Compartment,
  EditorState,
  RangeSet,
  StateEffect,
  StateField,
  Transaction,
} from "@codemirror/state";
export type { KeyBinding, ViewUpdate } from "@codemirror/view";
export {
  Decoration,
  EditorView,
  GutterMarker,
  ViewPlugin,
  WidgetType,
  gutter,
  gutterLineClass,
  keymap,
  lineNumbers,
} from "@codemirror/view";
export { highlightTree, styleTags, tagHighlighter, tags } from "@lezer/highlight";
