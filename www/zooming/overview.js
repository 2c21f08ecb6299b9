// The whole run as a thin strip, with a window over the stretch that is shown.
// The window can be dragged, and a press beside it moves it there.

import { h, whenChanged } from "../ui/dom.js";
import { frame as layFrame, isZoomed, toTime, toX } from "../model/geometry.js";
import { spokenTrack } from "../model/state.js";
import { dots } from "../ui/resolution.js";
import { createWidths } from "../ui/widths.js";
import { ask } from "../run/engine.js";
import { createCellsPen } from "../paint/cells.js";
import { palette } from "../paint/palette.js";
import { sheetOf } from "../paint/sheet.js";

/** @import { Frame, Palette, State, Track, Zoom, ZoomActions } from "./types.js" */

/** Height of the strip, and space above and below what is drawn, CSS pixels. */
const HEIGHT = 24;
const PADDING = 4;
/** Space at both ends, CSS pixels. */
const MARGIN = 8;
/** The least width of the window, so that it can be seen and dragged, CSS pixels. */
const LEAST_WIDTH = 8;

/**
 * @param {HTMLElement} root
 * @param {ZoomActions} act
 * @param {() => void} changed  called when it has another width
 */
export function createOverview(root, act, changed) {
  const widthOf = createWidths(changed);
  const canvas = h("canvas");
  const pane = h("div", { class: "overview-window", "data-testid": "overview-window" });
  root.append(canvas, pane);
  const paintCells = createCellsPen();
  /** The axis of the whole run. @type {Frame} */
  let all = layFrame(600, false, 1);

  const paint = whenChanged(
    (
      /** @type {Track} */ track,
      /** @type {Frame} */ frame,
      /** @type {number} */ scale,
      /** @type {Palette} */ colours,
    ) => {
      const sheet = sheetOf(canvas, frame, HEIGHT, scale);
      if (!sheet) return;
      const width = Math.round((frame.right - frame.left) * scale);
      const high = (HEIGHT - 2 * PADDING) * scale;
      const rows = Math.min(track.report.lanes, Math.floor(high));
      const cells = ask(track.recording, (run) =>
        run.cells(0, frame.end, 0, track.report.lanes, rows, width),
      );
      const place = {
        x: frame.left * scale,
        y: PADDING * scale,
        width,
        height: high,
        rows,
        first: 0,
        isShared: rows < track.report.lanes,
        isGhost: true,
        palette: colours,
      };
      if (cells) paintCells(sheet, cells, place);
    },
  );

  // -- By hand ---------------------------------------------------------------

  /** The place within the window where it is held, ms. */
  let hold = 0;
  /** @param {PointerEvent} event */
  const timeOf = ({ clientX }) => toTime(all, clientX - canvas.getBoundingClientRect().left);
  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !act.isZoomed()) return;
    event.preventDefault();
    const { from, to } = act.shown();
    const at = timeOf(event);
    hold = at >= from && at <= to ? at - from : (to - from) / 2;
    root.setPointerCapture(event.pointerId);
    act.moveTo(at - hold);
  });
  root.addEventListener("pointermove", (event) => {
    if (root.hasPointerCapture(event.pointerId)) act.moveTo(timeOf(event) - hold);
  });

  /** @param {State} state @param {Zoom} shown @param {Frame} frame */
  return (state, shown, frame) => {
    const track = spokenTrack(state);
    // During a guess, the picture from before must not stay.
    canvas.style.visibility = track ? "" : "hidden";
    pane.hidden = track === null || !isZoomed(frame);
    if (!track) return;
    // It stands beside the buttons, so it is as wide as they leave it.
    const width = widthOf(root);
    if (all.width !== width || all.end !== frame.whole) {
      all = { ...layFrame(width, true, frame.whole), left: MARGIN, right: width - MARGIN };
    }
    paint(track, all, dots(), palette());
    const [left, right] = [toX(all, frame.from), toX(all, frame.end)];
    const long = Math.max(LEAST_WIDTH, right - left);
    pane.style.width = `${long.toFixed(1)}px`;
    pane.style.transform = `translateX(${((left + right - long) / 2).toFixed(1)}px)`;
  };
}
