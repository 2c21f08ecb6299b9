// The colours of tasks. Pure.

/** @import { RunReport } from "./types.js" */

/** The number of colours for tasks. */
export const TASK_COLOURS = 8;

/**
 * The colour of a lane: the first for the program itself, the rest in turn.
 * @param {number} lane
 */
export function colourOfLane(lane) {
  return lane === 0 ? 0 : 1 + ((lane - 1) % (TASK_COLOURS - 1));
}

/** @param {RunReport} report @param {number} task */
export function colourOfTask(report, task) {
  const hint = report.tasks[task];
  const found = hint?.id === task ? hint : report.tasks.find((other) => other.id === task);
  return colourOfLane(found?.lane ?? 0);
}
