// The types of actions.

import type { OwnState, Page, Settings } from "../model/types.js";
import type { createOwn } from "./own.js";
import type { Engine, Measurer, Tracks } from "../run/types.js";

export type {
  Cursor,
  Guess,
  Inspected,
  Kept,
  Language,
  Order,
  Program,
  Recording,
  Settings,
  Track,
  Zoom,
} from "../model/types.js";
export type { Crash, SavedRun } from "../run/types.js";

export type Own = ReturnType<typeof createOwn>;

/** What actions work with. Views do not get it. */
export interface Kit extends Page {
  state: OwnState;
  engine: Engine;
  tracks: Tracks;
  measurer: Measurer;
  address: {
    /** Shows what the address says. */
    read(): void;
    /** Writes into it what is shown. */
    write(how: "push" | "replace"): void;
    /** The query for what is shown. */
    query: (settings: Settings) => string;
    /** What follows the query. */
    fragment: (settings: Settings) => string;
    /** Shows what cannot be read in an address: a run that this entry of the history has shown. False if it is none. */
    again?: (entry: unknown) => boolean;
  };
  /** How many instances have died since the last run began. */
  crashes: number;
  /** What people do to a listing of their own. */
  own(): Promise<Own>;
  /** A parameter is being dragged. */
  dragged(): void;
}
