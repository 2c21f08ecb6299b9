// Python in the colours of the listings: the same classes, from the tree that the editor has anyway.

import {
  Decoration,
  ViewPlugin,
  highlightTree,
  pythonLanguage,
  styleTags,
  syntaxTree,
  tagHighlighter,
  tags,
} from "../pkg/codemirror.js";

/** @import { EditorView, Range, ViewUpdate } from "./types.js" */

/** What a listing does not colour unless it begins with a capital, which makes it a type. */
const NAME = "name";
/** `async`, the star of arguments, and how a string shows a value. */
const MODIFIER = "modifier";

const HIGHLIGHTER = tagHighlighter([
  { tag: tags.comment, class: "t-comment" },
  { tag: tags.string, class: "t-string" },
  { tag: tags.special(tags.string), class: "t-string" },
  { tag: tags.escape, class: "t-string" },
  { tag: tags.number, class: "t-number" },
  { tag: tags.meta, class: "t-meta" },
  { tag: tags.className, class: "t-type" },
  { tag: tags.propertyName, class: NAME },
  { tag: tags.variableName, class: NAME },
  { tag: tags.function(tags.propertyName), class: "t-call" },
  { tag: tags.function(tags.variableName), class: "t-call" },
  ...[
    tags.keyword,
    tags.controlKeyword,
    tags.definitionKeyword,
    tags.moduleKeyword,
    tags.operatorKeyword,
  ].map((tag) => ({ tag, class: "t-keyword" })),
  ...[tags.bool, tags.null].map((tag) => ({ tag, class: "t-keyword" })),
  { tag: tags.modifier, class: MODIFIER },
]);

/** @type {Map<string, Decoration>} */
const known = new Map();

/** @param {string} kind */
function decorationOf(kind) {
  const found = known.get(kind) ?? Decoration.mark({ class: kind });
  known.set(kind, found);
  return found;
}

/** What is in view is coloured, and nothing else. @param {EditorView} view */
function colour({ state, visibleRanges }) {
  /** @type {Range<Decoration>[]} */
  const ranges = [];
  for (const { from, to } of visibleRanges) {
    highlightTree(
      syntaxTree(state),
      HIGHLIGHTER,
      (start, end, classes) => {
        const kind = kindOf(classes, state.doc.sliceString(start, end));
        if (kind !== "") ranges.push(decorationOf(kind).range(start, end));
      },
      from,
      to,
    );
  }
  return Decoration.set(ranges);
}

/** @param {string} classes @param {string} text */
function kindOf(classes, text) {
  if (classes === MODIFIER) {
    if (text === "async") return "t-keyword";
    return text.startsWith("*") ? "" : "t-string";
  }
  if ((classes === NAME || classes === "t-call") && /^[A-Z]/.test(text)) return "t-type";
  return classes === NAME ? "" : classes;
}

class Colours {
  /** @param {EditorView} view */
  constructor(view) {
    this.tree = syntaxTree(view.state);
    this.decorations = colour(view);
  }

  /** @param {ViewUpdate} update */
  update({ view, docChanged, viewportChanged }) {
    const tree = syntaxTree(view.state);
    if (!docChanged && !viewportChanged && tree === this.tree) return;
    this.tree = tree;
    this.decorations = colour(view);
  }
}

export const colours = ViewPlugin.fromClass(Colours, { decorations: ({ decorations }) => decorations });

/** A listing colours decorators as a whole. */
export const python = pythonLanguage.configure({
  props: [styleTags({ "Decorator/VariableName Decorator/PropertyName": tags.meta })],
});
