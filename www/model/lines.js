// Which tasks have stood on which source line. Pure.

/**
 * @param {RunReport} report
 * @returns {Map<number, Set<number>>} lanes by line
 */
export function linesOfTasks(report) {
  /** @type {Map<number, Set<number>>} */
  const found = new Map();
  const laneOf = new Map(report.tasks.map((task) => [task.id, task.lane]));
  /** @param {number | null} line @param {number | null} task */
  const add = (line, task) => {
    const lane = task === null ? undefined : laneOf.get(task);
    if (line === null || lane === undefined) return;
    const lanes = found.get(line) ?? new Set();
    found.set(line, lanes.add(lane));
  };
  for (const { line, task } of report.sleeps) add(line, task);
  for (const { line, task } of report.output) add(line, task);
  for (const { line, task } of report.warnings) add(line, task);
  for (const { line, task } of report.explanation.chain) add(line, task);
  for (const { line, id } of report.tasks) add(line, id);
  return found;
}
