// Types of the controls.

import type { Render } from "../ui/types.js";

export type {
  Guess,
  Listing,
  NumberParam,
  Param,
  Program,
  RunReport,
  State,
  Texts,
  Track,
  Variant,
} from "../model/types.js";
export type { App, FirstApp } from "../types.js";
export type { Render } from "../ui/types.js";

/** A view that `follows` gets the state while its tool is closed, too. */
export type ToolRender = Render & { follows?: true };

/** Called with what a person entered, and with the value that is used if that cannot be. */
export type SetText = (text: string, good: string) => void;

export interface Row {
  element: HTMLElement;
  show(value: string, error: string): void;
}
