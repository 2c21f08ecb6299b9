// Types that the timeline uses, all of them from below.

export type {
  Frame,
  Inspected,
  Lanes,
  Level,
  Program,
  Slot,
  SpanInfo,
  State,
  Thickness,
  Track,
  TrackKind,
  Zoom,
} from "../model/types.js";
export type { Look, PaintCells, Palette, Sheet } from "../paint/types.js";
export type { App } from "../types.js";
export type { KeyHelp, OpenTrack, Render, Surface, TrackView } from "../ui/types.js";
