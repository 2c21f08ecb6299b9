// Types of zooming.

import type { Thickness, Zoom } from "../model/types.js";

export type { Frame, State, Track, Zoom } from "../model/types.js";
export type { Palette } from "../paint/types.js";
export type { App } from "../types.js";
export type { KeyHelp, Surface } from "../ui/types.js";

/** Changes of the stretch that the timeline shows. Places are `clientX`. */
export interface ZoomActions {
  fit(): void;
  /** Zooms in or out by a step, about what is inspected. */
  step(isCloser: boolean): void;
  /** Moves later by a part of what is shown. */
  part(share: number): void;
  closerAt(clientX: number, by: number): void;
  /** Zooms in from an earlier stretch by a factor, and brings a time to a place. */
  closerBetween(time: number, clientX: number, by: number, from: Zoom): void;
  /** Moves later by this many pixels, from what is shown or from an earlier stretch. */
  pan(pixels: number, from?: Zoom): void;
  /** Shows the same length of time from a time on. */
  moveTo(from: number): void;
  /** Zooms to the span under a pointer. */
  toSpan(event: MouseEvent): void;
  isZoomed(): boolean;
  shown(): Zoom;
  timeAt(clientX: number): number;
  thicker(isThicker: boolean): void;
  setThickness(thickness: Thickness): void;
}
