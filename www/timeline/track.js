// A track: its label, and a canvas that shows the lanes in view.

import { h, setAttribute, setText } from "../ui/dom.js";
import { dots } from "../ui/resolution.js";
import { measured } from "../model/format.js";
import { longer } from "../model/differences.js";
import {
  BRACKET,
  isShown,
  laneMiddle,
  LANE_PADDING,
  lanes as layLanes,
  laneWindow,
  MOST_HEIGHT,
  toX,
} from "../model/geometry.js";
import { namesOf } from "../run/spans.js";
import { trackKey } from "../model/slots.js";
import { isHidden, isPredictable, isSilent, isStale, trackEnd } from "../model/state.js";
import { gridOf } from "../model/axis.js";
import { createCellsPen } from "../paint/cells.js";
import { INDENT, MOST_INDENT, paintTree } from "../paint/tree.js";
import { palette } from "../paint/palette.js";
import { frameSpan } from "../paint/rows.js";
import { fit, line, onAxis, sheetOf, whenAnyChanged, widthOf, write } from "../paint/sheet.js";
import { NOTHING, paintSpans, writeInto } from "./spans.js";
import { WORKED_OUT, diffText, howText, isNoise, kindText, totalText } from "./track_words.js";

/** @import { Frame, Lanes, Look, Palette, Sheet, Slot, SpanInfo, State, Thickness, Track, TrackKind, TrackView } from "./types.js" */

/**
 * Everything that the canvas depends on. It is painted only when some of it has changed.
 * @typedef {object} Picture
 * @property {Track | null} track
 * @property {TrackKind} kind
 * @property {Frame} frame
 * @property {number} height              of all lanes, CSS pixels
 * @property {number} top                 the height that is scrolled away, CSS pixels
 * @property {boolean} stale
 * @property {number | null} chosenTotal
 * @property {number | null} focusLane
 * @property {SpanInfo | null} focusSpan  the inspected span, which has a frame
 * @property {number | null} site         the source line whose spans have a frame
 * @property {boolean} hidden             is the result hidden by a guess?
 * @property {number} scale
 * @property {Palette} colours
 */

/** @param {number} mostHeight  of what is drawn, CSS pixels @returns {TrackView} */
export function createTrack(mostHeight = MOST_HEIGHT) {
  const variant = h("span", { class: "track-variant" });
  const kind = h("span", { class: "track-kind" });
  const total = h("span", { class: "track-total" });
  const diff = h("span", { class: "track-diff" });
  const how = h("span", { class: "track-how" });
  const pin = h("span", { class: "track-how track-pin" });
  const canvas = h("canvas", { "aria-hidden": "true" });
  const space = h("div", { class: "track-space" }, canvas);
  const body = h("div", { class: "track-body" }, space);
  const element = h(
    "div",
    { class: "track" },
    h("div", { class: "track-label" }, variant, pin, kind, total, how, diff),
    body,
  );
  const paintCells = createCellsPen();
  let painted = NOTHING;
  let lanes = layLanes("predicted", 1, false, false);

  /**
   * @param {State} state
   * @param {Slot} slot
   * @param {Frame} frame
   * @param {number | null} chosenTotal  of the same kind; the difference to it is shown
   * @param {Thickness} thickness
   */
  function show(state, slot, frame, chosenTotal, thickness) {
    const { track, chosen } = slot;
    const key = trackKey({ kind: slot.kind, variant: slot.variant.id, pin: track?.pin });
    const stale = track !== null && isStale(state, track);
    const before = lanes;
    lanes = layLanes(slot.kind, slot.lanes, frame.isNarrow, !chosen, thickness);
    element.className = `track ${slot.kind}${chosen ? " chosen" : ""}${stale ? " stale" : ""}`;
    setAttribute(element, "data-track", key);
    setAttribute(
      total,
      "data-testid",
      slot.place !== undefined
        ? `total-pinned-${slot.place + 1}`
        : chosen
          ? `total-${slot.kind}`
          : `total-${slot.kind}-${slot.variant.id}`,
    );
    setText(
      variant,
      (state.settings?.compare && slot.kind === "predicted") || slot.place !== undefined
        ? slot.variant.title
        : "",
    );
    setText(pin, track?.label ?? "");
    setText(kind, kindText(state, slot, stale));
    setAttribute(kind, "title", slot.kind === "predicted" ? WORKED_OUT : null);
    setText(total, track ? totalText(slot, track) : "");
    // A long total, as "12 h 51 min 39 s", would overlap the names of the lanes.
    total.classList.toggle("long", (total.textContent ?? "").length > 11);
    setText(how, track ? howText(slot, track) : "");
    setText(diff, diffText(state, slot, stale, chosenTotal));
    if (lanes.total !== before.total || space.style.height === "") resize(before);
    const focus = state.inspected?.track === key ? state.inspected : null;
    paint({
      track,
      kind: slot.kind,
      frame,
      height: lanes.total,
      top: topOf(),
      stale,
      chosenTotal,
      focusLane: focus?.lane ?? null,
      focusSpan: focus?.span ?? null,
      site: state.line ?? state.framed,
      hidden: chosen && isHidden(state),
      scale: dots(),
      colours: palette(),
    });
  }

  /** How far it is scrolled. To ask lays out the page, so nobody asks where all lanes are in view. */
  function topOf() {
    return lanes.total > mostHeight ? body.scrollTop : 0;
  }

  /** Keeps the lane in the middle that was there. @param {Lanes} before */
  function resize(before) {
    const isKept = before.count === lanes.count && lanes.total > mostHeight;
    const middle = isKept ? body.clientHeight / 2 : 0;
    const lane = isKept ? (body.scrollTop + middle - LANE_PADDING) / before.height : 0;
    space.style.height = `${lanes.total}px`;
    body.style.maxHeight = `${mostHeight}px`;
    // What scrolls can be reached by keyboard.
    setAttribute(body, "tabindex", lanes.total > mostHeight ? "0" : null);
    if (isKept) body.scrollTop = lane * lanes.height + LANE_PADDING - middle;
  }

  const paint = whenAnyChanged((/** @type {Picture} */ picture) => {
    const { track, kind, frame, height, top, chosenTotal, focusLane, focusSpan, scale, colours } = picture;
    const sheet = sheetOf(canvas, frame, Math.min(height, mostHeight), scale);
    if (!sheet) return;
    /** @param {number} lane */
    const yOf = (lane) => laneMiddle(lanes, lane) - top;
    painted = NOTHING;
    if (track) {
      sheet.pen.globalAlpha = 1;
      const look = {
        palette: colours,
        scale,
        isGhost: kind === "predicted",
        bar: lanes.bar * scale,
      };
      const how = { lanes, top, site: picture.site, paintCells };
      onAxis(sheet, () => {
        painted = paintSpans(sheet, track, look, how);
        if (focusLane !== null && focusSpan) {
          frameSpan(
            sheet,
            look,
            toX(frame, focusSpan.from_ms) * scale,
            toX(frame, focusSpan.to_ms) * scale,
            yOf(focusLane),
          );
        }
      });
      writeInto(sheet, track, look, how, painted.rows);
      paintNames(sheet, track, lanes, top);
      paintSilence(sheet, track);
      paintEnd(sheet, track, Math.max(8, yOf(laneWindow(lanes, top, sheet.height).first)));
    } else if (picture.hidden && kind === "predicted") {
      write(sheet, "Hidden until you have guessed.", frame.left, sheet.height / 2, colours.muted);
    } else if (kind === "measured") {
      write(
        sheet,
        "Press Run: it waits for real then, and is measured here.",
        frame.left,
        sheet.height / 2,
        colours.muted,
      );
    }
    if (chosenTotal !== null && track && !isNoise(track, chosenTotal)) {
      paintDifference(sheet, chosenTotal, trackEnd(track));
    }
    paintGrid(sheet);
  });

  return { element, body, show, lanes: () => lanes, shapes: () => painted.shapes };
}

/**
 * @param {Sheet} sheet
 * @param {Track} track
 * @param {Lanes} lanes
 * @param {number} top
 */
function paintNames(sheet, track, lanes, top) {
  if (!lanes.isNamed) return;
  const { isNarrow, left, right } = sheet.frame;
  const seen = laneWindow(lanes, top, sheet.height);
  const names = namesOf(track, seen.first, seen.count);
  if (!isNarrow) paintTree(sheet, names, (lane) => laneMiddle(lanes, lane) - top);
  for (const { lane, depth, name } of names) {
    const indent = Math.min(depth, MOST_INDENT) * INDENT;
    const x = indent + (isNarrow ? left : 0);
    const y = laneMiddle(lanes, lane) - top - (isNarrow ? lanes.height / 2 : 0);
    write(sheet, fit(sheet, name, (isNarrow ? right : left - 12) - indent), x, y, sheet.colours.muted);
  }
}

/** Paints the lines of the axis, behind everything else. @param {Sheet} sheet */
function paintGrid(sheet) {
  const { pen, frame, height, scale, colours } = sheet;
  // An exported picture draws its own lines.
  if ("hatch" in pen) return;
  const canvas = pen;
  canvas.globalCompositeOperation = "destination-over";
  canvas.fillStyle = colours.faintest;
  for (const { at } of gridOf(frame)) {
    canvas.fillRect(Math.round(toX(frame, at) * scale), 0, Math.max(1, Math.round(scale)), height * scale);
  }
  canvas.globalCompositeOperation = "source-over";
}

/** Paints the time of which a worker has reported nothing. @param {Sheet} sheet @param {Track} track */
function paintSilence(sheet, track) {
  if (!isSilent(track)) return;
  const { pen, scale, colours, height, frame } = sheet;
  const [from, to] = [
    Math.max(frame.left, toX(frame, track.heard)),
    Math.min(frame.right, toX(frame, track.now)),
  ];
  if (to <= from) return;
  pen.globalAlpha = 0.5;
  pen.fillStyle = colours.faint;
  pen.fillRect(from * scale, 0, (to - from) * scale, height * scale);
  pen.globalAlpha = 1;
  const words = "no word from the worker";
  const room = to - from - widthOf(sheet, words);
  // Without space within, the words are below the total, to the right.
  if (room > 16) write(sheet, words, from + room / 2, height / 2, colours.muted);
  else if (frame.width - to > widthOf(sheet, words) + 16) {
    write(sheet, words, to + 8, height - 12, colours.muted);
  }
}

/** @param {Sheet} sheet @param {Track} track @param {number} y */
function paintEnd(sheet, track, y) {
  const { pen, scale, colours, height, frame } = sheet;
  if (!isShown(frame, trackEnd(track))) return;
  const x = toX(frame, trackEnd(track));
  pen.lineWidth = scale;
  line(sheet, track.life === "live" ? colours.accent : colours.line, x, 0, x, height);
  const isMeasured = track.kind === "measured";
  if (!isMeasured && !isPredictable(track)) return;
  write(
    sheet,
    measured(trackEnd(track), track),
    x + 8,
    y,
    isMeasured ? colours.ink : colours.muted,
    isMeasured ? "600" : "400",
  );
}

/** Paints a line at the end of the chosen variant, and a bracket from there to this end. @param {Sheet} sheet @param {number} chosen @param {number} here */
function paintDifference(sheet, chosen, here) {
  const { pen, scale, colours, height, frame } = sheet;
  const [from, to] = [toX(frame, chosen), toX(frame, here)];
  const [low, high] = [Math.max(frame.left, Math.min(from, to)), Math.min(frame.right, Math.max(from, to))];
  if (low > high) return;
  const y = height - BRACKET / 2;
  const label = longer(here, chosen);
  const width = widthOf(sheet, label, "600");
  const isInside = high - low > width + 24;
  const x = isInside ? (low + high - width) / 2 : high + 8;
  onAxis(sheet, () => {
    pen.lineWidth = scale;
    pen.globalAlpha = 0.6;
    pen.setLineDash([4 * scale, 3 * scale]);
    line(sheet, colours.accent, from, 0, from, height);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    pen.lineWidth = 1.5 * scale;
    for (const x of [from, to]) line(sheet, colours.accent, x, y - 5, x, y + 5);
    // The words interrupt the line, whatever is behind them.
    line(sheet, colours.accent, low, y, isInside ? x - 5 : high, y);
    if (isInside) line(sheet, colours.accent, x + width + 5, y, high, y);
  });
  write(sheet, label, x, y, colours.accent, "600");
}
