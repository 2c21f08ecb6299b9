// Types of the cursor and of playback.

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
export type { KeyHelp, Render } from "../ui/types.js";

/** The speed of playback: a factor of the run's own time, or such that all of it takes a few seconds. */
export type Speed = number | "fitted";
export type Playback = ReturnType<typeof createPlayback>;
