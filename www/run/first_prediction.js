// The prediction of the first program with the settings that it comes with, which is the same each time: it
// is drawn before there is anything that could predict. What it says is in first_rows.js, of which a test
// in Rust sees that it is what the program predicts.

import { settingsKey } from "../model/state.js";
import { stored } from "../model/stored.js";
import { isFirstVisit } from "../model/visited.js";
import { FIRST } from "./first_rows.js";
import { FIRST_PROGRAM } from "./parts.js";

/** @import { Label, Run, Settings, Track } from "./types.js" */

/** The count of numbers in a row of `Run.draw()`. */
const ROW = 6;

/** What else a timeline asks of a report. */
const PLAIN = { time_scale: 1, failure: null, workers: [], levels: [], explanation: { overhead_ms: 0 } };

/**
 * It, if that is what the address asks for.
 * @returns {{ words: Record<"chapter" | "title" | "question", string>, settings: Settings, track: Track } | null}
 */
export function firstPrediction() {
  if (!isAskedFor() || isFirstVisit()) return null;
  const { id, chapter, title, question, variants, suggested, params, values, total_ms, tasks } = FIRST;
  const settings = /** @type {Settings} */ (
    /** @type {unknown} */ ({
      program: { id, variants, suggested, params },
      variant: suggested,
      values,
      where: "page",
      order: "fifo",
      compare: false,
      tab: "rust",
      cursor: null,
      zoom: null,
      with: [],
    })
  );
  const track = /** @type {Track} */ (
    /** @type {unknown} */ ({
      kind: "predicted",
      variant: suggested,
      recording: { run: { draw, labels }, instance: { dead: false } },
      settings: settingsKey(settings),
      life: "ended",
      report: { total_ms, tasks, lanes: tasks.length, ...PLAIN },
      rows: 0,
      now: total_ms,
      heard: total_ms,
    })
  );
  return { words: { chapter, title, question }, settings, track };
}

/** Does the address name nothing but the first program? What a reload left behind goes before the address. */
function isAskedFor() {
  const asked = [...new URLSearchParams(location.search)];
  if (asked.some(([name, value]) => name !== "program" || value !== FIRST_PROGRAM)) return false;
  if (location.hash !== "") return false;
  const left = stored("sessionStorage", (all) => JSON.parse(all.getItem("coroscope-address") ?? "[]")[1]);
  return !left || left === location.search || !isShownAgain();
}

function isShownAgain() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return visit?.type === "reload" || visit?.type === "back_forward";
}

/** Where a time lies, as the wasm computes it. @param {number} at_ms @param {number} from @param {number} end @param {number} width */
function toX(at_ms, from, end, width) {
  const x = (at_ms * 1000 - from * 1000) * (width / (end * 1000 - from * 1000));
  return Math.min(width, Math.max(0, x));
}

/** As `Run.draw()`, where no two of its spans share a pixel. @type {Run["draw"]} */
export function draw(from, end, first, count, width) {
  const rows = FIRST.rows.filter(([lane = 0]) => lane >= first && lane < first + count);
  const found = new Float32Array(rows.length * ROW);
  rows.forEach(([lane = 0, from_ms = 0, to_ms = 0, ...rest], index) => {
    found.set([lane, toX(from_ms, from, end, width), toX(to_ms, from, end, width), ...rest], index * ROW);
  });
  return found;
}

/** As `Run.labels()`, where each of its spans is wide enough for words. @type {Run["labels"]} */
export function labels(from, end, first, count, width) {
  return FIRST.labels
    .filter(({ lane }) => lane >= first && lane < first + count)
    .map(({ from_ms, to_ms, ...label }) => ({
      ...label,
      from: toX(from_ms, from, end, width),
      to: toX(to_ms, from, end, width),
    }));
}
