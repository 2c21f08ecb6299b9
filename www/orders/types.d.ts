// Types of trying orders.

import type { Choices, OrdersReport, Track } from "../model/types.js";

export type {
  Choices,
  Instance,
  Order,
  OrdersReport,
  OutputReport,
  Settings,
  State,
  Track,
} from "../model/types.js";
export type { App } from "../types.js";
export type { Render } from "../ui/types.js";

/** How trying ended; null while it goes on. */
export type TrialEnd = "done" | "late" | "stopped" | "full" | "cut" | "panicked" | "failed" | null;

/** Where orders are tried, and choices followed. */
export interface Source {
  /** What is to be said below the results. */
  readonly note: string;
  /** The choices of the run with these picks, which the track shows; null if there is nobody left to ask. */
  choices(track: Track, picks: readonly number[]): Promise<Choices | null>;
  /** A sentence about why choices cannot be followed, if that is nothing to complain of. */
  problem(error: unknown): string | null;
  /** Begins to try orders, and says what comes of it. Returns what ends it. */
  tryOrders(hear: (news: Partial<Trial>) => void): () => void;
}

// -- Listings that people write. The room of Python has the same, and more ------------------------

export interface PythonOfOrders {
  explore(
    text: string,
    runs: number,
    options: { patience: number; signal: AbortSignal; onTried: (tried: TriedByPython) => void },
  ): Promise<{
    result: TriedByPython | null;
    cut: { why: "stopped" | "late" | "dead"; message: string } | null;
  }>;
}

export interface OutcomeByPython {
  end: number;
  output: string;
  failure: { message: string; line: number } | null;
  exit_code: number | null;
  picks: number[] | null;
  seed: number | null;
  count: number;
  min_us: number;
  max_us: number;
}

export interface TriedByPython {
  runs: number;
  outcomes: OutcomeByPython[];
  is_repeatable: boolean;
  every: boolean;
  is_done: boolean;
  is_full: boolean;
  most_choices: number;
}

export interface Trial {
  report: OrdersReport | null;
  /** The number of simulations so far. */
  runs: number;
  end: TrialEnd;
  /** ms */
  took: number;
  /** A sentence; may be empty. */
  problem: string;
}
