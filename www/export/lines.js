// What a program printed, as plain text: exact times, and what was run. Pure.

import { print } from "../model/params.js";
import { chosenVariant } from "../model/state.js";

/** @import { Settings, Track } from "./types.js" */

/**
 * @param {Settings} settings
 * @param {Track} track
 * @returns {string}
 */
export function outputText(settings, { kind, report }) {
  const { program, values, order } = settings;
  const set = program.params.map((param) => `${param.id}=${print(values[param.id] ?? param.default)}`);
  if (order !== "fifo") set.push("seed" in order ? `seed=${order.seed}` : `picks=${order.picks.join(".")}`);
  const head = [
    `# ${program.title} · ${chosenVariant(settings).title}, ${kind}`,
    ...(set.length > 0 ? [`# ${set.join(" ")}`] : []),
    ...(report.time_scale > 1 ? [`# measured at 1 : ${report.time_scale}; times are the program's own`] : []),
    "# time in ms, task, line",
  ];
  const times = report.output.map(({ at_ms }) => at_ms.toFixed(3));
  const widest = (/** @type {string[]} */ words) => Math.max(0, ...words.map((word) => word.length));
  const names = report.output.map(({ task_name }) => task_name);
  const [wide, broad] = [widest(times), Math.min(40, widest(names))];
  const lines = report.output.map(
    ({ text }, index) =>
      `${(times[index] ?? "").padStart(wide)}  ${(names[index] ?? "").padEnd(broad)}  ${text}`,
  );
  return [...head, ...lines, `# ${report.end_text}`, ""].join("\n");
}
