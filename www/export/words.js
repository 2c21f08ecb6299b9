// The cost of watching a run, in words. Pure.

import { count, duration } from "../model/format.js";

/** @import { RunReport, Track, Watched } from "./types.js" */

const NBSP = "\u00a0";
const digits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 2 });

/**
 * @param {Track} track
 * @param {number | null} nanoseconds  for an event in this browser; null if not known
 * @param {Watched} [drawn]  during the run
 * @returns {string}
 */
export function costText({ kind, life, report }, nanoseconds, drawn) {
  const { events, bytes, dropped } = report.cost;
  const texts = [`${count(events)} event${events === 1 ? "" : "s"} recorded in ${size(bytes)}`];
  if (dropped > 0) {
    texts.push(
      `${count(dropped)} left out because the record was full: the lanes tell nothing of those, the total is right all the same`,
    );
  } else texts.push("none left out");
  if (kind === "measured" && life !== "live") {
    if (nanoseconds !== null) {
      texts.push(recordingText((events + dropped) * Math.max(nanoseconds, 0), nanoseconds, realTime(report)));
    }
    if (drawn && drawn.frames > 0) {
      texts.push(
        `drawing took ${duration(drawn.ms / drawn.frames)} a frame, ${duration(drawn.ms)} in all${shareOf(drawn.ms, realTime(report))}`,
      );
    }
  }
  return `What watching cost: ${texts.join("; ")}.`;
}

/** @param {RunReport} report */
function realTime({ total_ms, time_scale }) {
  return total_ms / time_scale;
}

/** @param {number} took  ns @param {number} each  ns @param {number} total  ms */
function recordingText(took, each, total) {
  if (each <= 0) return "recording took less than this browser's clock can tell";
  return `recording took about ${short(took)}${shareOf(took / 1e6, total)}, ${digits.format(each)}${NBSP}ns an event as measured in this browser`;
}

/** @param {number} part  ms @param {number} whole  ms */
function shareOf(part, whole) {
  if (!(whole > 0)) return "";
  const percent = (100 * part) / whole;
  return percent < 0.001
    ? `, less than 0.001${NBSP}% of the run`
    : `, ${digits.format(percent)}${NBSP}% of the run`;
}

/** @param {number} ns */
function short(ns) {
  if (ns >= 1e6) return `${digits.format(ns / 1e6)}${NBSP}ms`;
  return ns >= 1e3 ? `${digits.format(ns / 1e3)}${NBSP}µs` : `${digits.format(ns)}${NBSP}ns`;
}

/** @param {number} bytes */
function size(bytes) {
  if (bytes < 1024) return `${count(bytes)}${NBSP}bytes`;
  return bytes < 1024 * 1024
    ? `${digits.format(bytes / 1024)}${NBSP}KiB`
    : `${digits.format(bytes / 1024 / 1024)}${NBSP}MiB`;
}
