// Messages between the page, the frame that is the wall, and the worker behind it. `To…` goes inwards and
// `From…` comes out. Whatever comes out may be what a listing has made up: nothing in it is trusted.

import type { Checked, Order, Parameters, RunEnd, Tried } from "./types.js";

// -- The page and the frame: wall.js and frame.html ------------------------

export type ToFrame =
  | { type: "script"; script: ArrayBuffer }
  | { type: "files"; wasm: ArrayBuffer; library: ArrayBuffer }
  | { type: "kept"; kept: Kept | null }
  | { type: "start"; worker: number; port: MessagePort }
  | { type: "end" };

export type FromFrame =
  | { type: "open" }
  | { type: "failed"; worker: number; message: string };

/** The memory of Python: which of its pages are not 0, and what is in these. */
export interface Image {
  pages: Uint32Array;
  bytes: ArrayBuffer;
}

/** A Python that has started, so that another need not do that again. */
export interface Kept {
  image: Image;
  /** What of JavaScript it knows, as Pyodide writes it down. */
  known: object;
}

// -- The frame and a new worker: frame.html and inside/worker.js ------------------------

export interface ToStart {
  module: WebAssembly.Module;
  library: ArrayBuffer;
  kept: Kept | null;
  port: MessagePort;
}

// -- The page and a worker, on a port of their own: engine.js and inside/worker.js ------------------------

export type Asks =
  | { type: "predict" | "measure"; text: string; file?: string; order?: Order; capacity?: number }
  | { type: "explore"; text: string; file?: string; runs: number; patience?: number }
  | { type: "parameters"; text: string }
  | { type: "check"; text: string; file?: string };

export type ToPython = Asks & { id: number };

export type FromPython =
  | { type: "kept"; kept: Kept }
  | { type: "ready"; python: string }
  | { type: "unable"; message: string }
  | { type: "begun"; id: number }
  | { type: "part"; id: number; rows: BigInt64Array; texts: string[] }
  | { type: "tried"; id: number; tried: Tried }
  | { type: "end"; id: number; result: RunEnd | Tried | Parameters | Checked }
  | { type: "refused"; id: number; message: string }
  | { type: "dead"; id: number; message: string };
