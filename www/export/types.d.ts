// Types of what is exported.

import type { Away, PythonEnd, Settings } from "../model/types.js";

export type {
  Frame,
  Instance,
  Order,
  Program,
  RecordParts,
  Run,
  RunReport,
  Settings,
  SpanInfo,
  State,
  Track,
  Values,
} from "../model/types.js";
export type { Pen, Sheet } from "../paint/types.js";
export type { TrackView } from "../timeline/types.js";
export type { SavedRun } from "../run/types.js";
export type { App, FirstApp } from "../types.js";
export type { Render } from "../ui/types.js";

/** The number of frames drawn during a run, the time that they took, ms, and where it ran. */
export interface Watched {
  frames: number;
  ms: number;
  where: "page" | "worker";
}

/** A measured run as it is saved. */
export interface RunToSave {
  settings: Settings;
  where: "page" | "worker";
  life: "ended" | "stopped" | "failed";
  /** When its clock began, ms since 1970. */
  began: number | undefined;
  /** The version of the wasm module. */
  app: string;
  /** See `Track`. */
  step?: number | null | undefined;
  away?: readonly Away[] | undefined;
  python?: PythonEnd | undefined;
  trace: Uint8Array;
}

/** A picture of the timeline. */
export interface Picture {
  svg: string;
  /** CSS pixels */
  width: number;
  height: number;
  /** The number of its shapes, and of those that belong to tracks. */
  shapes: number;
  rows: number;
}

/** What the page around a frame says to it. */
export type FromAround =
  | { coroscope: "hello" }
  | { coroscope: "open"; code: string; theme?: string | null }
  | { coroscope: "rest" };

/** What a frame says to the page around it. */
export type ToAround = { coroscope: "here" } | { coroscope: "height"; height: number };
