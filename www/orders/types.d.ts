// Types of trying orders.

import type { OrdersReport } from "../model/types.js";

export type {
  Choices,
  Instance,
  Order,
  OrdersReport,
  OutputReport,
  Settings,
  State,
} from "../model/types.js";
export type { App } from "../types.js";
export type { Render } from "../ui/types.js";

/** How trying ended; null while it goes on. */
export type TrialEnd = "done" | "late" | "stopped" | "panicked" | "failed" | null;

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
