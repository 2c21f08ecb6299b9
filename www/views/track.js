// One track: its label, and a canvas that shows the lanes in view.

import { h, setAttribute, setText, whenChanged } from "../dom.js";
import { duration, longer, moreOrLess } from "../model/format.js";
import { BRACKET, laneMiddle, lanes as layLanes, laneWindow, toX } from "../model/geometry.js";
import { ask } from "../run/engine.js";
import { isStale, trackEnd, trackKey } from "../model/state.js";
import { outline, paintSpan, STATE } from "./paint.js";
import { palette } from "./palette.js";

/** A track higher than this scrolls by itself, CSS pixels. */
const MOST_HEIGHT = 320;
/** A worker is silent if it has told nothing for so long, ms. */
const SILENCE = 250;
/** Numbers in a row of `draw()`. */
const ROW = 6;

export function createTrack() {
  const variant = h("span", { class: "track-variant" });
  const kind = h("span", { class: "track-kind" });
  const total = h("span", { class: "track-total" });
  const diff = h("span", { class: "track-diff" });
  const canvas = h("canvas", { "aria-hidden": "true" });
  const space = h("div", { class: "track-space" }, canvas);
  const body = h("div", { class: "track-body" }, space);
  const element = h("div", { class: "track" }, h("div", { class: "track-label" }, variant, kind, total, diff), body);
  /** @type {Slot | null} */
  let shown = null;
  let lanes = layLanes("predicted", 1, false, false);

  /**
   * @param {State} state
   * @param {Slot} slot
   * @param {Frame} frame
   * @param {number | null} chosenTotal  of the same kind; the difference to it is shown
   */
  function show(state, slot, frame, chosenTotal) {
    shown = slot;
    const { track, chosen } = slot;
    const stale = track !== null && isStale(state, track);
    const hasBracket = !chosen;
    lanes = layLanes(slot.kind, slot.lanes, frame.isNarrow, hasBracket);
    element.className = `track ${slot.kind}${chosen ? " chosen" : ""}${stale ? " stale" : ""}`;
    setAttribute(element, "data-track", trackKey({ kind: slot.kind, variant: slot.variant.id }));
    setText(variant, state.settings?.compare && slot.kind === "predicted" ? slot.variant.title : "");
    setText(kind, kindText(slot, stale));
    setText(total, track ? duration(trackEnd(track)) : "");
    setText(diff, diffText(state, slot, stale, chosenTotal));
    setAttribute(total, "data-testid", chosen ? `total-${slot.kind}` : `total-${slot.kind}-${slot.variant.id}`);
    space.style.height = `${lanes.total}px`;
    body.style.maxHeight = `${MOST_HEIGHT}px`;
    const focus = state.inspected?.track === element.dataset["track"] ? state.inspected : null;
    paint(track, frame, lanes.total, devicePixelRatio || 1, body.scrollTop, palette(), stale, chosenTotal, focus?.lane ?? null, focus?.span ?? null, state.line);
  }

  const paint = whenChanged((
    /** @type {Track | null} */ track,
    /** @type {Frame} */ frame,
    /** @type {number} */ height,
    /** @type {number} */ scale,
    /** @type {number} */ top,
    /** @type {Palette} */ colours,
    /** @type {boolean} */ stale,
    /** @type {number | null} */ chosenTotal,
    /** @type {number | null} */ focusLane,
    /** @type {SpanInfo | null} */ focusSpan,
    /** @type {number | null} */ line,
  ) => {
    const visible = Math.min(height, MOST_HEIGHT);
    const pen = prepare(canvas, frame.width, visible, scale);
    if (!pen || !shown) return;
    const seen = laneWindow(lanes, top, visible);
    const isGhost = shown.kind === "predicted";
    const look = { palette: colours, scale, isGhost, bar: lanes.bar * scale };
    const x0 = frame.left * scale;
    const widthPx = (frame.right - frame.left) * scale;
    /** @param {number} lane */
    const yOf = (lane) => (laneMiddle(lanes, lane) - top) * scale;

    if (track) {
      paintNames(pen, track, seen, yOf, frame, colours, scale);
      pen.save();
      if (stale) pen.globalAlpha = 0.5;
      const rows = ask(track.recording, (run) => run.draw(0, frame.end, seen.first, seen.count, widthPx)) ?? new Float32Array();
      // Waits first: what runs, and the marks at the ends, lie over them.
      for (const isOver of [false, true]) {
        for (let i = 0; i + ROW <= rows.length; i += ROW) {
          const [lane = 0, from = 0, to = 0, state = 0, site = 0] = rows.subarray(i, i + ROW);
          if (isOver !== state >= STATE.running) continue;
          pen.save();
          paintSpan(pen, look, lane, state, x0 + from, x0 + to, yOf(lane));
          pen.restore();
          if (line !== null && site === line) outline(pen, colours.ink, 1.5 * scale, x0 + from - 2 * scale, to - from + 4 * scale, yOf(lane), (lanes.bar + 5) * scale);
        }
      }
      pen.restore();
      paintSilence(pen, track, frame, colours, scale);
      if (focusLane !== null && focusSpan) {
        const from = toX(frame, focusSpan.from_ms) * scale;
        const to = Math.max(toX(frame, focusSpan.to_ms) * scale, from + 4 * scale);
        outline(pen, colours.ink, 1.5 * scale, from - 2 * scale, to - from + 4 * scale, yOf(focusLane), (lanes.bar + 5) * scale);
      }
      paintEnd(pen, shown, track, frame, colours, scale, yOf(seen.first));
    } else if (!isGhost) {
      text(pen, "Press Run to measure it here.", toX(frame, 0), visible / 2, colours.muted, scale, colours.font);
    }
    if (chosenTotal !== null) {
      const x = Math.round(toX(frame, chosenTotal) * scale) + 0.5;
      pen.strokeStyle = colours.accent;
      pen.globalAlpha = 0.55;
      pen.lineWidth = scale;
      pen.setLineDash([4 * scale, 3 * scale]);
      strokeLine(pen, x, 0, x, visible * scale);
      pen.setLineDash([]);
      pen.globalAlpha = 1;
      if (track) paintBracket(pen, frame, chosenTotal, trackEnd(track), visible - BRACKET / 2, colours, scale);
    }
  });

  return { element, body, show, lanes: () => lanes };
}

/** @param {Slot} slot @param {boolean} stale */
function kindText({ kind, track }, stale) {
  if (kind === "predicted") return "predicted";
  if (!track) return "not run yet";
  if (stale) return "earlier settings";
  return { live: "measuring", ended: "measured", stopped: "stopped at", failed: "crashed at" }[track.life];
}

/** @param {State} state @param {Slot} slot @param {boolean} stale @param {number | null} chosenTotal */
function diffText(state, { kind, track, variant, chosen }, stale, chosenTotal) {
  if (!track || stale || track.life !== "ended") return "";
  if (!chosen && chosenTotal !== null) return moreOrLess(trackEnd(track), chosenTotal);
  const predicted = state.predicted[variant.id];
  if (kind === "predicted" || !predicted) return "";
  return `${longer(trackEnd(track), trackEnd(predicted))} to predicted`;
}

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @param {number} scale */
export function prepare(canvas, width, height, scale) {
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen?.clearRect(0, 0, w, h);
  return pen;
}

/**
 * @param {Pen} pen
 * @param {Track} track
 * @param {{ first: number, count: number }} seen
 * @param {(lane: number) => number} yOf
 * @param {Frame} frame
 * @param {Palette} colours
 * @param {number} scale
 */
function paintNames(pen, track, seen, yOf, frame, colours, scale) {
  const { tasks } = track.report;
  const { isNamed, height, name } = layLanes(track.kind, tasks.length, frame.isNarrow, false);
  if (!isNamed) return;
  for (let lane = seen.first; lane < seen.first + seen.count; lane++) {
    const task = tasks[lane];
    if (!task) continue;
    const y = yOf(lane) / scale - (name > 0 ? height / 2 : 0);
    const x = Math.min(task.depth, 4) * 10;
    const most = (frame.isNarrow ? frame.right : frame.left - 12) - x;
    text(pen, fit(pen, task.name, most * scale, scale, colours.font), x + (frame.isNarrow ? frame.left : 0), y, colours.muted, scale, colours.font);
  }
}

/** @param {Pen} pen @param {Slot} slot @param {Track} track @param {Frame} frame @param {Palette} colours @param {number} scale @param {number} y */
function paintEnd(pen, slot, track, frame, colours, scale, y) {
  const end = trackEnd(track);
  const x = toX(frame, end);
  const isLive = track.life === "live";
  pen.strokeStyle = isLive ? colours.accent : colours.muted;
  pen.globalAlpha = isLive ? 1 : 0.6;
  pen.lineWidth = scale;
  strokeLine(pen, Math.round(x * scale) + 0.5, 0, Math.round(x * scale) + 0.5, pen.canvas.height);
  pen.globalAlpha = 1;
  const label = duration(end);
  text(pen, label, x + 8, y / scale, slot.kind === "measured" ? colours.ink : colours.muted, scale, colours.font, slot.kind === "measured" ? "600" : "400");
}

/** The time of which a worker has told nothing. @param {Pen} pen @param {Track} track @param {Frame} frame @param {Palette} colours @param {number} scale */
function paintSilence(pen, track, frame, colours, scale) {
  if (track.now - track.heard < SILENCE) return;
  const [x0, x1] = [toX(frame, track.heard), toX(frame, track.now)];
  pen.globalAlpha = 0.5;
  pen.fillStyle = colours.faint;
  pen.fillRect(x0 * scale, 0, (x1 - x0) * scale, pen.canvas.height);
  pen.globalAlpha = 1;
  const words = "no word from the worker";
  pen.font = `400 ${12 * scale}px ${colours.font}`;
  const width = pen.measureText(words).width / scale;
  if (x1 - x0 > width + 16) text(pen, words, (x0 + x1 - width) / 2, pen.canvas.height / scale / 2, colours.muted, scale, colours.font);
}

/** From the chosen total to this one, with the difference. @param {Pen} pen @param {Frame} frame @param {number} from @param {number} to @param {number} y @param {Palette} colours @param {number} scale */
function paintBracket(pen, frame, from, to, y, colours, scale) {
  const [x0, x1] = [toX(frame, from), toX(frame, to)];
  pen.strokeStyle = colours.accent;
  pen.lineWidth = 1.5 * scale;
  for (const x of [x0, x1]) strokeLine(pen, x * scale, (y - 5) * scale, x * scale, (y + 5) * scale);
  strokeLine(pen, x0 * scale, y * scale, x1 * scale, y * scale);
  const label = longer(to, from);
  pen.font = `600 ${12 * scale}px ${colours.font}`;
  const width = pen.measureText(label).width / scale;
  const [low, high] = [Math.min(x0, x1), Math.max(x0, x1)];
  const isInside = high - low > width + 24;
  const x = isInside ? (low + high - width) / 2 : high + 8;
  if (isInside) {
    pen.fillStyle = colours.ground;
    pen.fillRect((x - 5) * scale, (y - 8) * scale, (width + 10) * scale, 16 * scale);
  }
  text(pen, label, x, y, colours.accent, scale, colours.font, "600");
}

/** @param {Pen} pen @param {string} words @param {number} x @param {number} y @param {string} colour @param {number} scale @param {string} font @param {string} [weight] */
export function text(pen, words, x, y, colour, scale, font, weight = "400") {
  pen.font = `${weight} ${12 * scale}px ${font}`;
  pen.textBaseline = "middle";
  pen.fillStyle = colour;
  pen.fillText(words, x * scale, y * scale + scale);
}

/** @param {Pen} pen @param {string} words @param {number} most @param {number} scale @param {string} font */
function fit(pen, words, most, scale, font) {
  pen.font = `400 ${12 * scale}px ${font}`;
  if (pen.measureText(words).width <= most) return words;
  let cut = words;
  while (cut.length > 1 && pen.measureText(`${cut}…`).width > most) cut = cut.slice(0, -1);
  return `${cut}…`;
}

/** @param {Pen} pen @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
export function strokeLine(pen, x0, y0, x1, y1) {
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}
