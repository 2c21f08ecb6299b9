// The counts of a program, on the same axis as the timeline above: a stepped line
// for each count, with the prediction dashed behind the measurement.

import { byId, h, setText } from "../ui/dom.js";
import { dots } from "../ui/resolution.js";
import { count } from "../model/format.js";
import { isShown, toTime, toX } from "../model/geometry.js";
import { corners, heldAt, mostOf } from "../model/levels.js";
import { isStale, spokenTrack, trackEnd } from "../model/state.js";
import { palette } from "../paint/palette.js";
import { fit, line, onAxis, sheetOf, whenAnyChanged, write } from "../paint/sheet.js";

/** @import { App, Frame, Level, Palette, Sheet, State, Track } from "./types.js" */

/** Heights of a row, CSS pixels: of the steps, of the space above them, and of a name above that. */
const STEPS = 26;
const ABOVE = 10;
const NAME = 16;
const PADDING = 8;

/**
 * Everything that the canvas depends on. It is painted only when some of it has changed.
 * @typedef {object} Picture
 * @property {Track} track
 * @property {Track | null} predicted
 * @property {Frame} frame
 * @property {number | null} time  the time that is inspected, ms
 * @property {number | null} x     the place of the pointer, CSS pixels from the left
 * @property {number} scale
 * @property {Palette} colours     those of the sheet
 */

/** @param {App} app */
export function createLevels(app) {
  const root = byId("levels");
  const kind = h("span", { class: "track-kind" });
  const ghost = h("span", { class: "track-diff" });
  const canvas = h("canvas", { "aria-hidden": "true" });
  const body = h("div", { class: "track-body" }, canvas);
  root.append(
    h(
      "div",
      { class: "track" },
      h("div", { class: "track-label" }, h("span", { class: "track-variant" }, "Counts"), kind, ghost),
      body,
    ),
  );
  /** The place of the pointer, CSS pixels from the left. @type {number | null} */
  let pointed = null;

  body.addEventListener("pointermove", ({ clientX }) => {
    pointed = clientX - body.getBoundingClientRect().left;
    app.redraw();
  });
  body.addEventListener("pointerleave", () => {
    pointed = null;
    app.redraw();
  });

  const paint = whenAnyChanged((/** @type {Picture} */ { track, predicted, frame, time, x, scale }) => {
    const row = (frame.isNarrow ? NAME : 0) + ABOVE + STEPS;
    const { levels } = track.report;
    const sheet = sheetOf(canvas, frame, levels.length * row + 2 * PADDING, scale);
    if (!sheet) return;
    const end = trackEnd(track);
    const at = Math.min(end, x !== null && x >= frame.left ? toTime(frame, x) : (time ?? end));
    levels.forEach((level, index) => {
      const bottom = PADDING + (index + 1) * row;
      const twin = predicted?.report.levels.find((other) => other.name === level.name);
      const most = Math.max(mostOf(level), twin ? mostOf(twin) : 0, 1);
      /** @param {number} held */
      const yOf = (held) => bottom - (held / most) * STEPS;
      onAxis(sheet, () => {
        paintArea(sheet, corners(level, end), yOf, track.kind === "predicted");
        if (twin && predicted) paintGhost(sheet, corners(twin, trackEnd(predicted)), yOf);
      });
      line(sheet, sheet.colours.line, frame.left, bottom, frame.right, bottom);
      paintNames(sheet, level, bottom, at);
    });
    // The line of the cursor is continued here.
    if (x !== null && isShown(frame, at)) {
      line(sheet, sheet.colours.line, toX(frame, at), 0, toX(frame, at), sheet.height);
    }
  });

  /** @param {State} state @param {Frame} frame */
  return (state, frame) => {
    const track = spokenTrack(state);
    root.hidden = !track || track.report.levels.length === 0;
    if (!track || root.hidden) return;
    const prediction = state.predicted[track.variant];
    const predicted =
      track.kind === "measured" && prediction && !isStale(state, prediction) ? prediction : null;
    setText(
      kind,
      track.kind === "predicted" ? "predicted" : track.life === "live" ? "measuring" : "measured",
    );
    setText(ghost, predicted ? "dashed: predicted" : "");
    paint({
      track,
      predicted,
      frame,
      time: state.inspected?.at ?? null,
      x: pointed,
      scale: dots(),
      colours: palette(),
    });
  };
}

/** @param {Sheet} sheet @param {[number, number][]} steps @param {(held: number) => number} yOf */
function trace({ pen, frame, scale }, steps, yOf) {
  pen.beginPath();
  for (const [at, held] of steps) pen.lineTo(toX(frame, at) * scale, yOf(held) * scale);
}

/** @param {Sheet} sheet @param {[number, number][]} steps @param {(held: number) => number} yOf @param {boolean} isGhost */
function paintArea(sheet, steps, yOf, isGhost) {
  const { pen, frame, scale, colours } = sheet;
  const [first, last] = [steps[0], steps[steps.length - 1]];
  if (!first || !last) return;
  trace(sheet, steps, yOf);
  pen.strokeStyle = colours.accent;
  pen.lineWidth = Math.max(1, Math.round(scale * (isGhost ? 1 : 1.5)));
  pen.globalAlpha = isGhost ? 0.7 : 1;
  pen.stroke();
  pen.lineTo(toX(frame, last[0]) * scale, yOf(0) * scale);
  pen.lineTo(toX(frame, first[0]) * scale, yOf(0) * scale);
  pen.fillStyle = colours.accent;
  pen.globalAlpha = isGhost ? 0.1 : 0.22;
  pen.fill();
  pen.globalAlpha = 1;
}

/** @param {Sheet} sheet @param {[number, number][]} steps @param {(held: number) => number} yOf */
function paintGhost(sheet, steps, yOf) {
  const { pen, scale, colours } = sheet;
  trace(sheet, steps, yOf);
  pen.strokeStyle = colours.muted;
  pen.lineWidth = scale;
  pen.setLineDash([3 * scale, 3 * scale]);
  pen.stroke();
  pen.setLineDash([]);
}

/**
 * Writes the name of a count, its maximum, and its value at the inspected time:
 * beside the steps, or above them where there is no space.
 * @param {Sheet} sheet @param {Level} level @param {number} bottom @param {number} at
 */
function paintNames(sheet, level, bottom, at) {
  const { frame, colours } = sheet;
  const most = `most ${count(mostOf(level))}`;
  const held = heldAt(level, at);
  const middle = bottom - STEPS / 2;
  if (frame.isNarrow) {
    write(
      sheet,
      fit(sheet, `${level.name}, ${most}`, frame.right - frame.left),
      frame.left,
      bottom - STEPS - ABOVE / 2 - NAME / 2,
      colours.muted,
    );
  } else {
    write(sheet, fit(sheet, level.name, frame.left - 12), 0, middle - 8, colours.ink);
    write(sheet, most, 0, middle + 8, colours.muted);
  }
  if (held !== null) write(sheet, count(held), frame.right + 8, middle, colours.ink, "600");
}
