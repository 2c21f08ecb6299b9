// A second canvas over that of each track: arrows, the longest chain (the
// critical path), and the relations of the inspected span.

import { h, whenChanged } from "../../ui/dom.js";
import { isShown, laneMiddle, laneWindow, toX } from "../../model/geometry.js";
import { slots, trackKey } from "../../model/slots.js";
import { spokenTrack } from "../../model/state.js";
import { ask } from "../../run/engine.js";
import { palette } from "../../paint/palette.js";
import { onAxis, sheetOf, whenAnyChanged } from "../../paint/sheet.js";
import { isComplete, relationsOf } from "./ask.js";
import { ARROW, arrowOf, KIND, KIND_AT, paintArrow } from "./arrows.js";
import { layersOf } from "../../model/layers.js";
import { dots } from "../../ui/resolution.js";
import { createKey } from "./key.js";
import { paintPath } from "./path.js";
import { createRelations } from "./relations.js";

/** @import { App, Frame, Inspected, Look, Palette, Relation, Render, Sheet, Track, TrackView, Zoom } from "./types.js" */

/** Thinner lanes leave no space for arrows, CSS pixels. */
const LEAST_LANE = 5;

/**
 * @param {App} app
 * @param {() => { frame: Frame, views: TrackView[] }} layout
 * @returns {Render}
 */
export function createOverlay(app, layout) {
  /** @type {WeakMap<TrackView, ReturnType<typeof createSheet>>} */
  const sheets = new WeakMap();
  const key = createKey();
  const list = createRelations(app, layout);
  /** @type {Relation[] | null} */
  let relations = null;
  const relate = whenChanged(
    (/** @type {Track | null} */ track, /** @type {Inspected | null} */ inspected) => {
      relations = track && inspected?.span ? relationsOf(track, inspected.lane, inspected.at) : null;
    },
  );

  return (state) => {
    const { settings, inspected } = state;
    if (!settings) return;
    const { frame, views } = layout();
    const shown = slots(state);
    const layers = layersOf(settings);
    const spoken = spokenTrack(state);
    const looked = shown.find(({ track }) => track && trackKey(track) === inspected?.track)?.track ?? null;
    relate(looked && isComplete(app, looked.recording) ? looked : null, inspected);
    shown.forEach(({ track }, index) => {
      const view = views[index];
      if (!view) return;
      const sheet = sheets.get(view) ?? createSheet(view);
      sheets.set(view, sheet);
      const isThere = track !== null && isComplete(app, track.recording);
      const isSpoken = track !== null && track === spoken;
      sheet.show(isThere ? track : null, frame, {
        wakes: layers.includes("wakes"),
        criticalPath: isSpoken && layers.includes("chain"),
        link: isSpoken ? state.link : null,
        relations: track !== null && track === looked ? relations : null,
        inspected: track !== null && track === looked ? inspected : null,
        cursor: layers.includes("wakes") ? (settings.cursor?.at ?? null) : null,
      });
    });
    key(
      state,
      views.some((view) => view.lanes().height < LEAST_LANE),
    );
    list(state, looked, relations);
  };
}

/**
 * The layers over a track.
 * @typedef {object} Shown
 * @property {boolean} wakes
 * @property {boolean} criticalPath
 * @property {Zoom | null} link            the marked part of the critical path
 * @property {Relation[] | null} relations
 * @property {Inspected | null} inspected  the span whose relations these are
 * @property {number | null} cursor        ms
 */

/**
 * Everything that the canvas depends on. It is painted only when some of it has changed.
 * @typedef {Shown & {
 *   track: Track | null,
 *   frame: Frame,
 *   height: number,
 *   top: number,
 *   scale: number,
 *   colours: Palette,
 * }} Picture
 */

/** @param {TrackView} view @param {HTMLCanvasElement} [canvas] */
export function createSheet(view, canvas = h("canvas", { class: "overlay", "aria-hidden": "true" })) {
  /** The kinds of the wakes and waits that are drawn. @type {Set<number>} */
  let kinds = new Set();
  const paint = whenAnyChanged((/** @type {Picture} */ picture) => {
    const { track, frame, height, top, scale, wakes, criticalPath, link, relations, inspected, cursor } =
      picture;
    kinds = new Set();
    canvas.hidden = !track || !(wakes || criticalPath || link || relations);
    if (!track || canvas.hidden) return;
    const sheet = sheetOf(canvas, frame, height, scale);
    if (!sheet) return;
    canvas.style.marginTop = `${-height}px`;
    const lanes = view.lanes();
    const seen = laneWindow(lanes, top, height);
    /** @param {number} lane */
    const yOf = (lane) => (laneMiddle(lanes, lane) - top) * scale;
    const look = {
      palette: picture.colours,
      scale,
      isGhost: track.kind === "predicted",
      bar: lanes.bar * scale,
    };
    const width = (frame.right - frame.left) * scale;
    onAxis(sheet, () => {
      if (criticalPath) {
        paintPath(
          sheet,
          look,
          ask(track.recording, (run) => run.critical_path(frame.from, frame.end, width)),
          frame.left * scale,
          yOf,
          false,
        );
      }
      if (link) paintLink(sheet, look, track, link, yOf);
      if (wakes && lanes.height >= LEAST_LANE) {
        const rows = ask(track.recording, (run) =>
          run.arrows(frame.from, frame.end, seen.first, seen.count, width),
        );
        paintWakes(sheet, look, rows, yOf);
        rows?.forEach((value, place) => place % ARROW === KIND_AT && kinds.add(value));
      }
      if (cursor !== null && isShown(frame, cursor)) {
        const pairs = ask(track.recording, (run) => run.waits_for(cursor, seen.first, seen.count));
        paintWaits(sheet, look, pairs, toX(frame, cursor) * scale, yOf);
        if (pairs?.length) kinds.add(KIND.waits);
      }
      if (relations && inspected) paintRelations(sheet, look, relations, inspected, yOf);
    });
  });

  return {
    /** The kinds of arrows in the picture, but for those of what is inspected. */
    kinds: () => kinds,
    /** @param {Track | null} track @param {Frame} frame @param {Shown} shown @param {number} [most]  the height that is seen of it */
    show(track, frame, shown, most = view.body.clientHeight) {
      const { body } = view;
      if (!canvas.isConnected) body.firstElementChild?.append(canvas);
      paint({
        ...shown,
        inspected: shown.relations && shown.inspected,
        track,
        frame,
        height: Math.min(view.lanes().total, most),
        top: body.scrollTop,
        scale: dots(),
        colours: palette(),
      });
    },
  };
}

/** @param {Sheet} sheet @param {Look} look @param {Float32Array | undefined} rows @param {(lane: number) => number} yOf */
function paintWakes({ pen, frame, scale }, look, rows, yOf) {
  if (!rows) return;
  const left = frame.left * scale;
  for (let i = 0; i + ARROW <= rows.length; i += ARROW) {
    const [from = -1, x0 = 0, lane = 0, x1 = 0, kind = 0, count = 1] = rows.subarray(i, i + ARROW);
    paintArrow(
      pen,
      look,
      { from, x0: left + x0, lane, x1: left + x1, kind, isMany: count > 1, isStrong: false },
      yOf,
    );
  }
}

/** @param {Sheet} sheet @param {Look} look @param {Uint32Array | undefined} pairs @param {number} x @param {(lane: number) => number} yOf */
function paintWaits({ pen }, look, pairs, x, yOf) {
  if (!pairs) return;
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    paintArrow(
      pen,
      look,
      {
        from: pairs[i] ?? 0,
        x0: x,
        lane: pairs[i + 1] ?? 0,
        x1: x,
        kind: KIND.waits,
        isMany: false,
        isStrong: true,
      },
      yOf,
    );
  }
}

/** @param {Sheet} sheet @param {Look} look @param {Relation[]} relations @param {Inspected} inspected @param {(lane: number) => number} yOf */
function paintRelations({ pen, frame, scale }, look, relations, { lane }, yOf) {
  for (const relation of relations) {
    const arrow = arrowOf(relation, lane);
    if (!arrow) continue;
    const [x0, x1] = [toX(frame, relation.from_ms) * scale, toX(frame, relation.to_ms) * scale];
    paintArrow(pen, look, { ...arrow, x0, x1, isMany: false, isStrong: true }, yOf);
  }
}

/** Paints a link of the critical path. @param {Sheet} sheet @param {Look} look @param {Track} track @param {Zoom} link @param {(lane: number) => number} yOf */
function paintLink(sheet, look, track, link, yOf) {
  const { frame, scale } = sheet;
  const [from, to] = [Math.max(link.from, frame.from), Math.min(link.to, frame.end)];
  if (from >= to) return;
  const [left, right] = [toX(frame, from) * scale, toX(frame, to) * scale];
  paintPath(
    sheet,
    look,
    ask(track.recording, (run) => run.critical_path(from, to, right - left)),
    left,
    yOf,
    true,
  );
}
