// Types of painting.

import type { Frame, Label } from "../model/types.js";

export type { Frame, Label } from "../model/types.js";

export type Pen = CanvasRenderingContext2D;

export interface Palette {
  tasks: string[];
  ink: string;
  muted: string;
  /** Hairlines. */
  faint: string;
  /** The lines of the axis, behind everything else. */
  faintest: string;
  /** Lines that carry a meaning. */
  line: string;
  ground: string;
  /** Does something else lie behind, so that nothing may be painted in the colour of the ground? */
  isClear: boolean;
  accent: string;
  warn: string;
  /** The family of the page's text. */
  font: string;
  /** The size of small text, CSS pixels. */
  text: number;
  /** With more contrast, predictions are less pale. */
  isStrong: boolean;
  /** Stripes that repeat every `size` device pixels; with `edge`, each has edges of that colour. */
  hatch(pen: Pen, colour: string, size: number, stroke: number, edge?: string): CanvasPattern | string;
}

/** A canvas that is being drawn on, measured in CSS pixels. */
export interface Sheet {
  pen: Pen;
  frame: Frame;
  height: number;
  /** Device pixels for one CSS pixel. */
  scale: number;
  colours: Palette;
}

/** How one lane is painted, in device pixels. */
export interface Look {
  palette: Palette;
  /** Device pixels for one CSS pixel. */
  scale: number;
  /** A prediction: outlines and paler fills. */
  isGhost: boolean;
  /** The height of a full bar. */
  bar: number;
}

/** Paints a picture of cells. */
export type PaintCells = (sheet: Sheet, cells: Uint8Array, place: CellsPlace) => void;

/** A label that has its place, in CSS pixels. */
export interface PlacedLabel {
  lane: number;
  kind: Label["kind"];
  /** The state of the span that it is written on. */
  on: number | null;
  text: string;
  x: number;
  width: number;
}

/** Where a picture of cells goes, in device pixels. */
export interface CellsPlace {
  x: number;
  y: number;
  /** As many pixels as there are cells in a row. */
  width: number;
  height: number;
  rows: number;
  /** The first lane. */
  first: number;
  /** Do several lanes share a row? */
  isShared: boolean;
  isGhost: boolean;
  palette: Palette;
}
