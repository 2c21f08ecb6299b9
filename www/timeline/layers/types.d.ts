// Types of the layers over the lanes.

export type {
  Frame,
  Inspected,
  Layer,
  Recording,
  Relation,
  Settings,
  State,
  Track,
  Zoom,
} from "../../model/types.js";
export type { Look, Palette, Pen, Sheet } from "../../paint/types.js";
export type { App } from "../../types.js";
export type { Render, TrackView } from "../../ui/types.js";

/** An arrow from a cause to a poll; horizontal places in device pixels. */
export interface Arrow {
  /** The lane that it comes from; -1 for none. */
  from: number;
  x0: number;
  lane: number;
  x1: number;
  kind: number;
  /** Does it stand for several arrows? */
  isMany: boolean;
  isStrong: boolean;
}
