// Messages between threads: the page, its workers, and workers that programs start. `To…` goes to a
// worker and `From…` comes from it.

import type { Call } from "../pkg/coroscope.js";
import type { OrdersReport, Values } from "../model/types.js";
import type { RunRequest } from "./types.js";

// -- A run in a worker: in_worker.js and run_worker.js ------------------------

export type ToRunWorker =
  | (RunRequest & { type: "run"; id: number; build: string | undefined })
  | { type: "stop"; id: number }
  | { type: "kill"; id: number; worker: number };

export type FromRunWorker = { id: number } & (
  | { type: "started" }
  | { type: "trace"; bytes: Uint8Array }
  | { type: "end"; bytes: Uint8Array }
  | { type: "error"; message: string }
  | { type: "crash"; message: string; bytes: Uint8Array | null }
);

// -- A simulation in a worker: worker_simulation.js and simulator.js ------------------------

export type ToSimulator = RunRequest & { build: string | undefined };

export type FromSimulator =
  | { type: "simulated"; bytes: Uint8Array }
  | { type: "refused" | "failed"; message: string };

// -- Between a run and a worker that it started: the wasm module and job_worker.js ------------------------

export type ToJobWorker = { type: "ping" } | ({ type: "job"; capacity?: number } & Call);

export type FromJobWorker =
  | { type: "ready" }
  /** What was recorded since the part before, as `next_part` has it. */
  | { type: "trace"; part: Uint8Array }
  | { type: "done"; answer: string; part: Uint8Array | undefined }
  | { type: "stuck"; part: Uint8Array | undefined }
  | { type: "refused"; message: string }
  | { type: "crashed"; message: string; bytes?: Uint8Array };

// -- Trying orders in a worker: orders/trier.js and orders/trial_worker.js ------------------------

export interface ToTrier {
  build: string | undefined;
  program: string;
  variant: string;
  values: Values;
  /** At most this many orders are tried. */
  most: number;
  /** It takes at most about this time, ms. */
  patience: number;
  /** It ends after at most this many runs. */
  runs: number;
}

export type FromTrier =
  | { type: "report"; report: OrdersReport; runs: number; end: "done" | "late" | "stopped" | null }
  | { type: "panicked"; message: string; runs: number }
  | { type: "failed"; message: string };
