// Types of the editor.

import type { createEditor } from "./editor.js";

export type {
  EditorState,
  EditorView,
  KeyBinding,
  Range,
  StateEffectType,
  Text,
  Transaction,
  ViewUpdate,
} from "../pkg/codemirror.js";
export type { KeyHelp } from "../ui/types.js";

export type Editor = ReturnType<typeof createEditor>;

/** A stretch of the text, in units of JavaScript. */
export interface Extent {
  from: number;
  to: number;
}

/** A place as Python names it: lines and columns from 1. Without a column it is the whole line. */
export interface Place {
  line: number;
  column?: number | null;
  endLine?: number | null;
  endColumn?: number | null;
}

/** What went wrong, in Python's own words. */
export interface Problem extends Place {
  message: string;
}

/** A task at its line. */
export interface Standing {
  line: number;
  lane: number;
  name: string;
  /** What it does there, for who points at it. */
  words?: string;
}

/** What is shown on the lines. What is left out is not shown. */
export interface Marks {
  /** The tasks that are at a line at this moment. */
  standing?: readonly Standing[];
  /** The lines of the last turn, and the lane whose turn it was. */
  acted?: readonly { line: number; lane: number }[];
  /** The lanes that waited or worked at each line, as `linesOfTasks` has them. */
  lanes?: Iterable<readonly [number, Iterable<number>]>;
  /** The line that somebody points at elsewhere. */
  pointed?: number | null;
  problems?: readonly Problem[];
}

/** A number that can be changed elsewhere, too. */
export interface Parameter extends Extent {
  label: string;
}

export interface EditorOptions {
  text: string;
  /** Its name, for who does not see it. */
  label: string;
  /** A person has changed the text. */
  onChange?: (text: string) => void;
  /** A person has pressed Ctrl+Enter, or Command+Enter. */
  onRun?: () => void;
}
