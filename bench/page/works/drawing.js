// The draw list of a run with many spans, as the page asks for it.

import { Run, run_with_spans } from "../pkg/bench.js";

/** @typedef {{ spans: number, lanes: number, width_px: number, draws: number }} Arguments */

/** How many numbers there are for each rectangle, and at which place it says for how many spans. */
const ROW = 6;
const SPANS_OF = 5;

/** @param {Arguments} arguments_ */
export async function coroscope({ spans, lanes, width_px, draws }) {
  const bytes = run_with_spans(spans, lanes);
  const run = Run.from_bytes(bytes);
  try {
    const end_ms = run.now_ms();
    // The first look at a run reads its whole trace.
    const began = performance.now();
    const all = run.draw(0, end_ms, 0, lanes + 1, width_px);
    const first_ms = performance.now() - began;
    let done = 0;
    for (let row = SPANS_OF; row < all.length; row += ROW) done += all[row] ?? 0;
    /** @param {number} from_ms @param {number} to_ms */
    const time = (from_ms, to_ms) => {
      const began = performance.now();
      for (let draw = 0; draw < draws; draw += 1) run.draw(from_ms, to_ms, 0, lanes + 1, width_px);
      return (performance.now() - began) / draws;
    };
    const whole_ms = time(0, end_ms);
    // A hundredth of it, in the middle.
    const zoomed_ms = time(end_ms * 0.5, end_ms * 0.51);
    return { done, first_ms, whole_ms, zoomed_ms, rectangles: all.length / ROW };
  } finally {
    run.free();
  }
}
