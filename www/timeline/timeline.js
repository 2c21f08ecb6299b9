// The timeline: one axis, the tracks on it, and the head above them.

import { byId, fetchStyle, setAttribute, setText, whenChanged } from "../ui/dom.js";
import { frame as layFrame, NARROW, toX } from "../model/geometry.js";
import { ratioOf } from "../model/format.js";
import { gridOf, gridUnit } from "../model/axis.js";
import { chosenTotal, commonEnd, slots } from "../model/slots.js";
import { spokenTrack } from "../model/state.js";
import { createLayers } from "./layers/layers.js";
import { createLegend } from "./legend.js";
import { whenNear } from "../ui/lazy_near.js";
import { whenNeeded } from "../ui/lazy.js";
import { dots, whenResolutionChanges } from "../ui/resolution.js";
import { createWidths } from "../ui/widths.js";
import { palette } from "../paint/palette.js";
import { shapesOfAll } from "../paint/shapes.js";
import { line, sheetOf, widthOf, write } from "../paint/sheet.js";
import { between, shownPart } from "../model/zoom.js";
import { createTrack } from "./track.js";

/** @import { App, Frame, Palette, Program, Slot, State, Surface, Track, TrackView, Zoom } from "./types.js" */

/** A narrower one puts what is said of a track above it. */
const STACKED = 900;
const AXIS_HEIGHT = 28;
/** What is said of the timeline to whoever reaches it by keyboard. */
const HELP =
  "Left, right, Home, End: along a lane. Up, down: from lane to lane. Enter: to the source line. Escape: back. " +
  "A table below says the same.";
/** When the end of the axis moves, it goes this part of the way in each frame. */
const EASE = 0.3;

/**
 * Returns a view that shows a state. It can leave out what is around the tracks, for when they are to be seen
 * before that; and it takes a prediction that stands for one which is still to come: that is drawn, and no more
 * can be done with it.
 * @param {App} app @returns {(state: State, isAlone?: boolean, early?: Track | null) => void}
 */
export function createTimeline(app) {
  const root = byId("tracks");
  const list = byId("track-list");
  const axis = /** @type {HTMLCanvasElement} */ (byId("axis"));
  const compare = /** @type {HTMLInputElement} */ (byId("compare"));
  const runAll = byId("run-all");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {TrackView[]} */
  const views = [];
  /** The stretch that is drawn, which may be easing towards the one to be shown. @type {Zoom} */
  let part = { from: 0, to: 0 };
  /** Was there a track on the axis at the last drawing? */
  let hasTracks = false;
  /** The program of the last drawing. @type {Program | null} */
  let program = null;
  /** @type {Frame} */
  let frame = layFrame(600, false, 1);

  /** @type {Surface} */
  const surface = { root, layout: () => ({ frame, views }), isHeld: false, thickness: null };

  compare.addEventListener("change", () => app.setCompare(compare.checked));
  runAll.addEventListener("click", app.runAll);
  new ResizeObserver(app.redraw).observe(root);
  const widthOfElement = createWidths(app.redraw);
  whenResolutionChanges(app.redraw);
  list.addEventListener("scroll", app.redraw, { capture: true, passive: true });
  const legend = createLegend();
  setText(byId("tracks-help"), HELP);
  // A style sheet could find out, and would look at the whole timeline again whenever it changes.
  const whole = byId("timeline");
  root.addEventListener("focus", () => whole.classList.toggle("by-keys", root.matches(":focus-visible")));
  root.addEventListener("blur", () => whole.classList.remove("by-keys"));
  const layers = createLayers(app, () => ({ frame, views }));
  const inspector = whenNear(
    root,
    async () => {
      const [{ createInspector }] = await Promise.all([
        import("./inspector.js"),
        fetchStyle("timeline/inspector.css"),
      ]);
      return createInspector(app, surface.layout);
    },
    (state) => state.inspected !== null,
  );

  const zooming = whenNeeded(
    (/** @type {State} */ state, /** @type {Frame} */ _frame) => spokenTrack(state) !== null,
    async () => {
      const [{ createZooming }] = await Promise.all([
        import("../zooming/zooming.js"),
        fetchStyle("zooming/zooming.css"),
      ]);
      return createZooming(app, surface);
    },
    app,
  );

  const levels = whenNeeded(
    (/** @type {State} */ state, /** @type {Frame} */ _frame) =>
      (spokenTrack(state)?.report.levels.length ?? 0) > 0,
    async () => (await import("./levels.js")).createLevels(app),
    app,
  );

  const player = whenNeeded(
    (/** @type {State} */ state, /** @type {Frame} */ _frame) => spokenTrack(state) !== null,
    async () => {
      const [{ createPlayer }] = await Promise.all([
        import("../cursor/player.js"),
        fetchStyle("cursor/cursor.css"),
      ]);
      return createPlayer(app);
    },
    app,
  );

  const paintAxis = whenChanged(
    (
      /** @type {Frame} */ frame,
      /** @type {number} */ scale,
      /** @type {string} */ ratio,
      /** @type {Palette} */ colours,
    ) => {
      const sheet = sheetOf(axis, frame, AXIS_HEIGHT, scale);
      if (!sheet) return;
      const found = gridOf(frame);
      sheet.pen.lineWidth = scale;
      found.forEach(({ at, label }, index) => {
        const x = toX(frame, at);
        line(sheet, colours.faint, x, AXIS_HEIGHT - 7, x, AXIS_HEIGHT);
        const isLast = index === found.length - 1;
        write(
          sheet,
          isLast ? `${label} ${gridUnit(frame)}` : label,
          Math.max(0, x - widthOf(sheet, label) / 2),
          10,
          colours.muted,
        );
      });
      if (ratio && !frame.isNarrow) write(sheet, `at ${ratio}`, 0, 10, colours.muted);
    },
  );

  /** Moves the stretch that is drawn towards another. @param {Zoom} target @param {boolean} isAtOnce */
  function ease(target, isAtOnce) {
    if (isAtOnce || calm.matches || surface.isHeld) part = target;
    else part = between(part, target, EASE);
    if (part.from !== target.from || part.to !== target.to) app.redraw();
  }

  return (state, isAlone = false, early = null) => {
    const { settings } = state;
    if (!settings) return;
    const shown = slots(
      early ? { ...state, predicted: { [early.variant]: early, ...state.predicted } } : state,
    );
    const whole = commonEnd(shown);
    // An empty axis does not ease, nor that of another program.
    const hadTracks = hasTracks;
    hasTracks = shown.some(({ track }) => track !== null);
    root.classList.toggle("filled", hasTracks);
    const isOther = settings.program !== program;
    program = settings.program;
    ease(shownPart(settings.zoom, whole), !hadTracks || isOther || state.phase === "running");
    while (views.length < shown.length) {
      const view = createTrack();
      views.push(view);
      list.append(view.element);
    }
    for (const view of views.splice(shown.length)) view.element.remove();

    const rootWidth = widthOfElement(root);
    const isNarrow = rootWidth < NARROW;
    root.classList.toggle("stacked", rootWidth < STACKED);
    const width = (views[0] && widthOfElement(views[0].body)) || 600;
    const isSame =
      width === frame.width &&
      isNarrow === frame.isNarrow &&
      part.from === frame.from &&
      part.to === frame.end &&
      whole === frame.whole;
    if (!isSame) frame = layFrame(width, isNarrow, part.to, part.from, whole);
    paintAxis(frame, dots(), ratioOfAll(shown), palette());
    shown.forEach((slot, index) =>
      // On paper nothing scrolls.
      views[index]?.show(
        state,
        slot,
        frame,
        chosenTotal(state, shown, slot),
        "printing" in document.documentElement.dataset ? "fit" : surface.thickness,
      ),
    );
    // Its words are below the picture, and come with all others.
    if (!isAlone || early) legend(shapesOfAll(views.map((view) => view.shapes())));
    if (isAlone) return;
    levels(state, frame);
    zooming(state, frame);
    layers(state);
    inspector(state);
    player(state, frame);

    compare.checked = settings.compare;
    compare.disabled = settings.program.variants.length < 2;
    runAll.hidden = !settings.compare || settings.program.variants.length < 2;
    // Not `disabled`, which would take the focus away from a button that was just pressed.
    runAll.removeAttribute("disabled");
    setAttribute(runAll, "aria-disabled", state.phase === "running" ? "true" : null);
    setText(runAll, "Run all variants");
  };
}

/** The factor of a clock that was sped up, if there is one. @param {Slot[]} shown */
function ratioOfAll(shown) {
  return ratioOf(Math.max(1, ...shown.map(({ track }) => track?.report.time_scale ?? 1)));
}
