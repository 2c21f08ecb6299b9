// What Python says of a listing, as `python/README.md` describes it. Names are those of Python.

import type { Failure } from "../model/types.js";
import type { Asks, FromPython, Kept, ToPython } from "./messages.js";

/** Without anything, first in, first out. */
export interface Order {
  seed?: number;
  picks?: readonly number[];
}


/** How a run ended, and all that is no record. */
export interface RunEnd {
  end: number;
  files: string[];
  output: string;
  errors: string;
  failure: Failure | null;
  exit_code: number | null;
  notes: { text: string; line: number }[];
  picks: number[];
  of: number[];
  total_us: number;
  left_out: number;
}

export interface Outcome {
  end: number;
  output: string;
  failure: Failure | null;
  exit_code: number | null;
  /** Null if only longer ones than 64 are known. */
  picks: number[] | null;
  seed: number | null;
  count: number;
  min_us: number;
  max_us: number;
}

export interface Tried {
  runs: number;
  outcomes: Outcome[];
  is_repeatable: boolean;
  /** Whether these are all orders. */
  every: boolean;
  is_done: boolean;
  /** Whether it ended because the outputs are too long to be kept. */
  is_full: boolean;
  most_choices: number;
}

export interface Parameter {
  kind: "delay" | "limit" | "constant" | "count";
  label: string;
  value: number;
  is_whole: boolean;
  is_seconds: boolean;
  line: number;
  column: number;
  end_column: number;
  start: number;
  end: number;
}

export type Parameters = Parameter[];

/** `null` if the syntax is right. */
export type Checked = Failure | null;

/** Why something did not come to its end: a person, the clock, or Python itself has ended it. */
export interface Cut {
  why: "stopped" | "late" | "dead";
  message: string;
}

/** What is left of a request that was cut, or the whole. */
export interface Answer<Result> {
  /** Six whole numbers a row. */
  rows: BigInt64Array;
  texts: string[];
  result: Result | null;
  cut: Cut | null;
}

export interface Asking {
  /** Ends it when it is given. */
  signal?: AbortSignal;
  /** Whether it is ended when nothing is heard of it for some seconds. */
  hasLimit?: boolean;
  /** Python has begun with it: the clock of a measurement runs. */
  onBegun?: () => void;
  onPart?: (rows: BigInt64Array, texts: string[]) => void;
  onTried?: (tried: Tried) => void;
}

export interface RunAsking {
  file?: string;
  order?: Order;
  /** How many rows are kept. */
  capacity?: number;
  signal?: AbortSignal;
  onBegun?: Asking["onBegun"];
  /** Is given what was recorded since the last time. */
  onPart?: Asking["onPart"];
}

export interface ExploreAsking {
  file?: string;
  /** After this time no more is tried, ms. */
  patience?: number;
  signal?: AbortSignal;
  onTried?: Asking["onTried"];
}

export interface Python {
  /** Has it ready for the first request. Fails with a sentence. */
  open(): Promise<void>;
  predict(text: string, options?: RunAsking): Promise<Answer<RunEnd>>;
  measure(text: string, options?: RunAsking): Promise<Answer<RunEnd>>;
  explore(text: string, runs: number, options?: ExploreAsking): Promise<Answer<Tried>>;
  parameters(text: string, options?: { signal?: AbortSignal }): Promise<Answer<Parameters>>;
  check(text: string, options?: { file?: string; signal?: AbortSignal }): Promise<Answer<Checked>>;
  /** Ends what runs, and lets go of all of it. */
  close(): void;
}

/** The files of Python, on their way. */
export interface Coming {
  frame: Promise<string>;
  script: Promise<ArrayBuffer>;
  /** The wasm, the library, the name of all these files together, and what was kept of an earlier start. */
  files: Promise<[ArrayBuffer, ArrayBuffer, string, Kept | null]>;
}

/** A worker behind the wall. */
export interface Behind {
  port: MessagePort;
  /** Is fulfilled, with the reason, if the frame could not start it. */
  failed: Promise<string>;
  end(): void;
}

export interface Wall {
  start(): Behind;
  /** Each later start begins with this, in later visits as well. */
  keep(kept: Kept): void;
  /** No later start does. Returns whether the newest one has. */
  forget(): boolean;
  remove(): void;
}

/** What a worker says of a request. */
export type Said = Extract<FromPython, { id: number }>;

/** A worker, from its start to its end. */
export interface Session {
  /** Is fulfilled when Python runs. Fails with a sentence. */
  ready: Promise<unknown>;
  /** Whether it can be asked for something. */
  isOpen(): boolean;
  ask(request: ToPython, hear: (message: Said) => void): void;
  /** What it has sent until now may still come. */
  end(): void;
  /** Nothing of it is heard any more. */
  forget(): void;
}

/** A request without its number. */
export type Asked = Asks;

export type { Failure };
export type { FromFrame, FromPython, Kept, ToFrame, ToPython } from "./messages.js";
