// How a run is gone through.

import type { createPlayback } from "./playback.js";

export type {
  Cursor,
  Frame,
  LineReport,
  Moment,
  Page,
  Parts,
  Run,
  RunReport,
  State,
  Track,
} from "../model/types.js";
export type { App } from "../types.js";
export type { KeyHelp, View } from "../ui/types.js";

/** How fast a run is played: so many times as fast as its own time, or so that all of it takes a few
 * seconds. */
export type Speed = number | "fitted";
export type Playback = ReturnType<typeof createPlayback>;
