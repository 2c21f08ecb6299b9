//! What the page hands in, as TypeScript sees it. [`input`](super::input) reads it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What somebody entered, by the ids of the parameters. A missing value takes the default. Times are
 * in milliseconds. */
export type Values = Record<string, number | string | boolean>;

/** In which order ready tasks are polled: first in first out, shuffled, or by hand (the places in
 * the ready queue, one for each choice among several tasks). */
export type Order = "fifo" | { seed: number } | { picks: number[] };

/** How a run is made. */
export interface RunOptions {
  /** Whether to record what happens; true unless given. */
  record?: boolean;
  /** "fifo" unless given. */
  order?: Order;
  /** How many events are recorded at most; 2^20 unless given. */
  capacity?: number;
  /** For `run` only: stops the run. Its promise is fulfilled all the same. */
  signal?: AbortSignal;
  /** For `run` only: receives the run as soon as it goes on, to be looked at meanwhile. */
  on_start?: (run: Run) => void;
  /** For `run` only: called when the program printed something, or is about to block. */
  on_change?: () => void;
}

/** What a run sends to a worker that it has started. */
export interface Call {
  /** The name of the job, and its input as JSON. */
  job: string;
  input: string;
  /** What the worker is called. */
  name: string;
  /** When the run began, in milliseconds since 1970; and how long it had been going on when this
   * was sent. The worker's times are on the clock of the run. */
  began_ms: number;
  sent_ms: number;
  /** Memory that it shares with others. */
  memory?: Int32Array;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// What somebody entered.
    #[wasm_bindgen(typescript_type = "Values")]
    pub type JsValues;

    /// How a run is made.
    #[wasm_bindgen(typescript_type = "RunOptions | undefined")]
    pub type JsOptions;

    /// What a run sends to a worker.
    #[wasm_bindgen(typescript_type = "Call")]
    pub type JsCall;

    /// Receives what a panic said, and the trace up to it.
    #[wasm_bindgen(typescript_type = "(message: string, trace: Uint8Array) => void")]
    pub type OnPanic;
}
