// What the editor looks like: a listing that can be written into. Custom properties reach into its
// shadow root, so light, dark and more contrast are those of the page.

import { EditorView } from "../pkg/codemirror.js";
import { TASK_COLOURS } from "../model/colours.js";

/** The classes of the page that are seen in it, which do not reach there. */
const tasks = Object.fromEntries(
  Array.from({ length: TASK_COLOURS }, (_, task) => [`.task-${task}`, { "--task": `var(--task-${task})` }]),
);

const code = Object.fromEntries(
  ["string", "number", "type", "call"].map((kind) => [`.t-${kind}`, { color: `var(--code-${kind})` }]),
);

/** A wave below the text. */
const WAVE = "underline wavy var(--warn) 1px";

export const looks = EditorView.theme({
  "&": {
    flex: "0 1 auto",
    minHeight: "0",
    maxHeight: "32.35rem",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-1)",
    background: "var(--ground)",
    color: "var(--ink)",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": {
    minHeight: "4rem",
    overflow: "auto",
    containerType: "inline-size",
    font: "var(--text-2) / 1.6 var(--mono)",
  },
  ".cm-content": { paddingBlock: "var(--space-2)", caretColor: "var(--ink)", tabSize: "4" },
  ".cm-line": { padding: "0 var(--space-4) 0 0" },
  ".cm-gutters": { border: "0", background: "var(--ground)", color: "var(--ink-muted)" },
  ".cm-lineNumbers .cm-gutterElement": {
    minWidth: "2rem",
    padding: "0 var(--space-3) 0 0",
    fontVariantNumeric: "tabular-nums",
  },
  ".lanes": { width: "0.875rem" },
  ".bars": { display: "flex", gap: "1px", height: "100%" },
  ".bars i": { width: "3px", background: "var(--task)" },
  ...tasks,

  ...code,
  ".t-comment": { color: "var(--code-comment)", fontStyle: "italic" },
  ".t-keyword": { color: "var(--code-keyword)", fontWeight: "600" },
  ".t-meta": { color: "var(--code-number)" },

  "&.cm-focused .cm-matchingBracket": {
    background: "var(--ground-3)",
    outline: "1px solid var(--line-strong)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { background: "var(--warn-soft)", outline: "1px solid var(--warn)" },

  ".stands": { background: "color-mix(in srgb, var(--task) 13%, transparent)" },
  ".acted": { background: "color-mix(in srgb, var(--task) 13%, transparent)" },
  ".cm-gutterElement.acted": { color: "var(--ink)" },
  ".cm-line.acted": { boxShadow: "inset 3px 0 var(--task)" },
  ".pointed": { background: "var(--accent-soft)" },
  ".cm-gutterElement.pointed": { color: "var(--accent)", fontWeight: "700" },
  ".standing": {
    display: "inline-flex",
    gap: "var(--space-1)",
    paddingInlineStart: "var(--space-4)",
    font: "var(--text-1) / 1 var(--sans)",
    userSelect: "none",
  },
  ".stander": {
    padding: "0.125rem 0.375rem",
    border: "1px solid var(--task, var(--line-strong))",
    borderRadius: "var(--radius-1)",
    background: "var(--ground)",
    color: "var(--ink)",
  },

  ".parameter": { borderBottom: "2px dotted var(--accent)" },
  ".error": { textDecoration: WAVE, textUnderlineOffset: "3px", textDecorationSkipInk: "none" },
  ".wrong": { background: "var(--warn-soft)" },
  ".lens": {
    boxSizing: "border-box",
    position: "sticky",
    insetInlineStart: "0",
    // As wide as what is in view beside the line numbers, so that it wraps there.
    width: "calc(100cqi - 2.875rem)",
    paddingInline: "min(calc(var(--column) * 1ch), 16cqi) var(--space-3)",
    paddingBlock: "0 var(--space-1)",
    background: "var(--warn-soft)",
    color: "var(--warn-ink)",
    fontSize: "var(--text-2)",
    whiteSpace: "normal",
    overflowWrap: "anywhere",
    userSelect: "text",
  },
  ".lens span": { fontFamily: "var(--sans)" },

  // A phone zooms into text that is smaller than this as soon as somebody types.
  "@media (pointer: coarse)": { ".cm-scroller": { fontSize: "max(1rem, 16px)" } },
  "@media (forced-colors: active)": {
    ".acted, .stands, .pointed": { outline: "1px solid Highlight", outlineOffset: "-1px" },
    ".bars i": { forcedColorAdjust: "none", background: "CanvasText" },
  },
  "@media print": { "&": { maxHeight: "none" }, ".cm-scroller": { minHeight: "0" } },
});

/** What is below the text. */
export const HINT = `
.hint {
  margin: var(--space-1) 0 0;
  color: var(--ink-muted);
  font: var(--text-1) / 1.5 var(--sans);
}
.sr-only {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
@media (hover: none) and (pointer: coarse) { .hint { display: none; } }
@media print { .hint { display: none; } }
`;
