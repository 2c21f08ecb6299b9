// Tables of what a run did.

import type { Props } from "../ui/types.js";

export type {
  Language,
  Listing,
  OutputLine,
  Program,
  Recorded,
  RecordedFile,
  RunReport,
  Settings,
  SpanInfo,
  State,
  Token,
  Track,
  Values,
} from "../model/types.js";
export type { App } from "../types.js";
export type { Render } from "../ui/types.js";

export type TableId = "levels" | "tasks" | "sleeps" | "chain" | "spans";

export interface Table {
  head: string[];
  rows: (string | Node)[][];
  note: string;
  /** The listeners of each row. */
  listeners?: Props[];
}
