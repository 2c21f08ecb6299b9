// What the controls are made of.

import type { View } from "../ui/types.js";

export type {
  Guess,
  Listing,
  NumberParam,
  Param,
  Program,
  RunReport,
  State,
  Variant,
} from "../model/types.js";
export type { App, FirstApp } from "../types.js";
export type { View } from "../ui/types.js";

/** One that `follows` is told of the state while its tool is closed, too. */
export type ToolView = View & { follows?: true };

/** Takes what a person entered, and what holds if that cannot be used. */
export type SetText = (text: string, good: string) => void;

export interface Row {
  element: HTMLElement;
  show(value: string, error: string): void;
}
