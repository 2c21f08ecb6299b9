// Types of what makes runs, and of its reports.

import type { Away, Instance, Label, Order, Program, PythonEnd, RecordParts, Recording, Values } from "../model/types.js";
import type { createTracks } from "./tracks.js";
import type { createMeasurer } from "./measurer.js";
import type { createPredictor } from "./predictor.js";
import type { createOwnPredictor } from "./own_predictor.js";
import type { createWorkerSimulation } from "./worker_simulation.js";
import type { createWorkerRunner } from "./in_worker.js";

export type {
  Away,
  Failure,
  Instance,
  Label,
  LaneInfo,
  Listing,
  OwnState,
  Page,
  Parts,
  Phase,
  Program,
  PythonEnd,
  Recording,
  Run,
  RunReport,
  Settings,
  SpanInfo,
  Track,
  TrackKind,
  Wasm,
} from "../model/types.js";

export type { Answer, Python, RunEnd } from "../python/types.js";

export interface Crash {
  message: string;
  trace: Uint8Array | null;
}

export interface Engine {
  /** Starts an instance; later calls start a fresh one. */
  load(): Promise<Instance>;
  /** The instance started last, once it has everything that the program needs. */
  complete(program: string): Promise<Instance>;
  /** The instance that is alive. */
  instance(): Instance | null;
  /** Was it a trap? Then the instance is dead. */
  trapped(reason: unknown): boolean;
  /** Waits for a fresh instance if need be. */
  open(bytes: Uint8Array): Promise<Recording>;
}

export interface RunRequest {
  program: string;
  variant: string;
  values: Values;
  order: Order;
  /** The text of a person's own listing. */
  code?: string | undefined;
}

export interface Job {
  stop(): void;
  /** Kills a worker that the program has started, by its place in the report. */
  kill(worker: number): void;
}

export interface CurrentJob {
  job: Job | null;
  where: "page" | "worker";
  listener: Listener;
}

/** What a job reports while it runs. After `end`, `cut`, `error` or `crash` it reports no more. */
export interface Listener {
  /** It does not begin before workers are gone that were ended. */
  waiting(): void;
  /** Its clock runs. */
  started(): void;
  /** A recording that grows, or a newer copy of it. */
  live(recording: Recording): void;
  /** It came to its end, or stopped when asked to. A listing has more to say than its record. */
  end(recording: Recording, python?: PythonEnd): void;
  /** It runs no more, because it was to stop; what it had recorded follows. */
  halted(): void;
  /** It is no program: nothing ran. */
  refused(python: PythonEnd, sentence: string): void;
  /** It did not stop when asked to, and was cut off. */
  cut(recording: Recording | null): void;
  error(sentence: string): void;
  crash(crash: Crash): void;
}

/** A run that was read from a file. */
export interface SavedRun {
  program: Program;
  variant: string;
  /** What can be set now; the run itself may have had others. */
  values: Values;
  order: Order;
  where: "page" | "worker";
  life: "ended" | "stopped" | "failed";
  trace: Uint8Array;
  /** See `Track`; files of older versions do not have them. */
  step?: number | null;
  away?: readonly Away[];
  /** Of a person's own listing: its text, and what Python said of it. */
  code?: string;
  python?: PythonEnd;
  /** Of a run whose program this page does not have: what else is in its file, */
  record?: RecordParts;
  /** and all of it. */
  bytes?: Uint8Array<ArrayBuffer>;
  /** Its settings, see `settingsKey`. */
  key: string;
  /** Sentences about settings that could not be used. */
  notices: string[];
}

export type Tracks = ReturnType<typeof createTracks>;
export type Measurer = ReturnType<typeof createMeasurer>;
export type Predictor = ReturnType<typeof createPredictor>;
export type WorkerSimulation = ReturnType<typeof createWorkerSimulation>;
export type OwnPredictor = ReturnType<typeof createOwnPredictor>;
export type WorkerRunner = ReturnType<typeof createWorkerRunner>;

/** What is known of the first program from the start, see first_rows.js. */
export interface FirstRows {
  id: string;
  /** Its place in its chapter. */
  chapter: string;
  title: string;
  /** That of its listing. */
  question: string;
  suggested: string;
  variants: Program["variants"];
  params: { id: string }[];
  values: Values;
  total_ms: number;
  tasks: { lane: number; depth: number; name: string; spawned_ms: number; ended_ms: number }[];
  /** As of `Run.draw()`, with times in milliseconds. */
  rows: number[][];
  labels: (Omit<Label, "from" | "to"> & { from_ms: number; to_ms: number })[];
}
