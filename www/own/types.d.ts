// Types of the view of a person's own listing.

import type { Editor } from "../editor/types.js";
import type { State } from "../model/types.js";

export type { Editor, Problem } from "../editor/types.js";
export type { Failure, Moment, NumberParam, OwnListing, PythonEnd, RunReport, State, Track } from "../model/types.js";
export type { Parameter } from "../python/types.js";
export type { App, Own } from "../types.js";
export type { Render } from "../ui/types.js";
export type { Row } from "../views/types.js";

/** A part of it, which is shown and hidden with it. */
export interface Part {
  element: HTMLElement;
  show(state: State, isShown: boolean): void;
}

/** Replaces a stretch of the listing, and returns the whole of it. */
export type Replace = (...how: Parameters<Editor["replaceRange"]>) => string;
