// What can be done to the stretch that is shown.

import type { Thickness, Zoom } from "../model/types.js";

export type { Frame, State, Track, Zoom } from "../model/types.js";
export type { Palette } from "../paint/types.js";
export type { App } from "../types.js";
export type { KeyHelp, Surface } from "../ui/types.js";

/** What can be done to what the timeline shows. Places are `clientX`. */
export interface ZoomActions {
  fit(): void;
  /** Closer or farther by a step, about what is looked at. */
  step(isCloser: boolean): void;
  /** Later by a part of what is shown. */
  part(share: number): void;
  closerAt(clientX: number, by: number): void;
  /** From what was shown so much closer, and a time brought to a place. */
  closerBetween(time: number, clientX: number, by: number, from: Zoom): void;
  /** Later by so many pixels than what is shown, or was. */
  pan(pixels: number, from?: Zoom): void;
  /** As much as is shown, from a time on. */
  moveTo(from: number): void;
  /** To the span under a pointer. */
  toSpan(event: MouseEvent): void;
  isZoomed(): boolean;
  shown(): Zoom;
  timeAt(clientX: number): number;
  thicker(isThicker: boolean): void;
  setThickness(thickness: Thickness): void;
}
